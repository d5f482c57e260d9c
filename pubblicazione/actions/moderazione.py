"""The steps of moderation: submit, withdraw, ask for changes, approve and seal, publish what was sealed."""

import datetime as dt
from typing import Any

from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from core.clock import now
from core.locks import lock_register
from identita.models import User
from pubblicazione.actions.documento import store_documento
from pubblicazione.models import Invio, PaginaModerata, PubblicazioneProgrammata, RichiestaModifica, Sigillo
from pubblicazione.permissions import check_decide
from pubblicazione.policies import check_four_eyes, check_future, check_in_moderation, check_same_revision, check_text
from pubblicazione.selectors import contributors


def record_invio(*, pagina: PaginaModerata, revisione: Any, by: User) -> Invio:
    """Remember who submitted which revision; called inside the workflow's own transaction."""
    return Invio.objects.create(pagina_id=pagina.pk, revisione=revisione, inviato_da=by, inviato_il=now())


def _lock_task_state(pagina: PaginaModerata) -> TaskState:
    """Lock and return the page's task state in progress; of two officers at once, the second finds none."""
    lock_register()
    state = (
        WorkflowState.objects.select_for_update(of=("self",))
        .for_instance(pagina)
        .filter(status=WorkflowState.STATUS_IN_PROGRESS)
        .first()
    )
    current = state.current_task_state if state else None
    check_in_moderation(in_progress=current is not None and current.status == TaskState.STATUS_IN_PROGRESS)
    assert current is not None  # noqa: S101 - told to the type checker, refused above
    return current


@transaction.atomic
def approve_pagina(
    *, pagina: PaginaModerata, sha256: str, by: User, commento: str = "", dal: dt.datetime | None = None
) -> Sigillo:
    """Seal exactly the submitted text, `sha256` being what the officer saw, and publish it now or at `dal`.

    Raises ModerazioneError, with the reason in Italian, when the rules of design laws 1 and 4 are not met.
    """
    check_decide(by, pagina)
    task_state = _lock_task_state(pagina)
    revisione = task_state.revision
    submitted = pagina.sha256_of(revisione)
    latest = pagina.get_latest_revision()
    check_same_revision(seen=sha256, submitted=submitted)
    check_same_revision(seen=pagina.sha256_of(latest), submitted=submitted)
    check_four_eyes(contributed_on=contributors(pagina).get(by.pk))
    if dal is not None:
        check_future(dal=dal, now=now())
    sigillo = Sigillo.objects.create(
        pagina_id=pagina.pk,
        revisione=revisione,
        contenuto=pagina.profilo_of(revisione),
        sha256=submitted,
        approvato_da=by,
        approvato_il=now(),
    )
    PubblicazioneProgrammata.objects.filter(
        sigillo__pagina_id=pagina.pk, eseguita_il__isnull=True, annullata_il__isnull=True
    ).update(annullata_il=now())
    task_state.specific.approve(user=by, comment=commento)
    if dal is not None:
        PubblicazioneProgrammata.objects.create(sigillo=sigillo, dal=dal)
    else:
        publish_sigillo(sigillo=sigillo, by=by)
    return sigillo


def publish_sigillo(*, sigillo: Sigillo, by: User | None) -> None:
    """Put a sealed revision on the live page and render its public document; the caller holds the transaction."""
    pagina = sigillo.pagina.specific
    sigillo.revisione.publish(user=by, skip_permission_checks=True)
    store_documento(rendering=pagina.render_documento())


@transaction.atomic
def publish_programmata(*, programmata: PubblicazioneProgrammata) -> None:
    """Publish an approval whose date has come; the officer's approval stands, nobody is asked again."""
    lock_register()
    PubblicazioneProgrammata.objects.filter(pk=programmata.pk).update(eseguita_il=now())
    sigillo = Sigillo.objects.get(pk=programmata.sigillo_id)
    publish_sigillo(sigillo=sigillo, by=sigillo.approvato_da)


@transaction.atomic
def request_modifica(*, pagina: PaginaModerata, testo: str, by: User) -> RichiestaModifica:
    """Send the page back to its editor with the officer's words.

    Raises ModerazioneError if there are no words, no right, or nothing in moderation.
    """
    check_decide(by, pagina)
    check_text(testo)
    task_state = _lock_task_state(pagina)
    richiesta = RichiestaModifica.objects.create(
        pagina_id=pagina.pk, revisione=task_state.revision, testo=testo, richiesta_da=by, richiesta_il=now()
    )
    task_state.specific.reject(user=by, comment=testo)
    return richiesta
