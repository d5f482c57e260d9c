"""Who is told by e-mail at each step of moderation; the rows are written here, the outbox sends them later."""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from core.actions.outbox import enqueue_email
from identita.enums import Permesso
from identita.models import User
from pubblicazione.models import (
    Invio,
    PaginaModerata,
    PubblicazioneProgrammata,
    RichiestaModifica,
    Ritiro,
    RitiroPubblicazione,
    Sigillo,
)
from pubblicazione.selectors import approvers, contributors

logger = logging.getLogger(__name__)


def admin_link(name: str, *args: Any) -> str:
    """Return the whole address of a screen of the admin, as e-mails need it."""
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse(name, args=args)


def send_avviso(nome: str, *, chiave: str, to: Iterable[User], **context: Any) -> None:
    """Enqueue one e-mail for each of `to`; the template's first line is the subject, the body follows a blank line."""
    for user in to:
        if not user.email:
            logger.warning("%s: no address for %s, not told", chiave, user.get_username())
            continue
        text = render_to_string(f"email/{nome}.txt", context | {"user": user})
        subject, _, body = text.strip().partition("\n\n")
        enqueue_email(chiave=f"{chiave}:{user.pk}", to=user.email, subject=subject, body=body.strip() + "\n")


def _send(nome: str, *, chiave: str, pagina: PaginaModerata, to: Iterable[User], **context: Any) -> None:
    context |= {
        "pagina": pagina,
        "link_moderazione": admin_link("moderazione:pagina", pagina.pk),
        "link_modifica": admin_link("wagtailadmin_pages:edit", pagina.pk),
    }
    send_avviso(nome, chiave=chiave, to=to, **context)


def _authors(pagina: PaginaModerata, ids: Iterable[int], *, but: User | None) -> list[User]:
    """Return those of `ids` who may still write the page: who lost the right is told nothing more of it."""
    users = User.objects.filter(pk__in=set(ids), is_active=True).order_by("username")
    return [u for u in users if u != but and pagina.grants(u, Permesso.EDIT_PROFILO)]


def _submitters(pagina: PaginaModerata, revisione_id: int) -> set[int]:
    invii = Invio.objects.filter(pagina_id=pagina.pk, revisione_id=revisione_id)
    return set(invii.values_list("inviato_da_id", flat=True))


def tell_invio(*, pagina: PaginaModerata, invio: Invio) -> None:
    """Tell those who may approve it, and nobody of the other structure, that a text awaits them."""
    involved = contributors(pagina)
    to = [user for user in approvers(pagina) if user.pk not in involved]
    _send("moderazione_invio", chiave=f"invio:{invio.pk}", pagina=pagina, to=to, invio=invio)


def tell_ritiro(*, pagina: PaginaModerata, ritiro: Ritiro) -> None:
    """Tell who wrote and submitted that somebody else took the text back."""
    to = _authors(pagina, contributors(pagina), but=ritiro.ritirato_da)
    _send("moderazione_ritiro", chiave=f"ritiro:{ritiro.pk}", pagina=pagina, to=to, ritiro=ritiro)


def tell_richiesta(*, pagina: PaginaModerata, richiesta: RichiestaModifica) -> None:
    """Tell who wrote and submitted which changes are asked."""
    to = _authors(pagina, contributors(pagina), but=richiesta.richiesta_da)
    _send("moderazione_richiesta", chiave=f"richiesta:{richiesta.pk}", pagina=pagina, to=to, richiesta=richiesta)


def tell_approvazione(
    *, pagina: PaginaModerata, sigillo: Sigillo, authors: Iterable[int], programmata: PubblicazioneProgrammata | None
) -> None:
    """Tell `authors`, who wrote and submitted the approved text, that it is public or when it will be."""
    to = _authors(pagina, authors, but=sigillo.approvato_da)
    _send(
        "moderazione_approvazione",
        chiave=f"approvazione:{sigillo.pk}",
        pagina=pagina,
        to=to,
        sigillo=sigillo,
        programmata=programmata,
    )


def tell_pubblicazione(*, pagina: PaginaModerata, programmata: PubblicazioneProgrammata) -> None:
    """Tell who submitted and who approved that the date came and the text is public."""
    ids = _submitters(pagina, programmata.sigillo.revisione_id) | {programmata.sigillo.approvato_da_id}
    to = _authors(pagina, ids, but=None)
    _send("moderazione_pubblicazione", chiave=f"pubblicazione:{programmata.pk}", pagina=pagina, to=to)


def tell_annullamento(*, pagina: PaginaModerata, programmata: PubblicazioneProgrammata) -> None:
    """Tell who submitted and who approved that the text will not be published at its date."""
    ids = _submitters(pagina, programmata.sigillo.revisione_id) | {programmata.sigillo.approvato_da_id}
    to = _authors(pagina, ids, but=programmata.annullata_da)
    _send(
        "moderazione_annullamento",
        chiave=f"annullamento:{programmata.pk}",
        pagina=pagina,
        to=to,
        programmata=programmata,
    )


def tell_ritiro_pubblicazione(*, pagina: PaginaModerata, ritiro: RitiroPubblicazione) -> None:
    """Tell who submitted and who approved the public text that it is off line, and why."""
    ids = _submitters(pagina, ritiro.sigillo.revisione_id) | {ritiro.sigillo.approvato_da_id}
    to = _authors(pagina, ids, but=ritiro.ritirata_da)
    _send("moderazione_fuori_linea", chiave=f"fuori_linea:{ritiro.pk}", pagina=pagina, to=to, ritiro=ritiro)
