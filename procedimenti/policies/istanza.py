"""What an istanza must say and when it may change; its steps are in `passi`."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from core.text import INVISIBILI, has_unseen
from distretti.enums import TipoSezione
from distretti.exceptions import DatiError
from procedimenti.enums import REGOLE_PROCEDIMENTO, StatoIstanza, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.obblighi import APERTURA, PRESENTAZIONE, check_obblighi

_EMAIL = EmailValidator()
# The texts of an istanza by field, with the name that people read: forms, requests and comparisons derive from it.
TESTI = {
    "richiedente": "Chi presenta l’istanza",
    "rappresentante": "Legale rappresentante",
    "pec_richiedente": "PEC di chi presenta l’istanza",
    "sintesi": "Sintesi",
    "peculiarita": "Peculiarità",
    "dichiarante": "Chi rende le dichiarazioni",
}
_MAX = {
    "richiedente": 300,
    "pec_richiedente": 254,
    "rappresentante": 200,
    "sintesi": 2_000,
    "peculiarita": 10_000,
    "dichiarante": 200,
}
# What may be asked to be corrected besides the texts and each fact for the register.
ADERENTI, DOCUMENTI, DICHIARAZIONI = "aderenti", "documenti", "dichiarazioni"
PARTI = {
    ADERENTI: "Elenco degli aderenti",
    DOCUMENTI: "Documenti",
    DICHIARAZIONI: "Dichiarazioni sostitutive, e chi le rende",
}


def check_open(*, tipo: TipoProcedimento, sezione: Any, iscrizione: Any) -> None:
    """Raise ProcedimentoError if this kind of procedure does not fit the section or the entry."""
    regola = REGOLE_PROCEDIMENTO[tipo]
    if regola.apre and iscrizione is not None:
        raise ProcedimentoError("Questo procedimento apre una voce nuova: non indicarne una.", campo="iscrizione")
    if not regola.apre and iscrizione is None:
        raise ProcedimentoError("Indica la voce del registro a cui si riferisce.", campo="iscrizione")
    if iscrizione is not None and iscrizione.sezione_id != sezione.pk:
        raise ProcedimentoError("La voce è di un’altra sezione.", campo="iscrizione")
    if TipoSezione(sezione.tipo) not in regola.sezioni:
        raise ProcedimentoError(
            f"«{tipo.label}» non riguarda le voci della sezione {sezione.codice}, {sezione.nome}.",
            fonte="L.R. 23/2007, art. 1",
            campo="sezione",
        )


def check_testi(testi: Mapping[str, str]) -> None:
    """Raise DatiError for what is too long, for an address that is none; TypeError for an unknown field."""
    if unknown := set(testi) - set(TESTI):
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    faults = {n: f"Al massimo {_MAX[n]} caratteri." for n, text in testi.items() if len(text) > _MAX[n]}
    faults |= {n: INVISIBILI for n, text in testi.items() if has_unseen(text)}
    if testi.get("pec_richiedente"):
        try:
            _EMAIL(testi["pec_richiedente"])
        except ValidationError:
            faults["pec_richiedente"] = "Scrivi un indirizzo di posta completo, come nome@pec.it."
    if faults:
        raise DatiError(faults)


def reopened_by(campi: Collection[str]) -> set[str]:
    """Return what may be corrected where these fields were asked: who declares goes with the declarations."""
    return {*campi, "dichiarante"} if DICHIARAZIONI in campi else set(campi)


def check_change(stato: StatoIstanza, changed: Collection[str], *, reopened: Collection[str]) -> None:
    """Raise ProcedimentoError if what was submitted is touched beyond what the integration request reopened."""
    if stato is StatoIstanza.BOZZA:
        return
    if stato is not StatoIstanza.SOSPESA:
        raise ProcedimentoError("L’istanza presentata non si cambia: chiedi un’integrazione.")
    if sealed := sorted(set(changed) - set(reopened)):
        raise ProcedimentoError(
            f"L’integrazione chiesta non riguarda {', '.join(sealed)}: resta com’è stato presentato.",
            fonte="art. 2, comma 7, L. 241/1990",
        )


def check_complete(istanza: Any) -> None:
    """Raise ProcedimentoError if a draft lacks what no istanza can be without."""
    check_obblighi(PRESENTAZIONE, {"richiedente": istanza.richiedente})
    if REGOLE_PROCEDIMENTO[TipoProcedimento(istanza.tipo)].apre:
        check_obblighi(APERTURA, {"denominazione": istanza.dati.get("denominazione")})
