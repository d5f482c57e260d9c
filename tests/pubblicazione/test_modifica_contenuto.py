"""The editor of the site's own pages: made, submitted, approved by another, their address kept."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import rich_text

from home.models import ContenutoPage, HomePage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, submit_pagina
from pubblicazione.models import Invio
from tests.pubblicazione.conftest import publish
from tests.pubblicazione.editor import SUBMIT, text_of

pytestmark = pytest.mark.slow


def test_a_content_page_is_made_submitted_and_approved(funzionario: User, amministratore: User, client: Client) -> None:
    client.force_login(funzionario)
    url = f"/admin/pages/add/home/contenutopage/{HomePage.objects.get().pk}/"
    page = text_of(client.get(url))
    assert 'name="action-publish"' not in page
    data = {"title": "Contatti e orari", "introduzione": "Dove siamo", "testo": rich_text("<p>A Bari.</p>")}
    assert client.post(url, {**data, **SUBMIT, "action-publish": "1"}).status_code == 302
    made = ContenutoPage.objects.get()
    assert (made.slug, made.live) == ("contatti-e-orari", False)
    assert Invio.objects.get().pagina_id == made.pk
    client.force_login(amministratore)
    assert "Contatti e orari" in text_of(client.get(f"/admin/moderazione/{made.pk}/"))
    approve_pagina(pagina=made, sha256=made.sha256_of(made.get_latest_revision()), by=amministratore)
    assert "A Bari." in text_of(client.get("/pagine/contatti-e-orari"))


def test_the_title_of_a_content_page_changes_with_its_text_and_its_address_stays(
    funzionario: User, amministratore: User, client: Client
) -> None:
    page = ContenutoPage(title="Contatti", slug="contatti", live=False)
    HomePage.objects.get().add_child(instance=page)
    publish(page, funzionario, amministratore)
    page = ContenutoPage.objects.get()
    page.title, page.slug, page.introduzione = "Contatti e orari", "altrove", "Dove siamo"
    revision = page.save_revision(user=funzionario)
    assert "<h1>Contatti</h1>" in text_of(client.get("/pagine/contatti"))
    submit_pagina(pagina=page, by=funzionario)
    approve_pagina(pagina=page, sha256=page.sha256_of(revision), by=amministratore)
    assert "<h1>Contatti e orari</h1>" in text_of(client.get("/pagine/contatti"))
    assert ContenutoPage.objects.get().slug == "contatti"
