"""What is kept of a page's versions, and the dates that no version may bear by itself."""

import datetime as dt

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision

from core.clock import now
from distretti.models import DistrettoPage
from identita.models import User
from pubblicazione.exceptions import NotSealedError
from pubblicazione.selectors import contributors
from tests.factories import make_funzionario, make_iscrizione, make_user
from tests.pubblicazione.conftest import publish, write

pytestmark = pytest.mark.slow


def test_scheduled_publishing_publishes_nothing_that_was_not_approved(
    scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    publish(scheda, redattore, funzionario, "Pubblica")
    write(scheda, redattore, "Non approvata")
    Revision.objects.filter(pk=scheda.latest_revision_id).update(approved_go_live_at=now() - dt.timedelta(days=1))
    with pytest.raises(NotSealedError):
        call_command("publish_scheduled")
    assert DistrettoPage.objects.get(pk=scheda.pk).sintesi == "Pubblica"


def test_a_revision_never_bears_a_date_of_its_own(scheda: DistrettoPage, redattore: User) -> None:
    scheda.go_live_at = now() + dt.timedelta(days=1)
    revision = scheda.save_revision(user=redattore, approved_go_live_at=now())
    assert revision.approved_go_live_at is None
    assert revision.as_object().go_live_at is None


def test_an_approval_ignores_dates_hidden_in_the_draft(
    scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    scheda.go_live_at = now() + dt.timedelta(days=9)
    scheda.expire_at = now() + dt.timedelta(days=10)
    publish(scheda, redattore, funzionario)
    page = DistrettoPage.objects.get(pk=scheda.pk)
    assert page.live
    assert (page.go_live_at, page.expire_at) == (None, None)


@pytest.mark.usefixtures("committed_db")
def test_purging_old_revisions_forgets_no_contributor() -> None:
    funzionario, redattore = make_funzionario(), make_user("redattore", "Redattore – ricerca")
    scheda = make_iscrizione("Nautica", by=funzionario).scheda
    write(scheda, funzionario, "Barche")
    write(scheda, redattore, "Barche e navi")
    before = contributors(scheda)
    call_command("purge_revisions")
    assert contributors(scheda) == before
    assert scheda.revisions.count() == 3


def test_the_revisions_of_other_pages_are_purged_as_ever(registro: None) -> None:
    page = Page.get_first_root_node().add_child(instance=Page(title="Fuori", slug="fuori"))
    page.save_revision()
    page.save_revision()
    call_command("purge_revisions")
    assert page.revisions.count() == 1
