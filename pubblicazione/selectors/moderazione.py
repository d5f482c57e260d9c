"""Reads of moderation: the seal in force, who worked on a text, what awaits whom, what happened to a page."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate, localtime
from wagtail.models import Revision, TaskState

from core.italiano import the_moment
from identita.enums import Permesso
from identita.models import User
from identita.selectors import staff_with
from pubblicazione.models import (
    Invio,
    PaginaModerata,
    PubblicazioneProgrammata,
    RichiestaModifica,
    Ritiro,
    RitiroPubblicazione,
    Sigillo,
)


def sigillo_in_vigore(pagina_id: int) -> Sigillo | None:
    """Return the seal whose content is public today: the latest that waits for no date and was not taken off line."""
    return Sigillo.objects.in_force(pagina_id).first()


def last_published(pagina_id: int) -> Sigillo | None:
    """Return the seal whose content was public last, also if it was taken off line since."""
    return Sigillo.objects.reached().filter(pagina_id=pagina_id).order_by("-pk").first()


def last_ritiro_pubblicazione(pagina_id: int) -> RitiroPubblicazione | None:
    """Return the last time that a page was taken off line, or None."""
    ritiri = RitiroPubblicazione.objects.filter(pagina_id=pagina_id).select_related("ritirata_da")
    return ritiri.order_by("-pk").first()


def sigilli_in_vigore(pagine: Sequence[int]) -> dict[int, Sigillo]:
    """Return the seal in force of each page that has one, with its revision: one query for all of them."""
    public = Sigillo.objects.public().filter(pagina_id__in=pagine).select_related("revisione", "programmata")
    return {sigillo.pagina_id: sigillo for sigillo in public.order_by("pk")}


def pending_programmata(pagina_id: int) -> PubblicazioneProgrammata | None:
    """Return the approval of a page that waits for its date, or None."""
    pending = PubblicazioneProgrammata.objects.pending().filter(sigillo__pagina_id=pagina_id)
    return pending.select_related("sigillo__approvato_da").first()


def due_programmate(at: dt.datetime) -> list[PubblicazioneProgrammata]:
    """Return the approvals whose date has come at `at`, oldest first."""
    return list(PubblicazioneProgrammata.objects.due(at))


def _changed_revisions(pagina: PaginaModerata, last: Sigillo | None) -> Iterable[Revision]:
    """Yield the revisions after the published one whose profile differs from the one before."""
    revisions = Revision.objects.page_revisions().filter(object_id=str(pagina.pk)).order_by("pk")
    previous = last.sha256 if last else None
    for revision in revisions.filter(pk__gt=last.revisione_id if last else 0).select_related("user"):
        sha256 = pagina.sha256_of(revision)
        if sha256 != previous:
            yield revision
        previous = sha256


def contributors(pagina: PaginaModerata) -> dict[int, dt.datetime]:
    """Return who worked on the text since the last publication, by user id, with the last time each did (law 4).

    A contributor saved a revision whose profile differs from the one before, or submitted one.
    Revisions of the system (no user) count for nobody. An approval that waits for its date or was called off
    published nothing: whoever worked before it still counts.
    """
    last = last_published(pagina.pk)
    found: dict[int, dt.datetime] = {}
    for revision in _changed_revisions(pagina, last):
        if revision.user_id is not None:
            found[revision.user_id] = revision.created_at
    submissions = Invio.objects.filter(pagina_id=pagina.pk)
    if last:
        submissions = submissions.filter(inviato_il__gt=last.approvato_il)
    for invio in submissions:
        found[invio.inviato_da_id] = max(invio.inviato_il, found.get(invio.inviato_da_id, invio.inviato_il))
    return found


def contributed_on(pagina: PaginaModerata, user: User) -> dt.date | None:
    """Return the last day on which `user` worked on the text that is not public yet, or None."""
    instant = contributors(pagina).get(user.pk)
    return localdate(instant) if instant else None


def approvers(pagina: PaginaModerata) -> list[User]:
    """Return who may decide on a page, by the role they hold, in order of username."""
    permesso = Permesso.APPROVE_PROFILO
    return [user for user in staff_with(permesso) if pagina.grants(user, permesso)]


def task_state_in_progress(pagina: PaginaModerata) -> TaskState | None:
    """Return the step that awaits a decision on a page, or None when nothing does."""
    state = pagina.workflow_states_in_progress().select_related("current_task_state__revision").first()
    current = state.current_task_state if state else None
    return current if current and current.status == TaskState.STATUS_IN_PROGRESS else None


def last_invio(pagina_id: int) -> Invio | None:
    """Return the last submission of a page, or None."""
    return Invio.objects.filter(pagina_id=pagina_id).select_related("inviato_da").order_by("-pk").first()


@dataclass(frozen=True)
class InAttesa:
    """A page that awaits a decision: which, which text, who submitted it and when."""

    pagina: PaginaModerata
    revisione_id: int
    invio: Invio


def awaiting_decision(user: User) -> list[InAttesa]:
    """Return what awaits a decision that `user` may take, oldest first."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__moderazionetask__isnull=False)
    found = []
    for state in states.select_related("workflow_state").order_by("started_at", "pk"):
        pagina = state.workflow_state.content_object.specific
        if isinstance(pagina, PaginaModerata) and pagina.grants(user, Permesso.APPROVE_PROFILO):
            invio = last_invio(pagina.pk)
            assert invio is not None  # noqa: S101 - whatever is in moderation was submitted by somebody
            found.append(InAttesa(pagina, state.revision_id, invio))
    return found


