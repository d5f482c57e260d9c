"""Who is told of a step: the applicant at his PEC, the responsabile at his address; the outbox sends after commit."""

from django.template.loader import render_to_string

from core.actions.outbox import enqueue_email
from procedimenti.enums import Avviso, Passo
from procedimenti.models import Istanza, PassoIstanza, TitolarePotereSostitutivo
from procedimenti.selectors.struttura.sostituzione import titolare_on
from pubblicazione.actions.avvisi import admin_link, send_avviso

# The steps that tell the applicant what he may do if nobody decides (art. 8 c. 2 lett. c-bis L. 241/1990).
_BEGINS = frozenset({Passo.PRESENTAZIONE, Passo.AVVIO_ISTRUTTORIA})


def _remedy(istanza: Istanza, passo: PassoIstanza) -> TitolarePotereSostitutivo | None:
    """Return whom the applicant may ask to conclude once the term has passed, for the steps that say it."""
    return titolare_on(istanza.competenza, on=passo.giorno_al) if passo.passo in _BEGINS else None


def tell_passo(*, istanza: Istanza, passo: PassoIstanza, avviso: Avviso | None) -> None:
    """Enqueue what a step says to whom the table names; who took it is not told of his own step."""
    context = {"istanza": istanza, "passo": passo, "titolare": _remedy(istanza, passo)}
    chiave = f"passo:{passo.pk}"
    if avviso is Avviso.RESPONSABILE and istanza.responsabile_id not in {None, passo.registrato_da_id}:
        link = admin_link("istanze:caso", istanza.numero)
        send_avviso("istanza_responsabile", chiave=chiave, to=[istanza.responsabile], link=link, **context)  # type: ignore[list-item]
    if avviso is Avviso.RICHIEDENTE and istanza.pec_richiedente:
        text = render_to_string("email/istanza_richiedente.txt", context)
        subject, _, body = text.strip().partition("\n\n")
        enqueue_email(chiave=chiave, to=istanza.pec_richiedente, subject=subject, body=body.strip() + "\n")
