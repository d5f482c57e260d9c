"""Whether a person may be given the profile of an entry to write, or be shown as holding an office of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Protocol

from core.italiano import the_day, until_day
from core.text import INVISIBILI, has_unseen
from distretti.enums import STATI_FINALI, StatoIscrizione
from distretti.exceptions import DatiError, Errori, RegistroError


class Period(Protocol):
    """Something that lasts from a day to a day; None is open."""

    dal: Any
    al: Any


# Beyond it the day of beginning is a slip of the keyboard.
_FURTHEST_DELEGA = dt.timedelta(days=10 * 366)


def _overlaps(one: Period, dal: dt.date | None, al: dt.date | None) -> bool:
    starts_before_end = one.dal is None or al is None or one.dal <= al
    ends_after_start = one.al is None or dal is None or dal <= one.al
    return starts_before_end and ends_after_start


def check_delega(
    *,
    user_active: bool,
    elsewhere: bool,
    stato: StatoIscrizione,
    dal: dt.date,
    al: dt.date | None,
    today: dt.date,
    others: Iterable[Period],
) -> None:
    """Refuse a delega to who has left, on an entry that has ended, in the past, or beside another of the same person.

    `elsewhere`: a role of the person belongs to the other structure, whose people do not see this one's drafts (design
    law 3). `others`: the deleghe of the same person for the same entry that were not ended before their time.
    """
    errori = Errori()
    if not user_active:
        errori.add("user", "Questo utente è disattivato: riattivalo, o scegline un altro.")
    if elsewhere:
        errori.add("user", "Questa persona lavora per l’altra struttura: scegline una che non ne fa parte.")
    if stato in STATI_FINALI:
        errori.add("iscrizione", f"La voce è nello stato «{stato.label}»: la sua scheda non si modifica più.")
    if dal < today:
        errori.add("dal", f"Una delega non vale per il passato: comincia {the_day(today)} o dopo.")
    if dal - today > _FURTHEST_DELEGA:
        errori.add("dal", "La delega comincia fra più di dieci anni: controlla l’anno.")
    if al is not None and al < dal:
        errori.add("al", "La delega finisce prima di cominciare: controlla le due date.")
    for other in others:
        if not errori and _overlaps(other, dal, al):
            until = until_day(other.al) if other.al else "senza termine"
            errori.add("dal", f"Questa persona ha già una delega per la voce, {until}: terminala, o comincia dopo.")
    errori.raise_any()


def check_not_ended(*, ended: bool, al: dt.date | None, today: dt.date) -> None:
    """Refuse to end a delega that is over."""
    if ended or (al is not None and al < today):
        raise RegistroError("Questa delega è già terminata.")


def check_carica(
    *,
    nome: str,
    ruolo: str,
    dal: dt.date | None,
    al: dt.date | None,
    legale: bool,
    others: Iterable[Period],
    organo: str = "",
) -> None:
    """Refuse an office without holder or name, upside down, or a second legal representative at the same time.

    `others`: the legal representatives of the same entry.
    """
    errori = Errori()
    if not nome.strip():
        errori.add("nome", "Scrivi nome e cognome di chi ricopre la carica.")
    if not ruolo.strip():
        errori.add("ruolo", "Scrivi la carica: presidente, segretario, componente…")
    for campo, text in {"nome": nome, "ruolo": ruolo, "organo": organo}.items():
        if has_unseen(text):
            errori.add(campo, INVISIBILI)
    if dal is not None and al is not None and al < dal:
        errori.add("al", "La carica finisce prima di cominciare: controlla le due date.")
    if legale and not errori and any(_overlaps(other, dal, al) for other in others):
        errori.add("rappresentante_legale", "C’è già un rappresentante legale: prima chiudi la sua carica.")
    errori.raise_any()


def check_end(*, dal: dt.date | None, al: dt.date) -> None:
    """Refuse to end an office before it began."""
    if dal is not None and al < dal:
        raise DatiError({"al": f"La carica è cominciata {the_day(dal)}: non può finire prima."})
