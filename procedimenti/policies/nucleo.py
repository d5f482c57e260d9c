"""The rules of the Nucleo: who may vote when, when a seduta may move, what the votes come to. Pure, no database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.italiano import show_count, the_day
from core.text import INVISIBILI, has_unseen
from procedimenti.collegio import SEDUTA_FINITA, EsitoPunto, IncaricoNucleo, StatoPresenza, StatoSeduta, ValoreVoto
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.obblighi import VOTO, check_obblighi

ART_6BIS = "art. 6-bis L. 241/1990"
MAX_TESTO = 2_000
_V = ValoreVoto
# What must be said with a vote, because the opinion will have to say it (art. 3 L. 241/1990).
DA_MOTIVARE: dict[ValoreVoto, str] = {
    _V.CON_PRESCRIZIONI: "Scrivi quali prescrizioni.",
    _V.CONTRARIO: "Scrivi perché il voto non è favorevole.",
    _V.SOSPENSIONE: "Scrivi quali elementi servono per decidere.",
}


@dataclass(frozen=True)
class RegoleCollegio:
    """The numbers by which the Nucleo works on a day, and where each is written (rule name → source)."""

    quorum: int = 50
    maggioranza: int = 50
    contano_astenuti: bool = False
    prevale_presidente: bool = False
    link_giorni: int = 1
    fonti: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seggio:
    """A seat for one item: who holds it, where he stands, how he or the one before him voted.

    `votante` is who voted: for a member replaced in the middle, the one that was replaced.
    """

    componente: int
    nome: str
    incarico: IncaricoNucleo = IncaricoNucleo.COMPONENTE
    vota: bool = True
    presenza: StatoPresenza | None = None
    voto: ValoreVoto | None = None
    testo: str = ""
    votante: str = ""

    @property
    def is_present(self) -> bool:
        """Tell whether this seat counts among the present for the item: who is in conflict steps out."""
        return self.presenza is StatoPresenza.PRESENTE


@dataclass(frozen=True)
class NumeroLegale:
    """How many with a vote are present for an item, and how many must be."""

    presenti: int
    necessari: int

    @property
    def is_reached(self) -> bool:
        return self.presenti >= self.necessari

    @property
    def manca(self) -> str:
        """The sentence of what is missing; empty if nothing is."""
        if self.is_reached:
            return ""
        there = show_count(self.presenti, "presente con voto", "presenti con voto")
        return f"Manca il numero legale: {there}, ne servono {self.necessari}."


def numero_legale(seggi: Sequence[Seggio], regole: RegoleCollegio) -> NumeroLegale:
    """Count the present with a vote against the members with a vote."""
    voters = [s for s in seggi if s.vota]
    return NumeroLegale(sum(s.is_present for s in voters), _more_than(regole.quorum, len(voters)))


def _more_than(percent: int, whole: int) -> int:
    """Return the least number that is more than a percentage of a whole."""
    return whole * percent // 100 + 1


def check_may_vote(*, stato: StatoSeduta, nome: str, on: dt.date, seggio: Seggio | None) -> None:
    """Raise ProcedimentoError unless this person may still vote on an item: seduta, membership, presence, conflict."""
    if stato in SEDUTA_FINITA:
        raise ProcedimentoError(f"La seduta è {stato.label.lower()}: non si vota più.")
    if stato is not StatoSeduta.APERTA:
        raise ProcedimentoError("La seduta non è ancora aperta: si vota quando chi la gestisce la apre.")
    if seggio is None:
        raise ProcedimentoError(f"{nome} non è componente del Nucleo {the_day(on)}: non vota.")
    if not seggio.vota:
        raise ProcedimentoError(f"{nome} partecipa alla seduta senza diritto di voto.")
    if seggio.voto is not None:
        if seggio.votante != nome:
            raise ProcedimentoError(f"Su questo punto ha già votato {seggio.votante}, a cui {nome} è subentrato.")
        raise ProcedimentoError(f"{nome} ha già votato su questo punto: il voto non si cambia.")
    if seggio.presenza is StatoPresenza.CONFLITTO:
        raise ProcedimentoError(
            f"{nome} ha dichiarato un conflitto di interessi su questo punto: non vota.", fonte=ART_6BIS
        )
    if not seggio.is_present:
        what = "risulta assente" if seggio.presenza else "non è ancora stato segnato presente"
        raise ProcedimentoError(f"{nome} {what}: vota chi è presente.")


def check_voto(
    *, seggi: Sequence[Seggio], regole: RegoleCollegio, valore: str, testo: str, senza_sospensione: str = ""
) -> ValoreVoto:
    """Return the vote if it may be cast now, by somebody who may vote; raises ProcedimentoError.

    `senza_sospensione`: why this opinion can no longer be suspended; empty if it can.
    """
    if manca := numero_legale(seggi, regole).manca:
        raise ProcedimentoError(f"{manca} Non si può votare.", fonte=regole.fonti.get("quorum_percento", ""))
    check_obblighi(VOTO, {"valore": valore if valore in ValoreVoto.values else ""})
    voto = ValoreVoto(valore)
    if voto is ValoreVoto.SOSPENSIONE and senza_sospensione:
        raise ProcedimentoError(senza_sospensione, campo="valore")
    if voto in DA_MOTIVARE and not testo.strip():
        raise ProcedimentoError(DA_MOTIVARE[voto], fonte="art. 3 L. 241/1990", campo="testo")
    check_testo(testo, campo="testo")
    return voto


def check_testo(testo: str, *, campo: str) -> None:
    """Raise ProcedimentoError if a text is too long to be read out in a seduta, or cannot stand in a verbale."""
    if has_unseen(testo):
        raise ProcedimentoError(INVISIBILI, campo=campo)
    if len(testo) > MAX_TESTO:
        raise ProcedimentoError("Il testo supera i duemila caratteri: accorcialo.", campo=campo)


@dataclass(frozen=True)
class Risultato:
    """What the votes on an item come to, and how, in words."""

    esito: EsitoPunto
    spiegazione: str


_GRUPPI: dict[ValoreVoto, ValoreVoto] = {
    _V.FAVOREVOLE: _V.FAVOREVOLE,
    _V.CON_PRESCRIZIONI: _V.FAVOREVOLE,
    _V.CONTRARIO: _V.CONTRARIO,
    _V.SOSPENSIONE: _V.SOSPENSIONE,
}
_NOMI = {_V.FAVOREVOLE: "favorevoli", _V.CONTRARIO: "non favorevoli", _V.SOSPENSIONE: "per la sospensione"}


def derive_esito(seggi: Sequence[Seggio], regole: RegoleCollegio) -> Risultato:
    """Return what the votes come to: the majority, or in a tie the vote of who presides, if the rule says so."""
    if manca := numero_legale(seggi, regole).manca:
        return Risultato(EsitoPunto.NESSUNO, manca)
    cast = [_GRUPPI[s.voto] for s in seggi if s.voto is not None and s.voto in _GRUPPI]
    if not cast:
        return Risultato(EsitoPunto.NESSUNO, "Nessuno ha votato, o si sono astenuti tutti.")
    counts = {g: cast.count(g) for g in _NOMI if g in cast}
    said = _tell(counts, sum(s.voto is _V.ASTENUTO for s in seggi))
    base = sum(s.vota and s.is_present for s in seggi) if regole.contano_astenuti else len(cast)
    best = max(counts.values())
    leaders = [g for g, n in counts.items() if n == best]
    if len(leaders) == 1 and best >= _more_than(regole.maggioranza, base):
        return _won(leaders[0], seggi, regole, f"{said}: la maggioranza c’è.")
    if len(leaders) == 2 and best * 2 == len(cast):
        return _tie(leaders, seggi, regole, said)
    return Risultato(EsitoPunto.NESSUNO, f"{said}: nessuna proposta ha la maggioranza.")


def _tell(counts: dict[ValoreVoto, int], abstained: int) -> str:
    parts = [f"{_NOMI[g]} {n}" for g, n in counts.items()]
    text = ", ".join([*parts, *([f"astenuti {abstained}"] if abstained else [])])
    return text[0].upper() + text[1:]


def presiding(seggi: Sequence[Seggio]) -> Seggio | None:
    """Return who presides over an item: the president, or the vicepresident when the president is not there."""
    for incarico in (IncaricoNucleo.PRESIDENTE, IncaricoNucleo.VICEPRESIDENTE):
        found = next((s for s in seggi if s.incarico is incarico and s.is_present), None)
        if found is not None:
            return found
    return None


def _tie(leaders: list[ValoreVoto], seggi: Sequence[Seggio], regole: RegoleCollegio, said: str) -> Risultato:
    head = presiding(seggi)
    if not regole.prevale_presidente:
        return Risultato(EsitoPunto.NESSUNO, f"{said}: parità, e la regola non dà prevalenza a nessun voto.")
    group = _GRUPPI.get(head.voto) if head is not None and head.voto is not None else None
    if head is None or group not in leaders:
        return Risultato(EsitoPunto.NESSUNO, f"{said}: parità, e chi presiede non ha votato per nessuna delle due.")
    return _won(group, seggi, regole, f"{said}: a parità prevale il voto di chi presiede, {head.votante or head.nome}.")


def _won(group: ValoreVoto, seggi: Sequence[Seggio], regole: RegoleCollegio, said: str) -> Risultato:
    if group is _V.CONTRARIO:
        return Risultato(EsitoPunto.NON_FAVOREVOLE, said)
    if group is _V.SOSPENSIONE:
        return Risultato(EsitoPunto.SOSPESO, said)
    plain = sum(s.voto is _V.FAVOREVOLE for s in seggi)
    bound = sum(s.voto is _V.CON_PRESCRIZIONI for s in seggi)
    head = presiding(seggi)
    free = plain == bound and regole.prevale_presidente and head is not None and head.voto is _V.FAVOREVOLE
    if plain > bound or free:
        return Risultato(EsitoPunto.FAVOREVOLE, said)
    return Risultato(EsitoPunto.CON_PRESCRIZIONI, f"{said} Dei favorevoli, con prescrizioni {bound}.")


def collected_texts(seggi: Sequence[Seggio], valore: ValoreVoto) -> str:
    """Return what was written with the votes of one kind, each text once."""
    texts = [s.testo.strip() for s in seggi if s.voto is valore and s.testo.strip()]
    return "\n".join(dict.fromkeys(texts))
