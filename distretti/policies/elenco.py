"""Whether a members' list may be uploaded, approved, rejected or withdrawn; how its file is read lives in `elenco`."""

import datetime as dt

from core.italiano import of_day, show_day, the_day
from distretti.enums import STATI_FINALI, StatoElenco, StatoIscrizione
from distretti.exceptions import DatiError, Errori, NotPermittedError, RegistroError


def check_upload(
    *,
    stato: StatoIscrizione,
    al: dt.date,
    today: dt.date,
    waiting: int | None,
    approved_al: dt.date | None,
    opened_al: dt.date,
    same: bool,
) -> None:
    """Refuse a list of an entry that has ended, of an impossible day, beside another that waits, or unchanged.

    `waiting`: the version that waits for approval; `approved_al`: the day of the list in force; `opened_al`: by when
    the entry was surely open; `same`: the rows are those of the list in force.
    """
    errori = Errori()
    if stato in STATI_FINALI:
        errori.add("iscrizione", f"La voce è nello stato «{stato.label}»: il suo elenco non cambia più.")
    if waiting is not None:
        errori.add("file", f"C’è già un elenco in attesa (versione {waiting}): ritiralo, poi carica questo.")
    if al > today:
        errori.add("al", f"L’elenco non può riferirsi a un giorno futuro: oggi è {the_day(today)}.")
    if al < opened_al:
        errori.add("al", f"L’elenco si riferisce a prima che la voce esistesse ({show_day(opened_al)}).")
    if approved_al is not None and al < approved_al:
        errori.add("al", f"L’elenco in vigore è {of_day(approved_al)}: il nuovo non può essere più vecchio.")
    if same:
        errori.add("file", "L’elenco è identico a quello in vigore: non c’è nulla da approvare.")
    errori.raise_any()


def check_waiting(stato: StatoElenco) -> None:
    """Refuse to decide on a list already decided or withdrawn."""
    if stato != StatoElenco.IN_ATTESA:
        raise RegistroError(f"L’elenco è già nello stato «{stato.label}»: ricarica la pagina.")


def check_same_list(*, seen: str, stored: str) -> None:
    """Refuse to approve a list other than the one the officer had before the eyes."""
    if seen != stored:
        raise RegistroError("L’elenco non è quello che hai visto: ricarica la pagina e ricontrollalo.")


def check_four_eyes(*, uploaded_by_same: bool) -> None:
    """Refuse an approval by whoever uploaded the list (design law 4)."""
    if uploaded_by_same:
        raise NotPermittedError("Hai caricato tu questo elenco: lo deve approvare un altro funzionario.")


def check_motivo(motivo: str) -> None:
    """Refuse a rejection that does not say why."""
    if not motivo.strip():
        raise DatiError({"motivo": "Scrivi perché lo respingi: chi l’ha caricato leggerà queste parole."})
