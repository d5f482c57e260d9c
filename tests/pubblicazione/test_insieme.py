"""Two people at the same instant, with commits that are real: one decides, the other reads why not."""

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.actions.outbox import drain_emails
from core.clock import now
from core.models import Messaggio
from distretti.models import DistrettoPage
from identita.models import User
from pubblicazione.actions.moderazione import (
    approve_pagina,
    publish_due,
    request_modifica,
    submit_pagina,
    withdraw_pagina,
)
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import Documento, PubblicazioneProgrammata, RichiestaModifica, Ritiro, Sigillo, Variazione
from tests.factories import make_funzionario, make_iscrizione, make_user
from tests.pubblicazione.conftest import write, write_and_submit
from tests.pubblicazione.editor import edit_url, form_of

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


class World:
    """A scheda in moderation and its people, committed."""

    def __init__(self) -> None:
        self.officer, self.other = make_funzionario(), make_funzionario(username="funzionario.ricerca2")
        self.author = make_user("redattore", "Redattore – ricerca")
        self.scheda = make_iscrizione("Nautica", by=self.officer).scheda
        self.sha256 = write_and_submit(self.scheda, self.author)

    def page(self) -> DistrettoPage:
        return DistrettoPage.objects.get(pk=self.scheda.pk)


@pytest.fixture
def world() -> World:
    return World()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at once, each on a connection of its own; return what each gave back or raised."""
    start = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(position: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=30)
            outcomes[position] = act()
        except Exception as error:
            outcomes[position] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive(), "two people stopped each other"
    return outcomes


def refused(outcomes: list[Any]) -> list[str]:
    for outcome in outcomes:
        assert not isinstance(outcome, Exception) or isinstance(outcome, ModerazioneError), outcome
    return [outcome.messaggio for outcome in outcomes if isinstance(outcome, ModerazioneError)]


def test_of_two_approvals_one_is_taken(world: World) -> None:
    outcomes = together(
        lambda: approve_pagina(pagina=world.page(), sha256=world.sha256, by=world.officer),
        lambda: approve_pagina(pagina=world.page(), sha256=world.sha256, by=world.other),
    )
    [reason] = refused(outcomes)
    assert "già decisa" in reason
    assert Sigillo.objects.count() == 1
    assert world.page().live


def test_an_approval_and_a_request_for_changes_do_not_both_happen(world: World) -> None:
    outcomes = together(
        lambda: approve_pagina(pagina=world.page(), sha256=world.sha256, by=world.officer),
        lambda: request_modifica(pagina=world.page(), testo="Manca l'anno.", by=world.other),
    )
    assert len(refused(outcomes)) == 1
    assert Sigillo.objects.count() + RichiestaModifica.objects.count() == 1
    assert world.page().live == Sigillo.objects.exists()


def test_an_approval_and_a_withdrawal_do_not_both_happen(world: World) -> None:
    outcomes = together(
        lambda: approve_pagina(pagina=world.page(), sha256=world.sha256, by=world.officer),
        lambda: withdraw_pagina(pagina=world.page(), by=world.author),
    )
    assert len(refused(outcomes)) == 1
    assert Sigillo.objects.count() + Ritiro.objects.count() == 1


def test_who_saves_while_another_submits_never_slips_a_text_in(world: World) -> None:
    withdraw_pagina(pagina=world.scheda, by=world.author)
    write(world.scheda, world.author, "Da inviare")
    outcomes = together(
        lambda: submit_pagina(pagina=world.page(), by=world.author),
        lambda: write(world.page(), world.other, "Di un altro"),
    )
    refused(outcomes)
    page = world.page()
    state = page.workflow_states_in_progress().get()
    assert state.current_task_state.revision_id == page.latest_revision_id


def test_the_editor_and_the_approval_on_the_screens_at_once(world: World) -> None:
    form = form_of(world.scheda, sintesi="Scritto nel frattempo")

    def by_hand(user: User, url: str, data: dict[str, Any]) -> int:
        client = Client()
        client.force_login(user)
        return int(client.post(url, data).status_code)

    decision = {"sha256": world.sha256, "decisione": "approva"}
    outcomes = together(
        lambda: by_hand(world.officer, f"/admin/moderazione/{world.scheda.pk}/", decision),
        lambda: by_hand(world.author, edit_url(world.scheda), form),
        lambda: by_hand(world.other, f"/admin/moderazione/{world.scheda.pk}/", decision),
    )
    assert sorted((outcomes[0], outcomes[2])) == [302, 409]
    assert outcomes[1] in {200, 302}
    assert world.page().sintesi == "Barche e navi", "the public reads what was approved"
    assert Sigillo.objects.count() == 1


def test_two_ticks_publish_once_and_write_once(world: World) -> None:
    approve_pagina(pagina=world.scheda, sha256=world.sha256, by=world.officer, dal=now() + dt.timedelta(days=1))
    PubblicazioneProgrammata.objects.update(dal=now())
    before = Variazione.objects.count()
    turns = together(publish_due, publish_due)
    assert [turn.falliti for turn in turns] == [{}, {}]
    assert Variazione.objects.count() == before + 1
    assert Documento.objects.get(chiave="RP-1-0001").sequenza == Variazione.objects.latest("sequenza").sequenza
    waiting = Messaggio.objects.filter(inviato_il=None).count()
    turns = together(drain_emails, drain_emails)
    assert [turn.falliti for turn in turns] == [{}, {}]
    assert Messaggio.objects.filter(inviato_il=None).count() == 0
    assert Messaggio.objects.filter(tentativi=1).count() == waiting
