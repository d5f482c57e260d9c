"""Personal links: given, taken back, and every use of them written down; what they open is in `selectors`."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from core.actions.outbox import enqueue_email
from core.canonical import sha256_hex
from core.clock import end_of, now
from identita.models import User
from procedimenti.collegio import CosaAccesso
from procedimenti.models import AccessoNucleo, ComponenteNucleo, LinkNucleo, PuntoOrdine, SedutaNucleo
from procedimenti.selectors.nucleo.componenti import regole_on
from procedimenti.selectors.nucleo.link import sign_link
from procedimenti.selectors.nucleo.seduta import punti_of

_SECRET_BYTES = 24


@dataclass(frozen=True)
class Provenienza:
    """Whence a link was used: the address and the browser, as they said."""

    indirizzo: str
    agente: str = ""


def link_url(token: str) -> str:
    """Return the whole address that a link leads to."""
    return str(settings.PUBLIC_BASE_URL) + reverse("nucleo_personale:pagina", args=[token])


def issue_link(*, seduta: SedutaNucleo, componente: ComponenteNucleo, by: User) -> str:
    """Give a member a new link and send it to him; the one he had ends. Returns its text, which is kept nowhere.

    The caller holds the register's lock and has checked the rights.
    """
    LinkNucleo.objects.filter(seduta=seduta, componente=componente, revocato_il__isnull=True).update(revocato_il=now())
    segreto = secrets.token_urlsafe(_SECRET_BYTES)
    day = localtime(seduta.il).date()
    days = regole_on(seduta.competenza, day).link_giorni
    link = LinkNucleo.objects.create(
        seduta=seduta,
        componente=componente,
        impronta=sha256_hex(segreto.encode()),
        email=componente.email,
        emesso_il=now(),
        emesso_da=by,
        scade_il=end_of(max(day, localtime(now()).date()) + dt.timedelta(days=days)),
    )
    token = sign_link(segreto)
    context = {"seduta": seduta, "componente": componente, "link": link, "url": link_url(token)}
    _tell("nucleo_convocazione", chiave=f"nucleo:{link.pk}", to=componente.email, seduta=seduta, context=context)
    return token


def _tell(nome: str, *, chiave: str, to: str, seduta: SedutaNucleo, context: dict[str, object]) -> None:
    text = render_to_string(f"email/{nome}.txt", context | {"punti": punti_of(seduta)})
    subject, _, body = text.strip().partition("\n\n")
    enqueue_email(chiave=chiave, to=to, subject=subject, body=body.strip() + "\n")


def revoke_links(*, seduta: SedutaNucleo) -> None:
    """End every link of a seduta."""
    LinkNucleo.objects.filter(seduta=seduta, revocato_il__isnull=True).update(revocato_il=now())


def tell_annullata(*, seduta: SedutaNucleo, motivo: str) -> None:
    """Tell whoever was called that the seduta is off, and why."""
    for link in LinkNucleo.objects.filter(seduta=seduta, revocato_il__isnull=True):
        context: dict[str, object] = {"seduta": seduta, "motivo": motivo}
        _tell("nucleo_annullata", chiave=f"nucleo:{link.pk}:off", to=link.email, seduta=seduta, context=context)


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
