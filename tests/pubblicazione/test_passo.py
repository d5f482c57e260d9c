"""The one step of Wagtail's workflow: it locks, it explains, and it decides nothing by itself."""

import pytest
from wagtail.models import Page, TaskState, Workflow

from distretti.models import DistrettoPage
from identita.models import User
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import Invio
from pubblicazione.tasks import ModerazioneTask
from tests.pubblicazione.conftest import write_and_submit


def test_it_offers_no_decision_and_takes_none(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    write_and_submit(scheda, redattore)
    task_state = TaskState.objects.for_instance(scheda).get()
    task = task_state.task.specific
    assert task.get_actions(scheda, funzionario) == []
    assert not TaskState.objects.reviewable_by(funzionario).exists()
    with pytest.raises(ModerazioneError, match="pagina di moderazione"):
        task.on_action(task_state, funzionario, "approve")
    assert "funzionario della struttura competente" in task.get_description()


def test_its_lock_says_since_when_and_how_to_get_the_page_back(scheda: DistrettoPage, redattore: User) -> None:
    write_and_submit(scheda, redattore)
    lock = DistrettoPage.objects.get(pk=scheda.pk).get_lock()
    assert lock.for_user(redattore)
    assert lock.get_message(redattore).startswith("È in moderazione dal")
    assert "ritirala" in lock.get_message(redattore)
    assert lock.get_locked_by(redattore) == "In moderazione"
    assert "finché non è decisa o ritirata" in lock.get_description(redattore)


def test_a_page_that_is_not_of_the_register_leaves_no_trace_of_moderation(registro: None, redattore: User) -> None:
    page = Page.get_first_root_node().add_child(instance=Page(title="Fuori", slug="fuori"))
    page.save_revision()
    task = ModerazioneTask.objects.get(competenza="ricerca")
    Workflow.objects.get(workflow_tasks__task=task).start(page, redattore)
    assert not Invio.objects.exists()
    assert page.get_lock().get_message(redattore).startswith("È in moderazione:")
