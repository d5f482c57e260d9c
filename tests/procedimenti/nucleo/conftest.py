"""A Nucleo at work: who sits in it, istanze that wait for it, sedute convened and opened by real actions."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from core.actions.outbox import _email, drain_emails
from core.models import Messaggio
from identita.models import User
from procedimenti.actions.nucleo.componenti import name_componente
from procedimenti.actions.nucleo.punto import Chiamato, cast_voto, record_presenze
from procedimenti.actions.nucleo.seduta import add_punto, apri_seduta, convoca_seduta, create_seduta
from procedimenti.collegio import IncaricoNucleo, ModoSeduta, StatoPresenza, ValoreVoto
from procedimenti.enums import Passo
from procedimenti.models import ComponenteNucleo, Istanza, PuntoOrdine, SedutaNucleo, VotoNucleo
from tests.procedimenti.conftest import OGGI, assigned, step

NOMI = ("Anna Presidente", "Bruno Vice", "Carla Terza", "Dario Quarto", "Elena Quinta")
_INCARICHI = (IncaricoNucleo.PRESIDENTE, IncaricoNucleo.VICEPRESIDENTE, *(IncaricoNucleo.COMPONENTE,) * 3)
ORE_11 = dt.time(11)


def at(day: dt.date = OGGI, hour: dt.time = ORE_11) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, hour))


def member(
    nome: str,
    by: User,
    incarico: IncaricoNucleo = IncaricoNucleo.COMPONENTE,
    dal: dt.date = dt.date(2025, 3, 3),
    competenza: str = "ricerca",
    **more: Any,
) -> ComponenteNucleo:
    said = {"email": f"{nome.partition(' ')[0].lower()}@example.it"} | more
    return name_componente(competenza=competenza, nome=nome, incarico=incarico, dal=dal, by=by, **said)


def make_nucleo(by: User) -> list[ComponenteNucleo]:
    """Five members with a vote, the president and the vicepresident first."""
    return [member(nome, by, incarico) for nome, incarico in zip(NOMI, _INCARICHI, strict=True)]


@pytest.fixture
def nucleo(funzionario: User) -> list[ComponenteNucleo]:
    return make_nucleo(funzionario)


def waiting(by: User, richiedente: str = "Legno di Puglia scarl", **more: Any) -> Istanza:
    """An istanza that waits for the opinion of the Nucleo."""
    istanza = assigned(by, richiedente=richiedente, **more)
    step(istanza, Passo.RICHIESTA_PARERE, by)
    return istanza


def prepared(by: User, *cases: Istanza, il: dt.datetime | None = None) -> SedutaNucleo:
    """A seduta of today at eleven, not convened yet."""
    seduta = create_seduta(competenza="ricerca", il=il or at(), modo=ModoSeduta.MISTA, luogo="Sala riunioni", by=by)
    for case in cases:
        add_punto(seduta=seduta, istanza=case, by=by)
    return seduta


def convened(by: User, *cases: Istanza, il: dt.datetime | None = None) -> SedutaNucleo:
    return convoca_seduta(seduta=prepared(by, *cases, il=il), by=by)


def opened(by: User, *cases: Istanza, absent: tuple[ComponenteNucleo, ...] = ()) -> SedutaNucleo:
    """An open seduta where everybody is present but those named."""
    seduta = apri_seduta(seduta=convened(by, *cases), by=by)
    gone = {c.pk for c in absent}
    there = {
        pk: StatoPresenza.ASSENTE if pk in gone else StatoPresenza.PRESENTE
        for pk in ComponenteNucleo.objects.filter(competenza="ricerca").values_list("pk", flat=True)
    }
    record_presenze(seduta=seduta, presenze=there, by=by)
    return seduta


def item(seduta: SedutaNucleo, posizione: int = 1) -> PuntoOrdine:
    return PuntoOrdine.objects.select_related("seduta", "istanza").get(seduta=seduta, posizione=posizione)


def vote(punto: PuntoOrdine, who: ComponenteNucleo, by: User, valore: str, testo: str = "Perché sì.") -> VotoNucleo:
    return cast_voto(punto=punto, chi=Chiamato(who, by=by), valore=valore, testo=testo)


def vote_all(punto: PuntoOrdine, who: list[ComponenteNucleo], by: User, *values: str) -> None:
    """Cast the votes of the first members, in their order."""
    for one, valore in zip(who, values, strict=False):
        vote(punto, one, by, valore)


F, P, C, S, A = (
    ValoreVoto.FAVOREVOLE,
    ValoreVoto.CON_PRESCRIZIONI,
    ValoreVoto.CONTRARIO,
    ValoreVoto.SOSPENSIONE,
    ValoreVoto.ASTENUTO,
)


def token_of(one: ComponenteNucleo, seduta: SedutaNucleo) -> str:
    """The text of the last link that was sent to a member, as his message bears it when it leaves."""
    link = one.link.filter(seduta=seduta).latest("pk")
    messaggio = Messaggio.objects.get(chiave=f"nucleo:{link.pk}")
    return _email(messaggio).body.split("/nucleo/")[1].split()[0]


def sent() -> list[Any]:
    """Everything that left the outbox."""
    drain_emails()
    return list(mail.outbox)
