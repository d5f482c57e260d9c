"""What an istanza must say and when it may change; its steps are in `passi`."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from core.canonical import digest
from core.text import INVISIBILI, has_unseen
from distretti.derived import FACTS
from distretti.enums import REGOLE_ANNOTAZIONE, TipoAnnotazione, TipoSezione
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
    DOCUMENTI: "Altri documenti, indicati nei motivi",
    DICHIARAZIONI: "Dichiarazioni sostitutive, e chi le rende",
}
# What begins the name of one paper, by its kind, and of one declaration, by its code.
DOCUMENTO, DICHIARAZIONE = "documento.", "dichiarazione."


def fatti_of(tipo: TipoProcedimento) -> dict[str, bool]:
    """Return the facts for the register that an istanza says, and whether it must; the term is of the act alone."""
    regola = REGOLE_PROCEDIMENTO[tipo]
    if not regola.apre and regola.annotazioni != (TipoAnnotazione.VARIAZIONE,):
        return {}
    campi = REGOLE_ANNOTAZIONE[regola.annotazioni[0]].campi_on(opening=regola.apre)
    return {c.fatto: c.obbligatorio for c in campi if c.fatto != "scade_il"}


def label_of_campo(nome: str) -> str:
    """Return the name that people read of a text, a part or a fact of an istanza."""
    if nome.startswith(DICHIARAZIONE):
        return PARTI[DICHIARAZIONI]
    found = TESTI.get(nome) or PARTI.get(nome) or FACTS[nome].etichetta
    return found[0].upper() + found[1:]


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


def impronta_of(istanza: Any) -> str:
    """Return the mark of what is written in an istanza, by which a form knows that it is still what was read."""
    testi = {name: getattr(istanza, name) for name in TESTI}
    return digest({**testi, "dati": istanza.dati, "dichiarazioni": istanza.dichiarazioni})


def check_letta(seen: str, istanza: Any) -> None:
    """Raise ProcedimentoError if an istanza is no longer as its form read it; "" says nothing of what was read."""
    if seen and seen != impronta_of(istanza):
        raise ProcedimentoError(
            "Nel frattempo un’altra persona ha cambiato questi dati: riapri la pagina, poi scrivi i tuoi."
        )


def reopened_by(campi: Collection[str]) -> set[str]:
    """Return what may be corrected where these fields were asked: who declares goes with the declarations."""
    declares = any(c == DICHIARAZIONI or c.startswith(DICHIARAZIONE) for c in campi)
    return {*campi, "dichiarante"} if declares else set(campi)


def is_reopened(nome: str, reopened: Collection[str]) -> bool:
    """Whether something may be corrected: it was asked, or it is a declaration and they all were."""
    return nome in reopened or (nome.startswith(DICHIARAZIONE) and DICHIARAZIONI in reopened)


def written_among(reopened: Collection[str]) -> set[str]:
    """Return what, of that which was reopened, is answered by writing and not by a file."""
    return {c for c in reopened if c not in {ADERENTI, DOCUMENTI} and not c.startswith(DOCUMENTO)}


def check_change(stato: StatoIstanza, changed: Collection[str], *, reopened: Collection[str]) -> None:
    """Raise ProcedimentoError if what was submitted is touched beyond what the integration request reopened."""
    if stato is StatoIstanza.BOZZA:
        return
    if stato is not StatoIstanza.SOSPESA:
        raise ProcedimentoError("L’istanza presentata non si cambia: chiedi un’integrazione.")
    if sealed := sorted({label_of_campo(c) for c in changed if not is_reopened(c, reopened)}):
        raise ProcedimentoError(
            f"L’integrazione chiesta non riguarda «{'», «'.join(sealed)}»: resta com’è stato presentato.",
            fonte="art. 2, comma 7, L. 241/1990",
        )


def check_complete(istanza: Any) -> None:
    """Raise ProcedimentoError if a draft lacks what no istanza can be without."""
    check_obblighi(PRESENTAZIONE, {"richiedente": istanza.richiedente})
    if REGOLE_PROCEDIMENTO[TipoProcedimento(istanza.tipo)].apre:
        check_obblighi(APERTURA, {"denominazione": istanza.dati.get("denominazione")})
