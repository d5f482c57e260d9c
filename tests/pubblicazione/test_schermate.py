"""The screens of moderation, as each person meets them."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from distretti.models import DistrettoPage, Filiera
from home.models import HomePage
from identita.models import User
from pubblicazione.actions.moderazione import (
    approve_pagina,
    request_modifica,
    submit_pagina,
    withdraw_pagina,
)
from pubblicazione.admin import views
from pubblicazione.models import RichiestaModifica, Ritiro, Sigillo
from tests.factories import make_iscrizione, make_user
from tests.pubblicazione.conftest import publish, write, write_and_submit
from tests.pubblicazione.schermate import ELENCO, decide, read, screen

pytestmark = pytest.mark.slow


def test_the_list_shows_what_awaits_the_oldest_first_with_its_age(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    second = make_iscrizione("Distretto della Moda", by=funzionario).scheda
    write_and_submit(second, redattore)
    write_and_submit(scheda, redattore)
    page = read(client, funzionario, ELENCO)
    assert "2 testi aspettano una decisione" in page
    assert page.index("Distretto della Moda") < page.index("Distretto della Nautica")
    assert "da oggi" in page


def test_the_other_structure_finds_nothing(
    scheda: DistrettoPage, redattore: User, altra_struttura: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    assert "Nautica" not in read(client, altra_struttura, ELENCO)
    assert "Nautica" not in read(client, altra_struttura, screen(scheda), status=404)
    assert "Nautica" not in read(client, altra_struttura, screen(scheda, "ritira/"), status=404)
    assert client.post(screen(scheda, "annulla/")).status_code == 404
    assert client.post(screen(scheda), {"decisione": "approva"}).status_code == 404


@pytest.mark.parametrize("role", ["Lettore", "Amministratore", "Redattore", "Redattore – ricerca"])
def test_who_decides_nothing_has_no_approval_screen(
    role: str, scheda: DistrettoPage, redattore: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    user = make_user("chi", role)
    read(client, user, screen(scheda), status=404)
    status = 200 if role == "Amministratore" else 302
    assert "Nautica" not in read(client, user, ELENCO, status=status)


def test_an_address_of_nothing_or_of_a_page_that_is_not_moderated_is_not_found(
    scheda: DistrettoPage, funzionario: User, client: Client
) -> None:
    for pk in (999_999, scheda.get_parent().pk):
        read(client, funzionario, f"{ELENCO}{pk}/", status=404)


def test_an_empty_list_tells_the_last_decision(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    assert "Niente in attesa" in read(client, funzionario, ELENCO)
    write_and_submit(scheda, redattore)
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    page = read(client, funzionario, ELENCO)
    assert "funzionario.ricerca ha chiesto modifiche a" in page
    publish(scheda, redattore, funzionario, "Barche dal 2010")
    assert "funzionario.ricerca ha approvato" in read(client, funzionario, ELENCO)


def test_the_screen_shows_what_changes_for_the_public_by_sign_and_words(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    publish(scheda, redattore, funzionario, "Barche e navi")
    scheda.filiere.set([Filiera.objects.get(codice="aerospazio")])
    write_and_submit(scheda, redattore, "Barche e yacht")
    page = read(client, funzionario, screen(scheda))
    assert '<del><span aria-hidden="true">−</span><span class="w-sr-only">[tolto: </span>navi' in page
    assert '<ins><span aria-hidden="true">+</span><span class="w-sr-only">[aggiunto: </span>yacht' in page
    assert '<ins><span class="w-sr-only">Aggiunto: </span>Aerospazio</ins>' in page
    assert "<b>redattore</b> ha scritto" in page
    assert "<b>redattore</b> ha inviato in moderazione" in page


def test_the_text_of_an_editor_is_shown_and_never_run(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    write_and_submit(scheda, redattore, "<script>alert(1)</script> & <b>")
    page = read(client, funzionario, screen(scheda))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_the_officer_approves_what_the_screen_showed(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    assert sha256 in read(client, funzionario, screen(scheda))
    page = decide(client, funzionario, scheda, sha256=sha256, decisione="approva")
    assert "«Distretto della Nautica» è approvata e pubblica." in page
    assert client.get("/api/v1/iscrizioni/RP-1-0001").json()["sintesi"] == "Barche e navi"
    assert "il pubblico legge il testo che funzionario.ricerca ha approvato" in read(
        client, funzionario, screen(scheda)
    )


@pytest.mark.parametrize("sent", [{}, {"decisione": ""}, {"decisione": "Approva"}, {"decisione": "respingi"}])
def test_nothing_is_approved_without_the_name_of_the_decision(
    sent: dict[str, str], scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    page = decide(client, funzionario, scheda, sha256=sha256, testo="Manca l'anno", **sent)
    assert "Non si è capito che cosa hai deciso, e nulla è cambiato: usa uno dei pulsanti." in page
    assert "Manca l&#x27;anno</textarea>" in page
    assert not Sigillo.objects.exists()
    assert not RichiestaModifica.objects.exists()


def test_a_stale_screen_is_refused_and_nothing_typed_is_lost(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    seen = write_and_submit(scheda, redattore)
    withdraw_pagina(pagina=scheda, by=redattore)
    sha256 = write_and_submit(scheda, redattore, "Altro")
    page = decide(
        client, funzionario, scheda, sha256=seen, decisione="approva", testo="Manca l'anno", dal="2030-03-03T10:00"
    )
    assert "Il testo è cambiato dopo l’apertura di questa pagina" in page
    assert "Manca l&#x27;anno</textarea>" in page
    assert 'value="2030-03-03T10:00"' in page
    assert f'name="sha256" value="{sha256}"' in page
    assert not Sigillo.objects.exists()


def test_a_busy_register_is_told_and_the_words_are_kept(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_kwargs: Any) -> None:
        raise OperationalError("database is locked")

    sha256 = write_and_submit(scheda, redattore)
    for action in ("approve_pagina", "request_modifica", "withdraw_pagina", "cancel_programmata"):
        monkeypatch.setattr(views, action, busy)
    for decisione in ("approva", "chiedi"):
        page = decide(client, funzionario, scheda, sha256=sha256, decisione=decisione, testo="Manca l'anno")
        assert "Il registro è occupato da un" in page
        assert "Manca l&#x27;anno</textarea>" in page
    client.force_login(redattore)
    withdrawing = client.post(reverse("moderazione:ritira", args=[scheda.pk]), follow=True).content.decode()
    assert "Il registro è occupato da un" in withdrawing
    client.force_login(funzionario)
    calling_off = client.post(reverse("moderazione:annulla", args=[scheda.pk]), follow=True).content.decode()
    assert "Il registro è occupato da un" in calling_off
    assert not Sigillo.objects.exists()


def test_a_decision_already_taken_is_said_and_the_words_are_kept(
    scheda: DistrettoPage, redattore: User, funzionario: User, collega: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=sha256, by=collega)
    page = decide(client, funzionario, scheda, sha256=sha256, decisione="approva", testo="Manca l'anno")
    assert "Non è in moderazione: forse è stata ritirata o già decisa." in page
    assert "Manca l&#x27;anno" in page


def test_an_officer_who_worked_on_it_reads_why_another_must_decide(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    write(scheda, funzionario, "Barche")
    sha256 = write_and_submit(scheda, redattore)
    page = read(client, funzionario, screen(scheda))
    assert "la deve approvare un altro funzionario" in page
    assert 'value="approva" disabled' in page
    assert 'value="programma"' not in page
    page = decide(client, funzionario, scheda, sha256=sha256, decisione="approva")
    assert "la deve approvare un altro funzionario" in page
    assert not Sigillo.objects.exists()


def test_asking_for_changes_needs_words(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    sha256 = write_and_submit(scheda, redattore)
    page = decide(client, funzionario, scheda, sha256=sha256, decisione="chiedi", testo=" ")
    assert "Scrivi quali modifiche servono" in page
    assert not RichiestaModifica.objects.exists()
    page = decide(client, funzionario, scheda, sha256=sha256, decisione="chiedi", testo="Manca l'anno.")
    assert "Hai chiesto modifiche a «Distretto della Nautica»" in page
    page = read(client, funzionario, screen(scheda))
    assert "Manca l&#x27;anno." in page
    assert "si aspetta un nuovo invio" in page


def test_the_next_officer_sees_what_was_asked_before(
    scheda: DistrettoPage, redattore: User, funzionario: User, collega: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    request_modifica(pagina=scheda, testo="Manca l'anno.", by=funzionario)
    write_and_submit(scheda, redattore, "Barche dal 2010")
    withdraw_pagina(pagina=scheda, by=redattore)
    submit_pagina(pagina=scheda, by=redattore)
    page = read(client, collega, screen(scheda))
    assert "<b>funzionario.ricerca</b> ha chiesto modifiche" in page
    assert "Manca l&#x27;anno." in page
    assert "<b>redattore</b> ha ritirato dalla moderazione" in page


def test_enter_in_a_field_decides_nothing(
    scheda: DistrettoPage, redattore: User, funzionario: User, client: Client
) -> None:
    write_and_submit(scheda, redattore)
    page = read(client, funzionario, screen(scheda))
    form = page[page.index('class="decisione"') :]
    first = form[form.index('type="submit"') - len("<button ") :]
    assert first.startswith('<button type="submit" disabled hidden></button>')


def test_the_author_takes_it_back(scheda: DistrettoPage, redattore: User, client: Client) -> None:
    write_and_submit(scheda, redattore)
    assert "Se la ritiri torna una bozza" in read(client, redattore, screen(scheda, "ritira/"))
    response = client.post(screen(scheda, "ritira/"))
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[scheda.pk])
    assert Ritiro.objects.count() == 1
    assert "forse è già stata decisa o ritirata" in read(client, redattore, screen(scheda, "ritira/"))
    response = client.post(screen(scheda, "ritira/"), follow=True)
    assert "Non è in moderazione" in response.content.decode()


def test_the_sites_own_pages_are_moderated_by_the_amministratore_on_the_same_screens(
    funzionario: User, amministratore: User, client: Client
) -> None:
    home = HomePage.objects.get()
    home.introduzione, home.testo = "Il registro dei distretti", '<p>Leggi <a href="https://x.it">qui</a>.</p>'
    home.save_revision(user=funzionario)
    submit_pagina(pagina=home, by=funzionario)
    read(client, funzionario, screen(home), status=404)
    assert home.title in read(client, amministratore, ELENCO)
    page = read(client, amministratore, screen(home))
    assert "Leggi qui (https://x.it)." in page
    sha256 = home.sha256_of(home.get_latest_revision())
    assert "è approvata e pubblica" in decide(client, amministratore, home, sha256=sha256, decisione="approva")
    assert HomePage.objects.get().introduzione == "Il registro dei distretti"
