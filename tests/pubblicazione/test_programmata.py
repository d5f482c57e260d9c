"""A text approved for a date comes out on that date and not before, unless it is called off or overtaken."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from core.clock import now
from distretti.models import DistrettoPage
from identita.models import User
from pubblicazione.actions.moderazione import (
    approve_pagina,
    cancel_programmata,
    publish_programmata,
    submit_pagina,
)
from pubblicazione.exceptions import ModerazioneError, NotSealedError
from pubblicazione.models import PubblicazioneProgrammata
from pubblicazione.selectors import due_programmate, pending_programmata
from tests.pubblicazione.conftest import public_sintesi, publish, write_and_submit

DOMANI = dt.timedelta(days=1)


def test_an_approval_called_off_forgives_nobody(
    scheda: DistrettoPage, funzionario: User, redattore: User, collega: User
) -> None:
    sha256 = write_and_submit(scheda, funzionario)
    approve_pagina(pagina=scheda, sha256=sha256, by=collega, dal=now() + DOMANI)
    cancel_programmata(pagina=scheda, by=collega)
    submit_pagina(pagina=scheda, by=redattore)
    with pytest.raises(ModerazioneError, match="un altro funzionario"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_an_approval_at_a_date_waits_for_it(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() + DOMANI)
    assert public_sintesi(client) == ""
    assert due_programmate(now()) == []
    with time_machine.travel(now() + 2 * DOMANI):
        [programmata] = due_programmate(now())
        publish_programmata(programmata=programmata)
        assert public_sintesi(client) == "Barche e navi"
        publish_programmata(programmata=programmata)
        assert due_programmate(now()) == []
    assert DistrettoPage.objects.get(pk=scheda.pk).live


def test_a_date_already_past_is_refused(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    sha256 = write_and_submit(scheda, redattore)
    with pytest.raises(ModerazioneError, match="futura"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() - DOMANI)


def test_before_its_date_an_approved_text_is_published_by_nobody(
    scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    sigillo = approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() + DOMANI)
    with pytest.raises(NotSealedError):
        sigillo.revisione.publish(skip_permission_checks=True)
    cancel_programmata(pagina=scheda, by=funzionario)
    with pytest.raises(NotSealedError):
        sigillo.revisione.publish(skip_permission_checks=True)


def test_a_publication_called_off_does_not_happen(
    scheda: DistrettoPage, redattore: User, funzionario: User, collega: User
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() + DOMANI)
    programmata = pending_programmata(scheda.pk)
    assert programmata is not None
    cancel_programmata(pagina=scheda, by=collega)
    with time_machine.travel(now() + 2 * DOMANI):
        publish_programmata(programmata=programmata)
    assert not DistrettoPage.objects.get(pk=scheda.pk).live
    with pytest.raises(ModerazioneError, match="da annullare"):
        cancel_programmata(pagina=scheda, by=collega)


def test_a_newer_approval_takes_the_place_of_one_that_waits(
    scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() + DOMANI)
    publish(scheda, redattore, funzionario, "Più nuova")
    programmata = PubblicazioneProgrammata.objects.get()
    assert programmata.annullata_da == funzionario
    assert pending_programmata(scheda.pk) is None


def test_a_text_that_comes_out_leaves_the_next_one_in_moderation(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() + DOMANI)
    write_and_submit(scheda, redattore, "La prossima")
    with time_machine.travel(now() + 2 * DOMANI):
        publish_programmata(programmata=due_programmate(now())[0])
    assert public_sintesi(client) == "Barche e navi"
    assert scheda.workflow_states_in_progress().exists()
    assert DistrettoPage.objects.get(pk=scheda.pk).has_unpublished_changes