def awaiting_date(user: User) -> list[PubblicazioneProgrammata]:
    """Return the approvals that wait for their date, on pages that `user` may decide on, the nearest first."""
    pending = PubblicazioneProgrammata.objects.pending().order_by("dal", "pk")
    rows = pending.select_related("sigillo__pagina", "sigillo__approvato_da")
    return [row for row in rows if row.sigillo.pagina.specific.grants(user, Permesso.APPROVE_PROFILO)]


@dataclass(frozen=True)
class Passo:
    """One thing that happened to the text that is not public yet: when, who, what, in which words."""

    quando: dt.datetime
    chi: User | None
    cosa: str
    testo: str = ""


def steps_since_publication(pagina: PaginaModerata) -> list[Passo]:
    """Return what happened to the text since the last publication, oldest first."""
    last = last_published(pagina.pk)
    since: dict[str, Any] = {"pagina_id": pagina.pk}
    after = last.approvato_il if last else dt.datetime.min.replace(tzinfo=dt.UTC)
    steps = [
        Passo(r.created_at, r.user, "ha scritto" if r.user else "ha preparato la bozza")
        for r in _changed_revisions(pagina, last)
    ]
    invii = Invio.objects.filter(inviato_il__gt=after, **since).select_related("inviato_da")
    steps += [Passo(i.inviato_il, i.inviato_da, "ha inviato in moderazione") for i in invii]
    ritiri = Ritiro.objects.filter(ritirato_il__gt=after, **since).select_related("ritirato_da")
    steps += [Passo(r.ritirato_il, r.ritirato_da, "ha ritirato dalla moderazione") for r in ritiri]
    fuori = RitiroPubblicazione.objects.filter(ritirata_il__gt=after, **since).select_related("ritirata_da")
    steps += [Passo(r.ritirata_il, r.ritirata_da, "ha ritirato dalla pubblicazione", r.motivo) for r in fuori]
    richieste = RichiestaModifica.objects.filter(richiesta_il__gt=after, **since).select_related("richiesta_da")
    steps += [Passo(r.richiesta_il, r.richiesta_da, "ha chiesto modifiche", r.testo) for r in richieste]
    return sorted(steps + _steps_of_dates(pagina.pk, after), key=lambda step: step.quando)


def _steps_of_dates(pagina_id: int, after: dt.datetime) -> list[Passo]:
    """Return the approvals for a date given since the last publication, and those called off."""
    given = PubblicazioneProgrammata.objects.filter(sigillo__pagina_id=pagina_id, sigillo__approvato_il__gt=after)
    steps = []
    for row in given.select_related("sigillo__approvato_da", "annullata_da"):
        words = f"ha approvato: pubblica {the_moment(localtime(row.dal))}"
        steps.append(Passo(row.sigillo.approvato_il, row.sigillo.approvato_da, words))
        if row.annullata_il:
            steps.append(Passo(row.annullata_il, row.annullata_da, "ha annullato la pubblicazione programmata"))
    return steps
