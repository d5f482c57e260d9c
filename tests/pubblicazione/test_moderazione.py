"""A profile reaches the public only as an officer approved it, and never by its author's own hand."""

import pytest
from django.test import Client

from distretti.models import DistrettoPage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, request_modifica
from pubblicazione.exceptions import FixedPageError, ModerazioneError, NotSealedError
from tests.factories import make_funzionario, make_iscrizione, make_user


@pytest.fixture
def scheda(funzionario: User) -> DistrettoPage:
    return make_iscrizione("Distretto della Nautica", by=funzionario).scheda


@pytest.fixture
def redattore(registro: None) -> User:
    return make_user("redattore", "Redattore – ricerca")


def write_and_submit(scheda: DistrettoPage, by: User, sintesi: str = "Barche e navi") -> str:
    scheda.sintesi = sintesi
    revisione = scheda.save_revision(user=by)
    scheda.get_workflow().start(scheda, by)
    return scheda.sha256_of(revisione)


def test_an_approved_text_is_public(scheda: DistrettoPage, redattore: User, funzionario: User, client: Client) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    body = client.get("/api/v1/iscrizioni/RP-1-0001").json()
    assert body["sintesi"] == "Barche e navi"
    assert DistrettoPage.objects.get(pk=scheda.pk).live


def test_nobody_approves_what_they_wrote(scheda: DistrettoPage, funzionario: User) -> None:
    sha256 = write_and_submit(scheda, funzionario)
    with pytest.raises(ModerazioneError, match="un altro funzionario"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)


def test_an_officer_who_touched_a_comma_before_is_a_contributor(
    scheda: DistrettoPage, funzionario: User, redattore: User
) -> None:
    scheda.sintesi = "Barche"
    scheda.save_revision(user=funzionario)
    sha256 = write_and_submit(scheda, redattore, "Barche e navi")
    with pytest.raises(ModerazioneError, match="un altro funzionario"):
        approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    approve_pagina(pagina=scheda, sha256=sha256, by=make_funzionario(username="funzionario.ricerca2"))


def test_the_other_structure_decides_nothing(scheda: DistrettoPage, redattore: User) -> None:
    sha256 = write_and_submit(scheda, redattore)
    with pytest.raises(ModerazioneError, match="struttura competente"):
        approve_pagina(pagina=scheda, sha256=sha256, by=make_funzionario("agricoltura"))


def test_a_text_that_changed_meanwhile_is_not_approved(
    scheda: DistrettoPage, redattore: User, funzionario: User
) -> None:
    seen = write_and_submit(scheda, redattore)
    scheda.sintesi = "Altro"
    scheda.save_revision(user=redattore)
    with pytest.raises(ModerazioneError, match="cambiato"):
        approve_pagina(pagina=scheda, sha256=seen, by=funzionario)


def test_changes_are_asked_with_words(scheda: DistrettoPage, redattore: User, funzionario: User) -> None:
    write_and_submit(scheda, redattore)
    with pytest.raises(ModerazioneError, match="Scrivi"):
        request_modifica(pagina=scheda, testo="  ", by=funzionario)
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    assert scheda.current_workflow_state.status == "needs_changes"


def test_publishing_without_a_seal_is_refused_also_to_the_system(scheda: DistrettoPage) -> None:
    scheda.sintesi = "Di nascosto"
    revisione = scheda.save_revision()
    with pytest.raises(NotSealedError):
        revisione.publish(skip_permission_checks=True)


@pytest.mark.parametrize("act", ["unpublish", "delete", "copy", "create_alias"])
def test_a_registered_page_stays_where_it_is(scheda: DistrettoPage, act: str) -> None:
    with pytest.raises(FixedPageError):
        getattr(scheda, act)()
