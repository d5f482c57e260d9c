"""Personal links: given, taken back, and every use of them written down; what they open is in `selectors`."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from core.actions.outbox import enqueue_email
from core.clock import end_of, now
from core.segreto import Segreto
from identita.models import User
from procedimenti.collegio import CosaAccesso
from procedimenti.models import AccessoNucleo, ComponenteNucleo, LinkNucleo, PuntoOrdine, SedutaNucleo
from procedimenti.selectors.nucleo.componenti import regole_on
from procedimenti.selectors.nucleo.link import SALE
from procedimenti.selectors.nucleo.seduta import punti_of


@dataclass(frozen=True)
class Provenienza:
    """Whence a link was used: the address and the browser, as they said."""

    indirizzo: str
    agente: str = ""


def _address(segreto: Segreto) -> str:
    """Return the address that a link leads to, with a sign where the outbox puts the token as the message leaves."""
    page = reverse("nucleo_personale:pagina", args=["token"])
    return str(settings.PUBLIC_BASE_URL) + page.removesuffix("token") + segreto.posto


def issue_link(*, seduta: SedutaNucleo, componente: ComponenteNucleo, by: User) -> None:
    """Give a member a new link and send it to him; the one he had ends. Its token is kept nowhere.

    The caller holds the register's lock and has checked the rights.
    """
    LinkNucleo.objects.filter(seduta=seduta, componente=componente, revocato_il__isnull=True).update(revocato_il=now())
    segreto = Segreto.draw(SALE)
    day = localtime(seduta.il).date()
    days = regole_on(seduta.competenza, day).link_giorni
    link = LinkNucleo.objects.create(
        seduta=seduta,
        componente=componente,
        impronta=segreto.impronta,
        email=componente.email,
        emesso_il=now(),
        emesso_da=by,
        scade_il=end_of(max(day, localtime(now()).date()) + dt.timedelta(days=days)),
    )
    context = {"seduta": seduta, "componente": componente, "link": link, "url": _address(segreto)}
    subject, body = _written("nucleo_convocazione", seduta, context)
    enqueue_email(chiave=f"nucleo:{link.pk}", to=componente.email, subject=subject, body=body, segreto=segreto)


def _written(nome: str, seduta: SedutaNucleo, context: dict[str, object]) -> tuple[str, str]:
    """Return the subject and the body of a message."""
    text = render_to_string(f"email/{nome}.txt", context | {"punti": punti_of(seduta)})
    subject, _, body = text.strip().partition("\n\n")
    return subject, body.strip() + "\n"


def revoke_links(*, seduta: SedutaNucleo) -> None:
    """End every link of a seduta."""
    LinkNucleo.objects.filter(seduta=seduta, revocato_il__isnull=True).update(revocato_il=now())


def tell_annullata(*, seduta: SedutaNucleo, motivo: str) -> None:
    """Tell whoever was called that the seduta is off, and why."""
    for link in LinkNucleo.objects.filter(seduta=seduta, revocato_il__isnull=True):
        subject, body = _written("nucleo_annullata", seduta, {"seduta": seduta, "motivo": motivo})
        enqueue_email(chiave=f"nucleo:{link.pk}:off", to=link.email, subject=subject, body=body)


def record_accesso(
    *, link: LinkNucleo, cosa: CosaAccesso, da: Provenienza, punto: PuntoOrdine | None = None, dettaglio: str = ""
) -> AccessoNucleo:
    """Write down one use of a link."""
    return AccessoNucleo.objects.create(
        link=link,
        punto=punto,
        cosa=cosa,
        dettaglio=dettaglio[:300],
        quando=now(),
        indirizzo=da.indirizzo[:100],
        agente=da.agente[:200],
    )
