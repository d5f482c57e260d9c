"""The editor of a scheda: two buttons, official facts that are read only, what is missing, and nothing typed lost."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from core.clock import now, today
from distretti.models import Delega, DistrettoPage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, request_modifica
from pubblicazione.admin import modifica
from pubblicazione.models import Invio, Sigillo
from tests.factories import make_user
from tests.pubblicazione.conftest import publish, write, write_and_submit
from tests.pubblicazione.editor import SUBMIT, edit_url, form_of, post_edit, text_of

pytestmark = pytest.mark.slow


def see(client: Client, user: User, scheda: DistrettoPage) -> str:
    client.force_login(user)
    response = client.get(edit_url(scheda))
    assert response.status_code == 200
    return text_of(response)


def draft(scheda: DistrettoPage) -> str:
    return str(DistrettoPage.objects.get(pk=scheda.pk).get_latest_revision_as_object().sintesi)


def _busy() -> Any:
    raise OperationalError("database is locked")


def test_there_are_two_buttons_and_no_other_way_out(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    publish(scheda, redattore, funzionario)
    for user in (redattore, funzionario):
        page = see(client, user, scheda)
        assert "Salva bozza" in page
        assert "Invia in moderazione alla Sezione Ricerca e Relazioni Internazionali" in page
        for door in ("unpublish/", "copy/", "move/", "delete/", "lock/", "privacy/", 'name="action-publish"'):
            assert f"/admin/pages/{scheda.pk}/{door}" not in page
            assert door not in page.split('id="page-edit-form"')[1]
        assert "go_live_at" not in page


def test_official_facts_are_shown_and_are_no_field(scheda: DistrettoPage, redattore: User, client: Client) -> None:
    page = see(client, redattore, scheda)
    assert "Dati del registro (si cambiano con un atto)" in page
    assert "<dt>Codice</dt><dd>RP-1-0001</dd>" in page
    assert "<dt>Iscritto</dt><dd>dal 1º aprile 2025</dd>" in page
    for name in ("title", "slug", "iscrizione", "denominazione"):
        assert f'name="{name}"' not in page


def test_beside_the_facts_are_the_screens_that_a_person_may_open(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    links = {
        "Registra un atto": "/admin/registro/RP-1-0001/annota/",
        "Elenco degli aderenti": "/admin/registro/RP-1-0001/aderenti/",
        "Organi": "/admin/registro/RP-1-0001/organi/",
        "Vita della voce": "/admin/registro/RP-1-0001/",
    }

    def offered(user: User) -> set[str]:
        page = see(client, user, scheda)
        found = {label for label, address in links.items() if f'<a href="{address}">{label}</a>' in page}
        assert all(client.get(links[label]).status_code == 200 for label in found)
        return found

    assert offered(funzionario) == set(links)
    delegate = make_user("delegato", "Redattore")
    Delega.objects.create(
        user=delegate, iscrizione=scheda.iscrizione, dal=today(), conferita_da=funzionario, conferita_il=now()
    )
    assert offered(delegate) == {"Elenco degli aderenti"}


def test_what_is_missing_is_listed_with_links_to_the_fields(
    scheda: DistrettoPage, redattore: User, client: Client
) -> None:
    page = see(client, redattore, scheda)
    assert '<a href="#id_sintesi" data-campo="sintesi">Sintesi</a>' in page
    assert '<a href="#id_indicatori" data-campo="indicatori">I numeri</a>' in page
    write(scheda, redattore)
    assert 'data-campo="sintesi"' not in see(client, redattore, scheda)


def test_the_words_of_the_officer_stay_until_it_is_submitted_again(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    page = see(client, redattore, scheda)
    assert "funzionario.ricerca ha chiesto modifiche" in page
    assert "Manca l&#x27;anno." in page
    post_edit(client, redattore, scheda, sintesi="Barche dal 2010", **SUBMIT)
    assert "Manca l&#x27;anno." not in see(client, redattore, scheda)


def test_saving_keeps_a_draft_and_submitting_sends_it(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    assert post_edit(client, redattore, scheda, sintesi="Barche").status_code == 302
    assert draft(scheda) == "Barche"
    assert not Invio.objects.exists()
    response = post_edit(client, redattore, scheda, sintesi="Barche e navi", **SUBMIT)
    assert response.headers["Location"] == edit_url(scheda)
    assert Invio.objects.get().inviato_da == redattore
    sha256 = scheda.sha256_of(DistrettoPage.objects.get(pk=scheda.pk).get_latest_revision())
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario)
    item = client.get("/api/v1/iscrizioni/RP-1-0001").json()
    assert item["sintesi"] == "Barche e navi"
    assert [v["nome"] for v in item["profilo"]["filiere"]] == ["Nautica da diporto"]


def test_a_text_approved_for_a_date_says_so_to_who_wrote_it(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=funzionario, dal=now() + dt.timedelta(days=2))
    assert "funzionario.ricerca l’ha approvata: sarà pubblica" in see(client, redattore, scheda)
    write(scheda, redattore, "Un’altra ancora")
    page = see(client, redattore, scheda)
    assert "È una bozza" in page
    assert "Una versione approvata sarà pubblica" in page


def test_while_in_moderation_it_is_locked_and_says_how_to_take_it_back(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    page = see(client, redattore, scheda)
    assert "È in moderazione" in page
    assert f"/admin/moderazione/{scheda.pk}/ritira/" in page
    assert "Salva bozza" not in page.split('id="page-edit-form"')[1]
    assert "Leggi e decidi" not in page
    assert "Leggi e decidi" in see(client, funzionario, scheda)


@pytest.mark.parametrize("who", ["redattore", "funzionario", "superuser"])
def test_a_save_while_in_moderation_is_refused_and_keeps_the_words(
    who: str, scheda: DistrettoPage, redattore: User, client: Client, request: pytest.FixtureRequest
) -> None:
    write_and_submit(scheda, redattore)
    before = scheda.revisions.count()
    for changes in ({}, SUBMIT):
        response = post_edit(client, request.getfixturevalue(who), scheda, sintesi="Parole mie", **changes)
        page = text_of(response)
        assert "Quello che hai scritto non è salvato, ma è ancora qui." in page
        assert "Parole mie" in page
    assert scheda.revisions.count() == before


def test_a_page_submitted_while_somebody_writes_is_not_overwritten(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    form = form_of(scheda, sintesi="Scritto nel frattempo")
    write_and_submit(scheda, redattore)
    client.force_login(funzionario)
    page = text_of(client.post(edit_url(scheda), form))
    assert "È in moderazione" in page
    assert "Scritto nel frattempo" in page
    assert draft(scheda) == "Barche e navi"


def test_a_busy_register_gives_the_words_back(
    scheda: DistrettoPage, redattore: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(scheda, redattore, "Prima")
    for changes in ({}, SUBMIT):
        with monkeypatch.context() as patched:
            patched.setattr(modifica, "locked_register", _busy)
            page = text_of(post_edit(client, redattore, scheda, sintesi="Scritto adesso", **changes))
        assert "Il registro è occupato da un’altra registrazione" in page
        assert "Quello che hai scritto non è salvato, ma è ancora qui." in page
        assert "Scritto adesso" in page
    assert draft(scheda) == "Prima"


def test_a_version_saved_by_another_meanwhile_is_told_before_it_is_replaced(
    scheda: DistrettoPage, redattore: User, collega: User, client: Client
) -> None:
    form = form_of(scheda, sintesi="La mia")
    write(scheda, collega, "La sua")
    client.force_login(redattore)
    response = client.post(edit_url(scheda), form)
    page = text_of(response)
    assert "funzionario.ricerca2 ha salvato un’altra versione alle" in page
    assert "La mia" in page
    assert draft(scheda) == "La sua"
    assert post_edit(client, redattore, scheda, sintesi="La mia").status_code == 302
    assert draft(scheda) == "La mia"


def test_the_text_that_is_already_public_is_not_submitted(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    post_edit(client, redattore, scheda, **SUBMIT)
    page = DistrettoPage.objects.get(pk=scheda.pk)
    approve_pagina(pagina=page, sha256=page.sha256_of(page.get_latest_revision()), by=funzionario)
    text = text_of(post_edit(client, redattore, scheda, **SUBMIT))
    assert "Non c’è nulla da approvare" in text
    assert Sigillo.objects.count() == 1


def test_wrong_values_are_said_beside_the_field_and_kept(
    scheda: DistrettoPage, redattore: User, client: Client
) -> None:
    page = text_of(post_edit(client, redattore, scheda, email="non-e-mail", **SUBMIT))
    assert 'value="non-e-mail"' in page
    assert "indirizzo email valido" in page
    assert not Invio.objects.exists()


def test_a_delega_that_ends_while_one_writes_gives_the_words_back(
    scheda: DistrettoPage, funzionario: User, client: Client
) -> None:
    delegate = make_user("delegato", "Redattore")
    Delega.objects.create(
        user=delegate,
        iscrizione=scheda.iscrizione,
        dal=today(),
        al=today(),
        conferita_da=funzionario,
        conferita_il=now(),
    )
    assert post_edit(client, delegate, scheda, sintesi="In tempo").status_code == 302
    with time_machine.travel(now() + dt.timedelta(days=1)):
        client.force_login(delegate)
        assert client.get(edit_url(scheda)).status_code == 302
        for changes in ({}, SUBMIT):
            response = post_edit(client, delegate, scheda, sintesi="Fuori tempo", **changes)
            page = text_of(response)
            assert response.status_code == 403
            assert "forse la delega è terminata" in page
            assert "Fuori tempo" in page
            assert "Cantieri e servizi." in page
            assert "csrfmiddlewaretoken" not in page.split("Quello che hai scritto")[1]
    assert draft(scheda) == "In tempo"


def test_who_never_had_the_right_gets_only_his_own_words(
    scheda: DistrettoPage, redattore: User, altra_struttura: User, client: Client
) -> None:
    write(scheda, redattore, "Riservato")
    response = post_edit(client, altra_struttura, scheda, sintesi="Mie parole", presentazione="{rotto")
    page = text_of(response)
    assert response.status_code == 403
    assert "Mie parole" in page
    assert "{rotto" in page
    assert "Riservato" not in page


def test_the_preview_shows_the_draft(scheda: DistrettoPage, redattore: User, client: Client) -> None:
    url = f"{edit_url(scheda)}preview/"
    client.force_login(redattore)
    assert client.post(url, form_of(scheda, sintesi="Appena scritta")).json()["is_valid"]
    assert "Appena scritta" in text_of(client.get(url))
    write(scheda, redattore, "Bozza salvata")
    assert "Bozza salvata" in text_of(client.get(f"/admin/pages/{scheda.pk}/view_draft/"))
    assert draft(scheda) == "Bozza salvata"


def test_an_earlier_version_comes_back_as_a_draft(scheda: DistrettoPage, redattore: User, client: Client) -> None:
    write(scheda, redattore, "Prima")
    first = DistrettoPage.objects.get(pk=scheda.pk).latest_revision_id
    write(scheda, redattore, "Seconda")
    client.force_login(redattore)
    url = f"/admin/pages/{scheda.pk}/revisions/{first}/revert/"
    assert "Prima" in text_of(client.get(url))
    assert client.post(url, form_of(scheda, sintesi="Prima")).status_code == 302
    assert draft(scheda) == "Prima"
    assert not Sigillo.objects.exists()
