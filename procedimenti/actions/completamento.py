"""What a step says besides what was written: what is asked in words, how to appeal, by when a substitute concludes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from procedimenti.enums import Passo
from procedimenti.models import Istanza
from procedimenti.policies.integrazione.richiesta import choose, told_of
from procedimenti.policies.rimedi.ricorsi import IMPUGNABILI, check_ricorsi
from procedimenti.selectors.caso import askable_of
from procedimenti.selectors.struttura.ricorsi import ricorsi_on
from procedimenti.selectors.struttura.sostituzione import asked_on, compute_of


def complete_dati(istanza: Istanza, passo: Passo, *, dati: Mapping[str, Any], giorno: dt.date) -> dict[str, Any]:
    """Return the data of a step as it will keep them; raises ProcedimentoError if a refusal names no authority."""
    if passo is Passo.RICHIESTA_INTEGRAZIONE:
        return {**dati, **told_of(choose(dati["campi"], askable_of(istanza)))}
    if passo in IMPUGNABILI:
        # As the person wrote, or as the data in force on that day have it: none goes without (art. 3 c. 4 L. 241/1990).
        ricorsi = dati["ricorsi"] if "ricorsi" in dati else ricorsi_on(istanza.competenza, giorno)
        check_ricorsi(ricorsi)
        return {**dati, "ricorsi": ricorsi}
    if passo is Passo.SOSTITUZIONE:
        asked = asked_on(istanza)
        calcolo = compute_of(istanza, asked or giorno, d_ufficio=asked is None)
        return {**dati, "entro": calcolo.scade_il.isoformat()}
    return dict(dati)
