"""The checklist of the istruttoria: what the data say of each requirement; an officer may overrule it, with reasons."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.italiano import show_count
from core.text import INVISIBILI, has_unseen
from distretti.enums import TipoSoggetto
from procedimenti.enums import REGOLE_PROCEDIMENTO, Requisito, TipoAllegato, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.dichiarazioni import Resa
from procedimenti.policies.obblighi import VERIFICA, check_obblighi

PROVINCE_PUGLIESI = frozenset({"BA", "BR", "BT", "FG", "LE", "TA"})
_IMPRESE = frozenset({TipoSoggetto.IMPRESA, TipoSoggetto.IMPRESA_INDIVIDUALE})
# What an istanza that opens an entry comes with; any other has at least its own signed text.
_RICHIESTI = (TipoAllegato.ISTANZA, TipoAllegato.STATUTO, TipoAllegato.PROGRAMMA)


@dataclass(frozen=True)
class Riscontro:
    """What was found of a requirement: `soddisfatto` is None where the data cannot tell and a person must."""

    requisito: Requisito
    trovato: str
    soddisfatto: bool | None
    fonte: str = ""


@dataclass(frozen=True)
class Minimo:
    """The least number of firms of a section: its value, where it is written, whether somebody has read it there."""

    valore: int
    fonte: str
    confermato: bool


def requisiti_of(tipo: TipoProcedimento) -> tuple[Requisito, ...]:
    """Return the requirements that are checked in a kind of procedure."""
    if REGOLE_PROCEDIMENTO[tipo].apre or tipo is TipoProcedimento.CONFERMA:
        return tuple(Requisito)
    return (Requisito.FIRMA, Requisito.DICHIARAZIONI) if REGOLE_PROCEDIMENTO[tipo].di_parte else ()


def documenti_of(tipo: TipoProcedimento) -> tuple[TipoAllegato, ...]:
    """Return the papers that a kind of procedure cannot do without."""
    if REGOLE_PROCEDIMENTO[tipo].apre:
        return _RICHIESTI
    return (TipoAllegato.ISTANZA,) if REGOLE_PROCEDIMENTO[tipo].di_parte else ()


def check_members(
    righe: Sequence[Any], *, minimo: Minimo | None, altrove: Mapping[str, Collection[str]]
) -> list[Riscontro]:
    """Return what the members' list says: how many distinct firms, how many in Puglia, which are in other entries.

    `altrove`: for each other entry, by "code, name", the tax codes that it shares with the list.
    """
    firms = {r.codice_fiscale: r for r in righe if r.tipo in _IMPRESE and r.codice_fiscale}
    here = sum(r.provincia in PROVINCE_PUGLIESI for r in firms.values())
    unknown = sum(not r.provincia for r in firms.values())
    return [_count(len(firms), minimo), _place(len(firms), here, unknown), _elsewhere(altrove)]


def _count(found: int, minimo: Minimo | None) -> Riscontro:
    words = show_count(found, "impresa distinta per codice fiscale", "imprese distinte per codice fiscale")
    if minimo is None:
        return Riscontro(Requisito.IMPRESE, f"{words}; la sezione non ha un minimo.", None)
    note = "" if minimo.confermato else ", numero da confermare"
    return Riscontro(
        Requisito.IMPRESE, f"{words}; ne servono {minimo.valore}{note}.", found >= minimo.valore, minimo.fonte
    )


def _place(found: int, here: int, unknown: int) -> Riscontro:
    words = f"{here} su {show_count(found, 'impresa', 'imprese')} con sede in Puglia"
    if unknown:
        words += f"; di {unknown} la provincia non è scritta"
    return Riscontro(Requisito.SEDE, f"{words}.", True if found and here == found else None)


def _elsewhere(altrove: Mapping[str, Collection[str]]) -> Riscontro:
    if not altrove:
        return Riscontro(Requisito.ALTRE_VOCI, "Nessuna impresa aderisce già a un’altra voce.", True)
    shared = "; ".join(f"{show_count(len(cfs), 'impresa', 'imprese')} di {name}" for name, cfs in altrove.items())
    return Riscontro(Requisito.ALTRE_VOCI, f"Già in altre voci: {shared}.", None)


def check_papers(
    tipo: TipoProcedimento, allegati: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]
) -> list[Riscontro]:
    """Return what the papers say: which are missing, and whether the istanza is signed and intact.

    `allegati`: for each paper its kind and the signatures that its file bears.
    """
    found = {kind for kind, _signatures in allegati}
    missing = [kind.label.lower() for kind in documenti_of(tipo) if kind not in found]
    papers = Riscontro(
        Requisito.DOCUMENTI,
        f"Mancano: {', '.join(missing)}." if missing else "Ci sono tutti i documenti richiesti.",
        not missing,
    )
    return [papers, _signed([s for kind, s in allegati if kind == TipoAllegato.ISTANZA])]


def _signed(istanze: Sequence[Sequence[Mapping[str, Any]]]) -> Riscontro:
    if not istanze:
        return Riscontro(Requisito.FIRMA, "L’istanza firmata non è nel fascicolo.", False, "art. 65 CAD")
    signatures = [s for signatures in istanze for s in signatures]
    if not signatures:
        words = "L’istanza non è firmata digitalmente: verifica se è sottoscritta in altro modo."
        return Riscontro(Requisito.FIRMA, words, None, "art. 65 CAD")
    intact = all(s.get("integra") for s in signatures)
    words = "La firma corrisponde al documento." if intact else "Una firma non corrisponde al documento."
    return Riscontro(Requisito.FIRMA, words, intact, "art. 65 CAD")


def check_declared(rese: Sequence[Resa], *, dichiarante: str) -> Riscontro:
    """Return what the declarations say: which obligatory ones are missing, each with its article."""
    if not rese:
        return Riscontro(Requisito.DICHIARAZIONI, "Nessuna dichiarazione è chiesta.", True)
    missing = [f"{d.titolo.lower()} ({d.articolo})" for d in rese if d.manca]
    made = [d for d in rese if d.resa]
    words = f"Rese {len(made)} su {show_count(len(rese), 'dichiarazione', 'dichiarazioni')}."
    if missing:
        words += f" Mancano, obbligatorie: {'; '.join(missing)}."
    if made and not dichiarante:
        words += " Non è scritto chi le rende."
    satisfied = not missing and bool(dichiarante or not made)
    return Riscontro(Requisito.DICHIARAZIONI, words, satisfied, "artt. 46 e 47 DPR 445/2000")


def check_verifica(requisito: Requisito, tipo: TipoProcedimento, *, esito: str, motivo: str) -> None:
    """Raise ProcedimentoError if a person's word on a requirement lacks its outcome or its reasons."""
    if requisito not in requisiti_of(tipo):
        raise ProcedimentoError("Questo requisito non si verifica in questo procedimento.", campo="requisito")
    check_obblighi(VERIFICA, {"esito": esito if esito in {"si", "no"} else "", "motivo": motivo})
    if has_unseen(motivo):
        raise ProcedimentoError(INVISIBILI, campo="motivo")
