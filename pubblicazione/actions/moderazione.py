"""The steps of moderation: submit, withdraw, ask for changes, approve and seal, publish what was sealed."""

import datetime as dt
from typing import Any

from django.db import transaction
from wagtail.models import TaskState

from core.clock import now
from core.locks import lock_register
from core.turno import Turno, run_each
from identita.models import User
from pubblicazione.actions.avvisi import (
    tell_annullamento,
    tell_approvazione,
    tell_invio,
    tell_pubblicazione,
    tell_richiesta,
    tell_ritiro,
)
from pubblicazione.actions.documento import store_documento
from pubblicazione.models import Invio, PaginaModerata, PubblicazioneProgrammata, RichiestaModifica, Ritiro, Sigillo
from pubblicazione.permissions import check_decide, check_submit, check_withdraw
from pubblicazione.policies import (
    check_four_eyes,
    check_future,
    check_in_moderation,
    check_not_in_moderation,
    check_pending,
    check_same_revision,
    check_something_new,
    check_text,
)
from pubblicazione.selectors import (
    contributed_on,
    contributors,
    due_programmate,
    pending_programmata,
    sigillo_in_vigore,
    task_state_in_progress,
)


@transaction.atomic
def submit_pagina(*, pagina: PaginaModerata, by: User) -> None:
    """Submit the last draft for moderation, anew or after a request for changes.

    Raises ModerazioneError if `by` may not, it is in moderation already, or the public reads this text already.
    """
    lock_register()
    check_not_in_moderation(in_progress=pagina.workflow_states_in_progress().exists())
    state = pagina.current_workflow_state
    if state:
        state.resume(by)
    else:
        pagina.get_workflow().start(pagina, by)


@transaction.atomic
def record_invio(*, pagina: PaginaModerata, revisione: Any, by: User | None) -> Invio:
    """Remember who submitted which revision and tell who may approve it; called by the workflow as it starts.

    Raises ModerazioneError if `by` may not submit the page or the public reads this text already.
    """
    check_submit(by, pagina)
    assert by is not None  # noqa: S101 - told to the type checker, refused above
    public = sigillo_in_vigore(pagina.pk)
    check_something_new(sha256=pagina.sha256_of(revisione), public=public.sha256 if public else None)
    invio = Invio.objects.create(pagina_id=pagina.pk, revisione=revisione, inviato_da=by, inviato_il=now())
    tell_invio(pagina=pagina, invio=invio)
    return invio


def _lock_task_state(pagina: PaginaModerata) -> TaskState:
    """Return the step that awaits a decision, under the lock; of two officers at once, the second finds none."""
    lock_register()
    current = task_state_in_progress(pagina)
    check_in_moderation(in_progress=current is not None)
    assert current is not None  # noqa: S101 - told to the type checker, refused above
    return current


def _check_approval(pagina: PaginaModerata, task_state: TaskState, *, seen: str, by: User) -> None:
    """Refuse unless `by` saw exactly the submitted text, which is still the last one, and wrote none of it."""
    submitted = pagina.sha256_of(task_state.revision)
    latest = pagina.revisions.order_by("-pk").first()
    check_same_revision(seen=seen, submitted=submitted)
    check_same_revision(seen=pagina.sha256_of(latest), submitted=submitted)
    check_four_eyes(contributed_on=contributed_on(pagina, by))


@transaction.atomic
def approve_pagina(*, pagina: PaginaModerata, sha256: str, by: User, dal: dt.datetime | None = None) -> Sigillo:
    """Seal exactly the submitted text, `sha256` being what the officer saw, and publish it now or at `dal`.

    An earlier approval that still waits for its date is called off: this text takes its place.
    Raises ModerazioneError, with the reason in Italian, when the rules of design laws 1 and 4 are not met.
    """
    check_decide(by, pagina)
    task_state = _lock_task_state(pagina)
    _check_approval(pagina, task_state, seen=sha256, by=by)
    if dal is not None:
        check_future(dal=dal, now=now())
    authors = contributors(pagina)
    revisione = task_state.revision
    sigillo = Sigillo.objects.create(
        pagina_id=pagina.pk,
        revisione=revisione,
        contenuto=pagina.profilo_of(revisione),
        sha256=sha256,
        approvato_da=by,
        approvato_il=now(),
    )
    superseded = PubblicazioneProgrammata.objects.pending().filter(sigillo__pagina_id=pagina.pk)
    superseded.update(annullata_il=now(), annullata_da=by)
    task_state.specific.approve(user=by)
    programmata = None
    if dal is not None:
        programmata = PubblicazioneProgrammata.objects.create(sigillo=sigillo, dal=dal)
    else:
        _publish_sigillo(sigillo=sigillo, by=by)
    tell_approvazione(pagina=pagina, sigillo=sigillo, authors=authors, programmata=programmata)
    return sigillo


def _publish_sigillo(*, sigillo: Sigillo, by: User) -> None:
    """Put a sealed revision on the live page and render its public document; the caller holds the transaction."""
    sigillo.revisione.publish(user=by, skip_permission_checks=True)
    store_documento(rendering=sigillo.pagina.specific.render_documento())


@transaction.atomic
def publish_programmata(*, programmata: PubblicazioneProgrammata) -> None:
    """Publish an approval whose date has come; the officer's approval stands, nobody is asked again.

    Does nothing if somebody else published or called it off meanwhile.
    """
    lock_register()
    if not PubblicazioneProgrammata.objects.due(now()).filter(pk=programmata.pk).update(eseguita_il=now()):
        return
    sigillo = Sigillo.objects.get(pk=programmata.sigillo_id)
    _publish_sigillo(sigillo=sigillo, by=sigillo.approvato_da)
    tell_pubblicazione(pagina=sigillo.pagina.specific, programmata=programmata)


def publish_due() -> Turno:
    """Publish every approval whose date has come, each in its own transaction."""
    return run_each(
        due_programmate(now()), lambda p: publish_programmata(programmata=p), name=lambda p: f"publication {p.pk}"
    )


@transaction.atomic
def cancel_programmata(*, pagina: PaginaModerata, by: User) -> PubblicazioneProgrammata:
    """Call off the publication that waits for its date; the public keeps the text it has.

    Raises ModerazioneError if `by` may not decide on the page, or nothing waits.
    """
    check_decide(by, pagina)
    lock_register()
    programmata = pending_programmata(pagina.pk)
    check_pending(pending=programmata is not None)
    assert programmata is not None  # noqa: S101 - told to the type checker, refused above
    programmata.annullata_il, programmata.annullata_da = now(), by
    programmata.save(update_fields=["annullata_il", "annullata_da"])
    tell_annullamento(pagina=pagina, programmata=programmata)
    return programmata


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
    tell_richiesta(pagina=pagina, richiesta=richiesta)
    return richiesta


@transaction.atomic
def withdraw_pagina(*, pagina: PaginaModerata, by: User) -> Ritiro:
    """Take the submitted text back before it is decided, so that it can be written again.

    Raises ModerazioneError if `by` may not submit the page, or nothing is in moderation.
    """
    check_withdraw(by, pagina)
    task_state = _lock_task_state(pagina)
    ritiro = Ritiro.objects.create(
        pagina_id=pagina.pk, revisione=task_state.revision, ritirato_da=by, ritirato_il=now()
    )
    task_state.workflow_state.cancel(user=by)
    tell_ritiro(pagina=pagina, ritiro=ritiro)
    return ritiro
