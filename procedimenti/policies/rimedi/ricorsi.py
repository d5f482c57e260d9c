"""What a refusal says of how to appeal: the authority and the term (art. 3 c. 4 L. 241/1990)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from core.italiano import show_count
from core.text import has_unseen
from procedimenti.enums import Passo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.obblighi import Obbligo

ART_3_4 = "art. 3, comma 4, L. 241/1990"
# The steps by which an istanza is refused: each says to whom and by when one may appeal.
IMPUGNABILI = frozenset({Passo.RIGETTO, Passo.IRRICEVIBILITA, Passo.INAMMISSIBILITA, Passo.IMPROCEDIBILITA})
MAX_RICORSI, MAX_GIORNI, _MAX_TESTO = 5, 365, 200

RICORSO = {
    "autorita": Obbligo("Scrivi a quale autorità si può ricorrere ed entro quanti giorni.", ART_3_4),
    "giorni": Obbligo(f"Scrivi entro quanti giorni si può ricorrere, da 1 a {MAX_GIORNI}.", ART_3_4),
}


def check_ricorsi(ricorsi: Sequence[Mapping[str, Any]]) -> None:
    """Raise ProcedimentoError unless at least one authority is named, and each has its term in days."""
    if not ricorsi or len(ricorsi) > MAX_RICORSI:
        raise RICORSO["autorita"].refuse("autorita")
    for ricorso in ricorsi:
        words = (str(ricorso.get("autorita", "")), str(ricorso.get("fonte", "")))
        if not words[0].strip():
            raise ProcedimentoError("Scrivi l’autorità di ciascun ricorso.", fonte=ART_3_4)
        if any(len(text) > _MAX_TESTO or has_unseen(text) for text in words):
            raise ProcedimentoError("Per l’autorità e la fonte bastano duecento caratteri, che si vedano.")
        giorni = ricorso.get("giorni")
        if not isinstance(giorni, int) or not 1 <= giorni <= MAX_GIORNI:
            raise RICORSO["giorni"].refuse("giorni")


def ricorsi_among(rows: Sequence[Any], giorno: dt.date) -> list[Any]:
    """Return the ways to appeal on a day, the last written of each authority, in order.

    `rows`: those of one authority come in the order in which they were written.
    """
    last = {r.autorita: r for r in sorted(rows, key=lambda r: r.valida_dal) if r.valida_dal <= giorno}
    found = [r for r in last.values() if not r.cessata and (r.valida_al is None or r.valida_al >= giorno)]
    return sorted(found, key=lambda r: r.posizione)


def ricorso_words(ricorso: Mapping[str, Any]) -> str:
    """Return one way to appeal as a letter says it; the days run from when the person knows of the act."""
    fonte = f" ({ricorso['fonte']})" if ricorso.get("fonte") else ""
    return f"{ricorso['autorita']}, entro {show_count(ricorso['giorni'], 'giorno', 'giorni')} dalla notifica{fonte}"
