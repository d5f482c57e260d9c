"""When somebody else may conclude a procedure past its term, and who that is (art. 2 cc. 9-bis, 9-ter L. 241/1990)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from core.italiano import the_day
from core.text import has_unseen
from distretti.exceptions import DatiError
from procedimenti.enums import Passo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.obblighi import TITOLARE, obblighi_of
from procedimenti.termini import ART_2_9TER

PASSI_SOSTITUTIVI = frozenset({Passo.RICHIESTA_SOSTITUZIONE, Passo.SOSTITUZIONE})
_MAX = {"incarico": 200, "nome": 200, "recapito": 200, "fonte": 300}
_MAX_DETTO = 400


def check_sostituzione(
    passo: Passo, *, scade_il: dt.date | None, giorno: dt.date, gia: bool, dati: Mapping[str, Any]
) -> None:
    """Raise ProcedimentoError while the term runs, the second time, or if the step does not say who.

    `gia`: the step has been taken already.
    """
    if scade_il is None or giorno <= scade_il:
        end = f": finisce {the_day(scade_il)}" if scade_il else ""
        raise ProcedimentoError(
            f"Quel giorno il termine non era ancora passato{end}.", fonte=ART_2_9TER, campo="giorno"
        )
    if gia:
        raise ProcedimentoError(f"«{passo.label}» è già registrato.", fonte=ART_2_9TER)
    for campo, obbligo in obblighi_of(passo).items():
        said = str(dati.get(campo, "")).strip()
        if not said or len(said) > _MAX_DETTO:
            raise obbligo.refuse(campo)


def check_titolare(campi: Mapping[str, str], *, valido_dal: dt.date, before: dt.date | None) -> None:
    """Raise DatiError if the holder has no office or no source, or begins before the one there was (`before`)."""
    faults = {n: f"Al massimo {_MAX[n]} caratteri." for n, text in campi.items() if len(text) > _MAX[n]}
    faults |= {n: "Il testo contiene caratteri che non si vedono." for n, text in campi.items() if has_unseen(text)}
    faults |= {n: obbligo.rifiuto for n, obbligo in TITOLARE.items() if not campi[n].strip()}
    if before is not None and valido_dal < before:
        faults["valido_dal"] = f"Chi lo ha ora lo ha dal {before.strftime('%d/%m/%Y')}: non si torna indietro."
    if faults:
        raise DatiError(faults)
