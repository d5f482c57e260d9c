"""When a version of a rule may be written, and what becomes of those before it: what has been used is never changed."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.italiano import from_day
from core.text import INVISIBILI, fold, has_unseen
from distretti.exceptions import DatiError
from procedimenti.collegio import NomeRegolaNucleo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.obblighi import Obblighi, Obbligo
from procedimenti.policies.rimedi.ricorsi import ART_3_4, MAX_GIORNI, MAX_RICORSI, RICORSO, ricorsi_among

FONTE = {"fonte": Obbligo("Scrivi l’atto o la norma da cui risulta.")}
DICHIARAZIONE: Obblighi = {
    "titolo": Obbligo("Scrivi come si chiama la dichiarazione."),
    "testo": Obbligo("Scrivi che cosa si dichiara."),
    "articolo": Obbligo("Scrivi l’articolo che la prevede."),
    "tipi": Obbligo("Scegli almeno un procedimento."),
    "sezioni": Obbligo("Scegli almeno una sezione."),
    **FONTE,
}
RICORSO_AMMESSO: Obblighi = {**RICORSO, "fonte": Obbligo("Scrivi quale norma lo dice.")}
REGOLA_NUCLEO: Obblighi = {"valore": Obbligo("Scrivi il valore."), **FONTE}
_MAX = {"titolo": 100, "testo": 500, "articolo": 200, "autorita": 200, "fonte": 200}
_PERCENTO = frozenset({NomeRegolaNucleo.QUORUM_PERCENTO, NomeRegolaNucleo.MAGGIORANZA_PERCENTO})
MAX_LINK = 30
# Nothing goes back before the last version: a year mistyped would shut a rule for ever.
MAX_ANNI = 2


def check_versione(
    said: Mapping[str, Any],
    *,
    obblighi: Obblighi,
    valida_dal: dt.date,
    today: dt.date,
    last: dt.date | None,
) -> None:
    """Raise DatiError for what lacks or is too long, or for a day on which something has been asked already.

    `last`: the day from which the last version written counts; one of the same day corrects it.
    """
    faults = {n: o.rifiuto for n, o in obblighi.items() if n in said and not _said(said[n])}
    for name, text in said.items():
        most = _MAX.get(name)
        if isinstance(text, str) and most is not None and len(text) > most:
            faults[name] = f"Al massimo {most} caratteri."
        if isinstance(text, str) and has_unseen(text):
            faults[name] = INVISIBILI
    if valida_dal <= today:
        faults["valida_dal"] = "Scrivi un giorno da domani in poi: ciò che è già stato chiesto o deciso resta com’è."
    elif valida_dal > today + dt.timedelta(days=366 * MAX_ANNI):
        faults["valida_dal"] = "Scrivi un giorno entro due anni: controlla l’anno."
    elif last is not None and valida_dal < last:
        faults["valida_dal"] = f"C’è già una versione che vale {from_day(last)}: non si torna indietro."
    if faults:
        raise DatiError(faults)


def _said(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None and value != []


def check_letta(seen: str, found: str) -> None:
    """Raise ProcedimentoError if another version was written after the one that the person read; "" says none."""
    if seen and seen != found:
        raise ProcedimentoError("Nel frattempo è stata scritta un’altra versione: rileggila, poi scrivi la tua.")


def check_titolo(titolo: str, in_force: Iterable[Any]) -> None:
    """Raise DatiError for a new declaration that is asked already: sent twice, a form would ask it twice."""
    if any(fold(d.titolo) == fold(titolo.strip()) for d in in_force):
        raise DatiError({"titolo": "C’è già una dichiarazione con questo nome: scrivine un’altra versione."})


def check_giorni(giorni: int) -> None:
    """Raise DatiError for a term that is none."""
    if not 1 <= giorni <= MAX_GIORNI:
        raise DatiError({"giorni": RICORSO["giorni"].rifiuto})


def check_valore(nome: str, valore: int) -> None:
    """Raise DatiError for a number by which no Nucleo can work."""
    if nome in _PERCENTO and not 0 <= valore <= 99:
        raise DatiError({"valore": "Scrivi un numero da 0 a 99: ne servono più di tanti per cento."})
    if nome == NomeRegolaNucleo.LINK_GIORNI and not 0 <= valore <= MAX_LINK:
        raise DatiError({"valore": f"Scrivi un numero di giorni da 0 a {MAX_LINK}."})
    if nome not in _PERCENTO | {NomeRegolaNucleo.LINK_GIORNI} and valore not in {0, 1}:
        raise DatiError({"valore": "Scegli sì o no."})


def check_autorita(rows: Sequence[Any], *, since: dt.date) -> None:
    """Raise ProcedimentoError unless a refusal of any day from `since` on has from one to five authorities to name.

    `rows`: those written so far, then the new one. What is to come counts too: two ends, each of its own day, could
    otherwise leave a later refusal with none.
    """
    days = {since, *(r.valida_dal for r in rows if r.valida_dal > since)}
    counts = [len(ricorsi_among(rows, day)) for day in days]
    if min(counts) < 1:
        raise ProcedimentoError("Almeno un’autorità deve restare: nessun diniego può farne a meno.", fonte=ART_3_4)
    if max(counts) > MAX_RICORSI:
        raise ProcedimentoError(f"Le autorità sono già {MAX_RICORSI}: una lettera non ne dice di più.")


@dataclass(frozen=True)
class Versioni:
    """The versions of one rule on a day: that which holds, if any, those to come, those that were, last first."""

    corrente: Any
    future: tuple[Any, ...]
    passate: tuple[Any, ...]


def split_versioni(rows: Sequence[Any], *, on: dt.date) -> Versioni:
    """Return the versions of one rule as they stand on a day; of those of one day the last written holds."""
    ordered = sorted(rows, key=lambda r: (r.valida_dal, r.pk))
    begun = [r for r in ordered if r.valida_dal <= on]
    last = begun[-1] if begun else None
    over = last is not None and last.valida_al is not None and last.valida_al < on
    corrente = None if over else last
    passate = tuple(reversed(begun if over else begun[:-1]))
    return Versioni(corrente, tuple(r for r in ordered if r.valida_dal > on), passate)
