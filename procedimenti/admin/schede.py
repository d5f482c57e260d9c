"""The tabs of a case, and what each asks: one is shown at a time, named in the address (`?scheda=`)."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from core.clock import today
from distretti.admin.moduli.fatti import label_of
from procedimenti.admin.forms import AderentiForm, AllegatoForm
from procedimenti.enums import REGOLE_PROCEDIMENTO, EsitoParere, Passo, StatoIstanza, TipoProcedimento
from procedimenti.models import Istanza
from procedimenti.policies.integrazione.confronto import Cambio, first_of
from procedimenti.policies.integrazione.richiesta import DA_CORREGGERE, MANCANTE
from procedimenti.policies.istanza import ADERENTI
from procedimenti.selectors.caso import changes_of, not_arrived, parere_of_istanza, reopened_fields
from procedimenti.selectors.comunicazioni import comunicazioni_of
from procedimenti.selectors.cronologia import Momento, cronologia_of
from procedimenti.selectors.dichiarazioni import rese_of_istanza
from procedimenti.selectors.istruttoria import checklist_of
from procedimenti.selectors.nucleo.seduta import punti_of_istanza
from procedimenti.selectors.scelte import allegati_of, shown_fact

_DEL_NUCLEO = frozenset({Passo.RICHIESTA_PARERE, Passo.RINVIO, Passo.PARERE})


class Scheda(StrEnum):
    """A tab, as the address names it."""

    SINTESI = "sintesi"
    DOCUMENTI = "documenti"
    ISTRUTTORIA = "istruttoria"
    COMUNICAZIONI = "comunicazioni"
    NUCLEO = "nucleo"
    CRONOLOGIA = "cronologia"

    @property
    def nome(self) -> str:
        return self.value.capitalize()

    @property
    def template(self) -> str:
        return f"procedimenti/schede/{self.value}.html"


def scheda_named(asked: str | None) -> Scheda:
    """Return the tab that an address names; the first, if it names none."""
    return next((s for s in Scheda if s == asked), Scheda.SINTESI)


def _is_draft(istanza: Istanza) -> bool:
    return istanza.stato == StatoIstanza.BOZZA


def _sintesi(istanza: Istanza, **_more: Any) -> dict[str, Any]:
    fatti = [(label_of(name), shown_fact(name, value)) for name, value in istanza.dati.items() if value]
    return {
        "fatti": fatti,
        "aderenti": istanza.aderenti.count(),
        "modificabile": _is_draft(istanza),
        "dichiarazioni": rese_of_istanza(istanza),
    }


def _documenti(istanza: Istanza, **forms: Any) -> dict[str, Any]:
    return {
        "allegati": allegati_of(istanza),
        "aderenti": istanza.aderenti.count(),
        "carica_aderenti": _is_draft(istanza) or ADERENTI in reopened_fields(istanza),
        "allegato": forms.get("allegato") or AllegatoForm(),
        "elenco": forms.get("elenco") or AderentiForm(initial={"al": today()}),
    }


def _istruttoria(istanza: Istanza, **_more: Any) -> dict[str, Any]:
    changes, members = changes_of(istanza)
    cambi = [_in_words(c) if c.fatto else (c.nome, c.prima, c.dopo) for c in changes]
    arrived = istanza.passi.filter(passo=Passo.INTEGRAZIONE).exists()
    return {
        "checklist": checklist_of(istanza),
        "cambi": cambi,
        "soci": members,
        "soci_entrati": first_of(members.entrati) if members else None,
        "soci_usciti": first_of(members.usciti) if members else None,
        "soci_cambiati": first_of(members.cambiati) if members else None,
        "non_arrivati": not_arrived(istanza) if arrived else [],
    }


def _in_words(cambio: Cambio) -> tuple[str, str, str]:
    """Return the label of a fact of the register, and its value before and after as people read it."""
    before, after = (shown_fact(cambio.nome, v) if v else "" for v in (cambio.prima, cambio.dopo))
    return label_of(cambio.nome), before, after


def _comunicazioni(istanza: Istanza, **_more: Any) -> dict[str, Any]:
    return {"comunicazioni": comunicazioni_of(istanza)}


def _nucleo(istanza: Istanza, **_more: Any) -> dict[str, Any]:
    momenti = [m for m in cronologia_of(istanza) if m.passo.passo in _DEL_NUCLEO]
    return {
        "chiede_parere": REGOLE_PROCEDIMENTO[TipoProcedimento(istanza.tipo)].parere,
        "parere": parere_of_istanza(istanza),
        "momenti": [(m.passo, details_of(m)) for m in momenti],
        "nucleo": punti_of_istanza(istanza),
    }


def _cronologia(istanza: Istanza, **_more: Any) -> dict[str, Any]:
    return {"momenti": [(m.passo, details_of(m)) for m in cronologia_of(istanza)]}


_ASKS: dict[Scheda, Callable[..., dict[str, Any]]] = {
    Scheda.SINTESI: _sintesi,
    Scheda.DOCUMENTI: _documenti,
    Scheda.ISTRUTTORIA: _istruttoria,
    Scheda.COMUNICAZIONI: _comunicazioni,
    Scheda.NUCLEO: _nucleo,
    Scheda.CRONOLOGIA: _cronologia,
}


def context_of(scheda: Scheda, istanza: Istanza, **forms: Any) -> dict[str, Any]:
    """Return what a tab shows of a case; `forms` are those that were refused, shown as they were sent."""
    return _ASKS[scheda](istanza, **forms)


_WORDS = (("prescrizioni", "Prescrizioni"), ("controdeduzioni", "Controdeduzioni"))


def details_of(momento: Momento) -> list[tuple[str, str]]:
    """Return what was said with a step, as label and text."""
    dati, found = momento.passo.dati, []
    if momento.assegnato is not None:
        found.append(("Assegnato a", momento.assegnato.get_full_name() or momento.assegnato.get_username()))
    asked = [(DA_CORREGGERE, momento.passo.da_correggere), (MANCANTE, momento.passo.mancanti)]
    found += [(label, "\n".join(voci)) for label, voci in asked if voci]
    if dati.get("esito") in EsitoParere.values:
        found.append(("Esito", str(EsitoParere(dati["esito"]).label)))
    found += [(label, dati[name]) for name, label in _WORDS if dati.get(name)]
    return found
