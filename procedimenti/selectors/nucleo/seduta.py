"""The sedute as they stand: lists, agenda, and the seats of an item with presences and votes."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime

from core.clock import today
from procedimenti.collegio import SEDUTA_FINITA, IncaricoNucleo, StatoPresenza, StatoSeduta, ValoreVoto
from procedimenti.enums import StatoIstanza
from procedimenti.models import (
    ComponenteNucleo,
    CriterioValutazione,
    Istanza,
    PresenzaNucleo,
    PuntoOrdine,
    SedutaNucleo,
    ValutazioneCriterio,
    VotoNucleo,
)
from procedimenti.policies.nucleo import RegoleCollegio, Seggio
from procedimenti.selectors.nucleo.componenti import by_office, criteri_on, regole_on


def sedute_in(competenze: Collection[str]) -> list[SedutaNucleo]:
    """Return the sedute of some structures, the latest first, with their agenda."""
    found = SedutaNucleo.objects.filter(competenza__in=list(competenze))
    return list(found.prefetch_related("punti__istanza__iscrizione"))


def find_seduta(pk: int) -> SedutaNucleo | None:
    """Return a seduta, or None."""
    return SedutaNucleo.objects.filter(pk=pk).first()


def punti_of(seduta: SedutaNucleo) -> list[PuntoOrdine]:
    """Return the agenda of a seduta in its order."""
    return list(seduta.punti.select_related("istanza__sezione", "istanza__iscrizione", "istanza__responsabile"))


def find_punto(seduta: SedutaNucleo, posizione: int) -> PuntoOrdine | None:
    """Return an item of the agenda, or None."""
    return next((p for p in punti_of(seduta) if p.posizione == posizione), None)


def punti_of_istanza(istanza: Istanza) -> list[PuntoOrdine]:
    """Return each time an istanza was on an agenda, the latest first."""
    return list(istanza.punti.select_related("seduta").order_by("-seduta__il", "-pk"))


def agenda_with(istanza: Istanza) -> str:
    """Name the seduta, not closed yet, on whose agenda an istanza is; empty if none."""
    found = istanza.punti.exclude(seduta__stato__in=SEDUTA_FINITA).select_related("seduta").first()
    return str(found.seduta) if found else ""


def candidates_for(seduta: SedutaNucleo) -> list[Istanza]:
    """Return the istanze that may be put on the agenda of a seduta."""
    return waiting_in([seduta.competenza])


def waiting_in(competenze: Collection[str]) -> list[Istanza]:
    """Return the istanze of some structures that wait for the Nucleo and are on no agenda, by term."""
    waiting = Istanza.objects.filter(sezione__competenza__in=list(competenze), stato=StatoIstanza.AL_NUCLEO)
    taken = PuntoOrdine.objects.exclude(seduta__stato__in=SEDUTA_FINITA).values("istanza")
    return list(waiting.exclude(pk__in=taken).select_related("sezione", "iscrizione").order_by("scade_il", "pk"))


def next_numero(competenza: str, anno: int) -> int:
    """Return the next number of a structure's sedute in a year; the caller holds the register's lock."""
    last = SedutaNucleo.objects.filter(competenza=competenza, anno=anno).order_by("-numero").first()
    return (last.numero or 0) + 1 if last else 1


def day_of(seduta: SedutaNucleo) -> dt.date:
    """Return the day on which it counts who is a member: while it is open, today; else that of the seduta."""
    if seduta.stato == StatoSeduta.APERTA:
        return today()
    return localtime(seduta.chiusa_il or seduta.il).date()


@dataclass(frozen=True)
class Collegio:
    """The Nucleo in one seduta: its members on the day that counts, and all that was recorded of them."""

    on: dt.date
    regole: RegoleCollegio
    tutti: Sequence[ComponenteNucleo]
    presenze: Sequence[PresenzaNucleo]
    voti: Sequence[VotoNucleo]

    @property
    def componenti(self) -> list[ComponenteNucleo]:
        """Who is a member, the president first."""
        return by_office([c for c in self.tutti if c.sits_on(self.on)])

    def presenza(self, componente: int, punto: int | None = None) -> PresenzaNucleo | None:
        """Return the last word on where a member stands: on the item, or else in the seduta."""
        own = [p for p in self.presenze if p.componente_id == componente]
        about = [p for p in own if punto is not None and p.punto_id == punto] or [p for p in own if p.punto_id is None]
        return about[-1] if about else None

    def declared_himself(self, componente: int, punto: int) -> bool:
        """Tell whether a member declared a conflict on an item by his own link: nothing else of his has one."""
        return any(p.componente_id == componente and p.punto_id == punto and p.link_id for p in self.presenze)

    def seggi(self, punto: PuntoOrdine) -> list[Seggio]:
        """Return the seats of an item: each member with the vote of the seat, and who voted before leaving for good."""
        votes = {v.componente_id: v for v in self.voti if v.punto_id == punto.pk}
        found, seen = [], set()
        for one in self.componenti:
            chain = [one.pk, *self._before(one.pk)]
            vote = next((votes[pk] for pk in chain if pk in votes), None)
            found.append(self._seggio(one, punto, vote))
            seen |= set(chain)
        gone = [c for c in by_office(self.tutti) if c.pk in votes and c.pk not in seen]
        return [*found, *(self._seggio(c, punto, votes[c.pk]) for c in gone)]

    def _before(self, pk: int) -> list[int]:
        """Return who held a seat before, the last one first."""
        before = next((c for c in self.tutti if c.sostituito_da_id == pk), None)
        return [before.pk, *self._before(before.pk)] if before else []

    def _seggio(self, one: ComponenteNucleo, punto: PuntoOrdine, vote: VotoNucleo | None) -> Seggio:
        standing = None if vote else self.presenza(one.pk, punto.pk)
        # Who voted was there: that he left afterwards takes nothing from the item on which he voted.
        found = StatoPresenza.PRESENTE if vote else StatoPresenza(standing.stato) if standing else None
        return Seggio(
            componente=one.pk,
            nome=one.nome,
            incarico=IncaricoNucleo(one.incarico),
            vota=one.vota,
            presenza=found,
            voto=ValoreVoto(vote.valore) if vote else None,
            testo=vote.testo if vote else "",
            votante=vote.componente.nome if vote else "",
        )


def collegio_of(seduta: SedutaNucleo) -> Collegio:
    """Return the Nucleo in a seduta, as it stands, in four queries however long the agenda is."""
    on = day_of(seduta)
    return Collegio(
        on=on,
        regole=regole_on(seduta.competenza, on),
        tutti=list(ComponenteNucleo.objects.filter(competenza=seduta.competenza)),
        presenze=list(seduta.presenze.order_by("pk")),
        voti=list(VotoNucleo.objects.filter(punto__seduta=seduta).select_related("componente").order_by("pk")),
    )


@dataclass(frozen=True)
class RigaScheda:
    """One line of the evaluation sheet: the criterion, and what was written of it, if anything."""

    criterio: CriterioValutazione
    valutazione: ValutazioneCriterio | None


def scheda_of(punto: PuntoOrdine) -> list[RigaScheda]:
    """Return the evaluation sheet of an item: the criteria of the day, and any other that was written on."""
    written = {v.criterio_id: v for v in punto.valutazioni.select_related("criterio")}
    criteri = {c.pk: c for c in criteri_on(punto.seduta.competenza, day_of(punto.seduta))}
    criteri |= {v.criterio_id: v.criterio for v in written.values()}
    return [RigaScheda(c, written.get(pk)) for pk, c in criteri.items()]
