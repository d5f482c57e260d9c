"""What an integration request may ask: each thing that an istanza says, and each that its kind wants and it lacks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from distretti.policies.dati import SEZIONI_DEL_CIBO
from procedimenti.enums import Passo, Requisito, TipoAllegato, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.dichiarazioni import Resa
from procedimenti.policies.istanza import (
    ADERENTI,
    DICHIARAZIONE,
    DICHIARAZIONI,
    DOCUMENTI,
    DOCUMENTO,
    PARTI,
    TESTI,
    fatti_of,
    label_of_campo,
)
from procedimenti.policies.obblighi import check_obblighi, obblighi_of
from procedimenti.policies.requisiti import documenti_of, requisiti_of

DA_CORREGGERE, MANCANTE = "Da correggere", "Mancante"
# The papers that bear a name of their own; of the others the reasons say which.
_NOMINATI = (TipoAllegato.ISTANZA, TipoAllegato.STATUTO, TipoAllegato.PROGRAMMA, TipoAllegato.PROCURA)
_MAX_NOME = 60


@dataclass(frozen=True)
class Chiedibile:
    """What may be asked, by the name that the step keeps: `manca` if it is absent, `dovuto` if the kind wants it."""

    nome: str
    etichetta: str
    manca: bool
    dovuto: bool = False


def askable(istanza: Any, *, documenti: Collection[str], rese: Sequence[Resa]) -> list[Chiedibile]:
    """Return all that may be asked of an istanza, in its order; `documenti`: the kinds of the papers that it has."""
    tipo = TipoProcedimento(istanza.tipo)
    members = Requisito.IMPRESE in requisiti_of(tipo)
    return [
        *_texts(istanza, declares=bool(rese)),
        *_facts(istanza, tipo),
        Chiedibile(ADERENTI, PARTI[ADERENTI], istanza.aderenti_al is None, members),
        *_papers(documenti_of(tipo), documenti),
        *_declarations(rese),
    ]


def _texts(istanza: Any, *, declares: bool) -> Iterable[Chiedibile]:
    due = {"richiedente", "dichiarante"}
    for nome, etichetta in TESTI.items():
        if nome != "dichiarante" or declares:
            yield Chiedibile(nome, etichetta, not getattr(istanza, nome).strip(), nome in due)


def _facts(istanza: Any, tipo: TipoProcedimento) -> Iterable[Chiedibile]:
    """The facts that the form of this kind asks, and those that the istanza says all the same."""
    due = fatti_of(tipo)
    of_food = {istanza.sezione_id, istanza.dati.get("sezione_secondaria")} & SEZIONI_DEL_CIBO
    for nome in {**due, **istanza.dati}:
        missing = not istanza.dati.get(nome)
        if nome != "tipologia_cibo" or of_food or not missing:
            yield Chiedibile(nome, label_of_campo(nome), missing, due.get(nome, False))


def _papers(due: Collection[str], found: Collection[str]) -> Iterable[Chiedibile]:
    for kind in _NOMINATI:
        if kind in due or kind in found:
            yield Chiedibile(f"{DOCUMENTO}{kind.value}", f"Documento: {kind.label}", kind not in found, kind in due)
    yield Chiedibile(DOCUMENTI, PARTI[DOCUMENTI], manca=True)


def _declarations(rese: Sequence[Resa]) -> Iterable[Chiedibile]:
    """All of them together, to be made or to be corrected, and one by one those that were not made."""
    if rese:
        yield Chiedibile(DICHIARAZIONI, PARTI[DICHIARAZIONI], not any(d.resa for d in rese), any(d.manca for d in rese))
    for d in rese:
        if not d.resa:
            words = f"Dichiarazione: {d.titolo} ({d.articolo})"
            yield Chiedibile(f"{DICHIARAZIONE}{d.codice}", words, manca=True, dovuto=d.obbligatoria)


def in_groups(offered: Iterable[Chiedibile]) -> list[tuple[str, list[Chiedibile]]]:
    """Return what may be asked apart, present and absent, what the kind wants first among the absent."""
    found = list(offered)
    absent = sorted((one for one in found if one.manca), key=lambda one: not one.dovuto)
    groups = ((DA_CORREGGERE, [one for one in found if not one.manca]), (MANCANTE, absent))
    return [(name, group) for name, group in groups if group]


def choose(campi: Any, offered: Iterable[Chiedibile]) -> list[Chiedibile]:
    """Return what is asked, in the order of the istanza.

    Raises ProcedimentoError if nothing is, or something that may not be, by its name.
    """
    asked = list(campi) if isinstance(campi, (list, tuple)) else [campi] if campi else []
    check_obblighi(obblighi_of(Passo.RICHIESTA_INTEGRAZIONE), {"campi": asked})
    known = {one.nome: one for one in offered}
    if unknown := sorted({str(c)[:_MAX_NOME] for c in asked if not isinstance(c, str) or c not in known}):
        raise ProcedimentoError(f"Questo non fa parte dell’istanza: {', '.join(unknown)}.", campo="campi")
    return [one for nome, one in known.items() if nome in asked]


def told_of(chosen: Iterable[Chiedibile]) -> dict[str, Any]:
    """Return what the step keeps of a request: the names that it reopens, and the words that the applicant is told."""
    kept = list(chosen)
    return {
        "campi": [one.nome for one in kept],
        "richieste": [{"voce": one.etichetta, "manca": one.manca} for one in kept],
    }
