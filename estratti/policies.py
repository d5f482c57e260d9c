"""The code of an extract, how people may write it, and of which day one may be issued."""

import datetime as dt
import secrets

from estratti.exceptions import EstrattoError

# Crockford's base 32: no I, L, O, U, so that a code read aloud or from paper is not mistaken.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 16, 4  # 80 bits: nobody finds one by trying
_SAME = str.maketrans({"I": "1", "L": "1", "O": "0"})


def make_codice() -> str:
    """Return a new code, as `7KQ2-M9TX-4HCN-P3WD`."""
    return _grouped("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))


def read_codice(text: str) -> str | None:
    """Return the code that somebody meant, whatever the case, the hyphens and the letters that look alike; or None."""
    plain = "".join(text.split()).replace("-", "").upper().translate(_SAME)
    return _grouped(plain) if len(plain) == _LENGTH and set(plain) <= set(_ALPHABET) else None


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def check_day(day: dt.date, *, today: dt.date) -> None:
    """Refuse a day that has not begun: of it the register knows nothing yet."""
    if day > today:
        raise EstrattoError("Il registro di un giorno che deve ancora venire non si conosce.", campo="alla_data")


def check_known(*, exists: bool) -> None:
    """Refuse an extract of what, on that day, was not surely in the register."""
    if not exists:
        raise EstrattoError("In quel giorno la voce non risultava ancora: scegline uno dopo.", campo="alla_data")
