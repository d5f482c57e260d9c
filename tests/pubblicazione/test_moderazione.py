"""A profile reaches the public only as an officer approved it, and never by its author's own hand."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from wagtail.models import Page, WorkflowState

from distretti.models import DistrettoPage, SezionePage
from identita.models import User
from pubblicazione.actions.moderazione import (
    approve_pagina,
    cancel_programmata,
    request_modifica,
    submit_pagina,
    withdraw_pagina,
)
from pubblicazione.exceptions import FixedPageError, ModerazioneError, NotSealedError
from pubblicazione.models import Invio, RichiestaModifica, Ritiro, Sigillo
from pubblicazione.selectors import last_invio, situazione_of
from tests.factories import make_funzionario
from tests.pubblicazione.conftest import public_sintesi, publish, write, write_and_submit


def test_an_approved_text_is_public(scheda: DistrettoPage, redattore: User, funzionario: User, client: Client) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    assert public_sintesi(client) == "Barche e navi"
    assert DistrettoPage.objects.get(pk=scheda.pk).live


def test_nobody_approves_what_they_wrote(scheda: DistrettoPage, funzionario: User) -> None:
    sha256 = write_and_submit(scheda, funzionario)
    with pytest.raises(ModerazioneError, match="un altro funzionario"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_who_submitted_without_writing_is_a_contributor(
    scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    sha256 = write(scheda, redattore)
    submit_pagina(pagina=scheda, by=funzionario)
    with pytest.raises(ModerazioneError, match="un altro funzionario"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_an_officer_who_touched_a_comma_before_is_a_contributor(
    scheda: DistrettoPage, funzionario: User, redattore: User, collega: User
) -> None:
    write(scheda, funzionario, "Barche")
    sha256 = write_and_submit(scheda, redattore, "Barche e navi")
    with pytest.raises(ModerazioneError, match="un altro funzionario"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    approve_pagina(pagina=scheda, sha256=sha256, by=collega)


def test_an_officer_who_saved_without_changing_a_word_may_approve(
    scheda: DistrettoPage, funzionario: User, redattore: User
) -> None:
    write(scheda, redattore)
    write(scheda, funzionario)
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_after_the_publication_everybody_starts_anew(
    scheda: DistrettoPage, funzionario: User, redattore: User, collega: User
) -> None:
    publish(scheda, funzionario, collega, "Barche")
    sha256 = write_and_submit(scheda, redattore, "Barche e navi")
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_the_text_of_the_system_is_nobodys_work(scheda: DistrettoPage, funzionario: User, redattore: User) -> None:
    write(scheda, None, "Precompilata")
    submit_pagina(pagina=scheda, by=redattore)
    sha256 = scheda.sha256_of(scheda.get_latest_revision())
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_a_superuser_decides_nothing(scheda: DistrettoPage, redattore: User, superuser: User) -> None:
    sha256 = write_and_submit(scheda, redattore)
    with pytest.raises(ModerazioneError, match="struttura competente"):
        approve_pagina(pagina=scheda, sha256=sha256, by=superuser)
    withdraw_pagina(pagina=scheda, by=redattore)
    with pytest.raises(ModerazioneError, match="incarico"):
        submit_pagina(pagina=scheda, by=superuser)


def test_nothing_in_moderation_nothing_to_decide(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    sha256 = write(scheda, redattore)
    with pytest.raises(ModerazioneError, match="Non è in moderazione"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_of_two_decisions_the_second_finds_nothing(
    scheda: DistrettoPage, redattore: User, funzionario: User, collega: User
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    copy = DistrettoPage.objects.get(pk=scheda.pk)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    with pytest.raises(ModerazioneError, match="già decisa"):
        approve_pagina(pagina=copy, sha256=sha256, by=collega)
    assert Sigillo.objects.count() == 1


def test_what_the_officer_saw_is_what_is_approved(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    seen = write_and_submit(scheda, redattore)
    withdraw_pagina(pagina=scheda, by=redattore)
    sha256 = write_and_submit(scheda, redattore, "Altro")
    with pytest.raises(ModerazioneError, match="cambiato"):
        approve_pagina(pagina=scheda, sha256=seen, by=funzionario)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_a_revision_slipped_in_behind_the_submitted_one_stops_the_approval(
    scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    seen = write_and_submit(scheda, redattore)
    scheda.sintesi = "Di nascosto"
    Page.save_revision(scheda, user=redattore)
    with pytest.raises(ModerazioneError, match="cambiato"):
        approve_pagina(pagina=scheda, sha256=seen, by=funzionario)


def test_while_in_moderation_nobody_writes(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    write_and_submit(scheda, redattore)
    for user in (redattore, funzionario, None):
        with pytest.raises(ModerazioneError, match="in moderazione"):
            write(scheda, user, "Altro")


def test_the_same_text_is_not_submitted_twice(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    publish(scheda, redattore, funzionario)
    write(scheda, redattore)
    with pytest.raises(ModerazioneError, match="uguale a quello già pubblicato"):
        submit_pagina(pagina=scheda, by=redattore)
    assert not WorkflowState.objects.for_instance(scheda).active().exists()


def test_what_is_in_moderation_is_not_submitted_again(scheda: DistrettoPage, redattore: User) -> None:
    write_and_submit(scheda, redattore)
    with pytest.raises(ModerazioneError, match="in moderazione"):
        submit_pagina(pagina=DistrettoPage.objects.get(pk=scheda.pk), by=redattore)


def test_the_system_submits_nothing(scheda: DistrettoPage) -> None:
    with pytest.raises(ModerazioneError, match="incarico"):
        scheda.get_workflow().start(scheda, None)


def test_changes_are_asked_with_words(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    write_and_submit(scheda, redattore)
    with pytest.raises(ModerazioneError, match="Scrivi"):
        request_modifica(pagina=scheda, testo="  ", by=funzionario)
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    assert scheda.current_workflow_state.status == "needs_changes"
    richiesta = situazione_of(scheda).richiesta
    assert richiesta is not None
    assert richiesta.testo == "Manca l'anno."


def test_after_a_request_the_editor_corrects_and_submits_again(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    sha256 = write_and_submit(scheda, redattore, "Barche dal 2010")
    assert situazione_of(scheda).richiesta is None
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    assert public_sintesi(client) == "Barche dal 2010"


def test_the_author_withdraws_and_it_is_remembered(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    sha256 = write_and_submit(scheda, redattore)
    withdraw_pagina(pagina=scheda, by=redattore)
    assert Ritiro.objects.filter(pagina_id=scheda.pk, ritirato_da=redattore).count() == 1
    with pytest.raises(ModerazioneError, match="Non è in moderazione"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    with pytest.raises(ModerazioneError, match="Non è in moderazione"):
        withdraw_pagina(pagina=scheda, by=redattore)
    write(scheda, redattore, "Si scrive di nuovo")


def test_publishing_without_a_seal_is_refused_also_to_the_system(scheda: DistrettoPage) -> None:
    scheda.sintesi = "Di nascosto"
    revisione = scheda.save_revision()
    with pytest.raises(NotSealedError):
        revisione.publish(skip_permission_checks=True)


def test_an_old_text_is_not_published_again_over_a_newer_one(
    scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    publish(scheda, redattore, funzionario, "Vecchia")
    old = scheda.live_revision
    publish(scheda, redattore, funzionario, "Nuova")
    with pytest.raises(NotSealedError):
        old.publish(skip_permission_checks=True)


@pytest.mark.parametrize("act", ["unpublish", "delete", "copy", "create_alias", "move"])
def test_a_registered_page_stays_where_it_is(scheda: DistrettoPage, act: str) -> None:
    with pytest.raises(FixedPageError):
        getattr(scheda, act)()


def test_a_page_is_not_deleted_with_its_parent_nor_through_a_queryset(scheda: DistrettoPage) -> None:
    for found in (scheda.get_parent(), scheda):
        with pytest.raises(FixedPageError), transaction.atomic():
            Page.objects.filter(pk=found.pk).delete()
    with pytest.raises(FixedPageError):
        SezionePage.objects.get(sezione=1).delete()
    assert DistrettoPage.objects.filter(pk=scheda.pk).exists()


@pytest.mark.parametrize("model", [Sigillo, Invio, Ritiro, RichiestaModifica])
def test_the_database_keeps_what_moderation_leaves_behind(
    model: type[Sigillo | Invio | Ritiro | RichiestaModifica], scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    write_and_submit(scheda, redattore)
    withdraw_pagina(pagina=scheda, by=redattore)
    submit_pagina(pagina=scheda, by=redattore)
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    publish(scheda, redattore, funzionario, "Barche dal 2010")
    for change in ("UPDATE {} SET pagina_id = pagina_id", "DELETE FROM {}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change.format(model._meta.db_table))


def test_deactivated_people_do_nothing(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    sha256 = write_and_submit(scheda, redattore)
    assert last_invio(scheda.pk) is not None
    funzionario.is_active = redattore.is_active = False
    with pytest.raises(ModerazioneError):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    with pytest.raises(ModerazioneError):
        withdraw_pagina(pagina=scheda, by=redattore)


def test_the_other_structure_decides_nothing(scheda: DistrettoPage, redattore: User) -> None:
    sha256 = write_and_submit(scheda, redattore)
    other = make_funzionario("agricoltura")
    with pytest.raises(ModerazioneError, match="struttura competente"):
        approve_pagina(pagina=scheda, sha256=sha256, by=other)
    with pytest.raises(ModerazioneError, match="struttura competente"):
        request_modifica(pagina=scheda, testo="No", by=other)
    with pytest.raises(ModerazioneError, match="chi può inviarla"):
        withdraw_pagina(pagina=scheda, by=other)
    with pytest.raises(ModerazioneError, match="struttura competente"):
        cancel_programmata(pagina=scheda, by=other)
