"""A seduta from its preparation to its opening: data, agenda, convocation; what is done in it is in `punto`."""

import datetime as dt

from django.db import transaction
from django.utils.timezone import localtime

from core.clock import now, today
from core.locks import lock_register
from identita.models import User
from procedimenti.actions.nucleo.link import issue_link, revoke_links, tell_annullata
from procedimenti.collegio import ModoSeduta, StatoSeduta
from procedimenti.enums import StatoIstanza
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza, PuntoOrdine, SedutaNucleo
from procedimenti.permissions import check_manage_nucleo
from procedimenti.policies.obblighi import ANNULLAMENTO, check_obblighi
from procedimenti.policies.seduta import (
    check_apri,
    check_bozza,
    check_convoca,
    check_luogo,
    check_punto,
    check_stato,
)
from procedimenti.selectors.nucleo.componenti import componenti_on
from procedimenti.selectors.nucleo.seduta import agenda_with, next_numero


def locked_seduta(seduta: SedutaNucleo, *, by: User) -> SedutaNucleo:
    """Hold the register's lock and return the seduta as it is now, if `by` manages it; else ProcedimentoError."""
    lock_register()
    current = SedutaNucleo.objects.get(pk=seduta.pk)
    check_manage_nucleo(by, current.competenza)
    return current


@transaction.atomic
def create_seduta(*, competenza: str, il: dt.datetime, modo: ModoSeduta, luogo: str, by: User) -> SedutaNucleo:
    """Prepare a seduta; nobody is told until it is convened. Raises ProcedimentoError."""
    lock_register()
    check_manage_nucleo(by, competenza)
    check_luogo(luogo)
    return SedutaNucleo.objects.create(
        competenza=competenza, il=il, modo=modo, luogo=luogo.strip(), creata_da=by, creata_il=now()
    )


@transaction.atomic
def change_seduta(*, seduta: SedutaNucleo, il: dt.datetime, modo: ModoSeduta, luogo: str, by: User) -> SedutaNucleo:
    """Change day, place or manner of a seduta that is not convened yet. Raises ProcedimentoError."""
    current = locked_seduta(seduta, by=by)
    check_bozza(StatoSeduta(current.stato))
    check_luogo(luogo)
    current.il, current.modo, current.luogo = il, modo, luogo.strip()
    current.save(update_fields=["il", "modo", "luogo"])
    return current


@transaction.atomic
def delete_seduta(*, seduta: SedutaNucleo, by: User) -> None:
    """Throw away a seduta of which nobody was told. Raises ProcedimentoError."""
    current = locked_seduta(seduta, by=by)
    check_bozza(StatoSeduta(current.stato))
    current.delete()


@transaction.atomic
def add_punto(*, seduta: SedutaNucleo, istanza: Istanza, by: User) -> PuntoOrdine:
    """Put an istanza on the agenda, last. Raises ProcedimentoError."""
    current = locked_seduta(seduta, by=by)
    check_bozza(StatoSeduta(current.stato))
    case = Istanza.objects.select_related("sezione").get(pk=istanza.pk)
    check_punto(
        stato=StatoIstanza(case.stato),
        same_structure=case.competenza == current.competenza,
        elsewhere=agenda_with(case),
    )
    last = current.punti.order_by("posizione").last()
    return PuntoOrdine.objects.create(seduta=current, istanza=case, posizione=last.posizione + 1 if last else 1)


@transaction.atomic
def remove_punto(*, punto: PuntoOrdine, by: User) -> None:
    """Take an item off the agenda; those that follow move up. Raises ProcedimentoError."""
    current = locked_seduta(punto.seduta, by=by)
    check_bozza(StatoSeduta(current.stato))
    PuntoOrdine.objects.filter(pk=punto.pk).delete()
    for position, other in enumerate(current.punti.order_by("posizione"), start=1):
        if other.posizione != position:
            other.posizione = position
            other.save(update_fields=["posizione"])


@transaction.atomic
def convoca_seduta(*, seduta: SedutaNucleo, by: User) -> SedutaNucleo:
    """Give a seduta its number and tell each member, each with a link of his own. Raises ProcedimentoError."""
    current = locked_seduta(seduta, by=by)
    day = localtime(current.il).date()
    called = componenti_on(current.competenza, day)
    check_convoca(
        stato=StatoSeduta(current.stato), il=current.il, now=now(), punti=current.punti.count(), componenti=called
    )
    current.anno, current.numero = day.year, next_numero(current.competenza, day.year)
    current.stato, current.convocata_il = StatoSeduta.CONVOCATA, now()
    current.save()
    for one in called:
        issue_link(seduta=current, componente=one, by=by)
    return current


@transaction.atomic
def apri_seduta(*, seduta: SedutaNucleo, by: User) -> SedutaNucleo:
    """Open a seduta: presences are recorded and votes are cast from here. Raises ProcedimentoError."""
    current = locked_seduta(seduta, by=by)
    check_apri(stato=StatoSeduta(current.stato), il=localtime(current.il).date(), today=today())
    current.stato, current.aperta_il = StatoSeduta.APERTA, now()
    current.save(update_fields=["stato", "aperta_il"])
    return current


@transaction.atomic
def annulla_seduta(*, seduta: SedutaNucleo, motivo: str, by: User) -> SedutaNucleo:
    """Call off a seduta already convened; its links end and whoever was called is told. Raises ProcedimentoError."""
    current = locked_seduta(seduta, by=by)
    check_stato(StatoSeduta(current.stato), StatoSeduta.CONVOCATA, what="Si annulla")
    check_obblighi(ANNULLAMENTO, {"motivo": motivo})
    tell_annullata(seduta=current, motivo=motivo.strip())
    revoke_links(seduta=current)
    current.stato = StatoSeduta.ANNULLATA
    current.save(update_fields=["stato"])
    return current


@transaction.atomic
def resend_link(*, seduta: SedutaNucleo, componente_id: int, by: User) -> None:
    """Send a member a new link, in the place of the one he had; whoever took a seat since is called like this.

    Raises ProcedimentoError.
    """
    current = locked_seduta(seduta, by=by)
    if current.stato not in {StatoSeduta.CONVOCATA, StatoSeduta.APERTA}:
        raise ProcedimentoError("Il collegamento si manda per una seduta convocata o aperta.")
    day = max(today(), localtime(current.il).date())
    one = next((c for c in componenti_on(current.competenza, day) if c.pk == componente_id), None)
    if one is None:
        raise ProcedimentoError("Il giorno della seduta questa persona non è componente del Nucleo.")
    if not one.email:
        raise ProcedimentoError(f"Manca l’indirizzo e-mail di {one.nome}.")
    issue_link(seduta=current, componente=one, by=by)
