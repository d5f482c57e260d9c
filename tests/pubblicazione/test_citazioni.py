"""What a page may quote: pictures and pages of one's own side; what it quotes stays as it was approved."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from wagtail.models import Collection, Revision
from wagtail.test.utils.form_data import streamfield

from archivio.exceptions import PictureFixedError
from archivio.models import Immagine
from core.clock import now
from distretti.models import DistrettoPage
from home.actions.permessi import collection_name, reserved_collection_name
from home.models import ContenutoPage, HomePage
from identita.models import User
from pubblicazione.admin.scrittura import PaginaForm
from pubblicazione.exceptions import PictureQuotedError
from pubblicazione.models import PaginaModerata
from pubblicazione.models.testo_ricco import public_html
from tests.factories import make_funzionario, make_iscrizione
from tests.identita.world import png
from tests.pubblicazione.conftest import publish, write
from tests.pubblicazione.editor import edit_url, form_of, post_edit, text_of

pytestmark = pytest.mark.slow


def picture(name: str, collection: str, by: User) -> Immagine:
    place = Collection.objects.get(name=collection)
    return Immagine.objects.create(title=name, alt=name, collection=place, uploaded_by_user=by, file=png(f"{name}.png"))


@pytest.fixture
def altrui(altra_struttura: User) -> Immagine:
    """A picture that only the other structure may open."""
    return picture("SEGRETO", reserved_collection_name("agricoltura"), altra_struttura)


@pytest.fixture
def propria(redattore: User) -> Immagine:
    return picture("porto", collection_name("ricerca"), redattore)


def in_body(immagine: Immagine) -> dict[str, Any]:
    return streamfield([("immagine", {"immagine": immagine.pk, "didascalia": ""})])


def link_to(key: object) -> str:
    """The text of a link as Draftail sends it."""
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": key}}
    block = {
        "key": "a", "text": "qui", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
    }  # fmt: skip
    return json.dumps({"blocks": [block], "entityMap": {"0": link}})


def draft(scheda: DistrettoPage) -> Any:
    return DistrettoPage.objects.get(pk=scheda.pk).get_latest_revision_as_object()


def test_every_moderated_page_is_written_by_the_form_that_asks(registro: None) -> None:
    for model in (m for m in apps.get_models() if issubclass(m, PaginaModerata)):
        assert issubclass(model.get_edit_handler().get_form_class(), PaginaForm), model


@pytest.mark.parametrize("place", ["immagine", "logo", "corpo"])
def test_a_picture_of_the_other_structure_named_by_number_is_neither_taken_nor_shown(
    place: str, scheda: DistrettoPage, redattore: User, altrui: Immagine, client: Client
) -> None:
    write(scheda, redattore)
    forged = {place: in_body(altrui) if place == "corpo" else altrui.pk}
    before = scheda.revisions.count()
    answer = post_edit(client, redattore, scheda, **forged)
    assert answer.status_code == 403
    assert "SEGRETO" not in text_of(answer)
    preview = f"/admin/pages/{scheda.pk}/edit/preview/"
    client.post(preview, form_of(scheda, **forged))
    assert "SEGRETO" not in text_of(client.get(preview, follow=True))
    assert scheda.revisions.count() == before


def test_a_picture_of_ones_own_is_taken_and_stays_for_who_writes_next(
    scheda: DistrettoPage, redattore: User, funzionario: User, propria: Immagine, altrui: Immagine, client: Client
) -> None:
    write(scheda, redattore)
    assert post_edit(client, redattore, scheda, immagine=propria.pk, corpo=in_body(propria)).status_code == 302
    assert draft(scheda).immagine == propria
    scheda.immagine = altrui  # put there by somebody who might
    write(scheda, redattore)
    assert post_edit(client, funzionario, scheda, immagine=altrui.pk, sintesi="Altro").status_code == 302
    assert (draft(scheda).immagine, draft(scheda).sintesi) == (altrui, "Altro")


def test_a_link_goes_to_a_page_that_one_sees(
    scheda: DistrettoPage, redattore: User, amministratore: User, client: Client
) -> None:
    write(scheda, redattore)
    hidden = ContenutoPage(title="SEGRETO", slug="segreto", live=False)
    HomePage.objects.get().add_child(instance=hidden)
    hidden.save_revision(user=amministratore)
    for key in (hidden.pk, "²", "9" * 30, "x"):
        assert post_edit(client, redattore, scheda, presentazione=link_to(key)).status_code == 403, key
    assert post_edit(client, redattore, scheda, presentazione=link_to(HomePage.objects.get().pk)).status_code == 302
    assert "segreto" not in text_of(client.get(edit_url(scheda)))


@pytest.mark.parametrize("key", ["²", "9" * 30, "-1", "", "\x00"])
def test_a_link_whose_key_is_none_loses_its_address(registro: None, key: str) -> None:
    for kind in ("page", "document"):
        assert public_html(f'<p><a linktype="{kind}" id="{key}">qui</a></p>') == "<p><a>qui</a></p>"


@pytest.mark.parametrize(
    "forged",
    [
        {"presentazione": "nessun JSON"},
        {"presentazione": '{"blocks": [1], "entityMap": {}}'},
        {"corpo-count": "molti"},
        {"corpo-count": ""},
    ],
)
def test_a_form_that_no_editor_sends_is_refused_and_is_no_defect(
    forged: dict[str, str], scheda: DistrettoPage, redattore: User, client: Client
) -> None:
    write(scheda, redattore)
    client.force_login(redattore)
    for address in (edit_url(scheda), f"/admin/pages/{scheda.pk}/edit/preview/"):
        assert client.post(address, form_of(scheda) | forged).status_code == 400


def test_a_picture_that_a_draft_shows_is_kept_and_the_draft_opens(
    scheda: DistrettoPage, redattore: User, propria: Immagine, client: Client
) -> None:
    scheda.immagine = propria
    write(scheda, redattore)
    client.force_login(redattore)
    for address in (f"/admin/images/{propria.pk}/delete/", f"/admin/images/multiple/{propria.pk}/delete/"):
        with transaction.atomic():  # as each request has its own
            answer = client.post(address, headers={"X-Requested-With": "XMLHttpRequest"})
            transaction.set_rollback(True)
        assert answer.status_code == 403, address
    assert client.get(edit_url(scheda)).status_code == 200


@pytest.mark.parametrize("place", ["immagine", "corpo"])
def test_a_picture_of_any_version_is_kept(
    place: str, scheda: DistrettoPage, redattore: User, funzionario: User, propria: Immagine
) -> None:
    corpo = json.dumps([{"type": "immagine", "value": {"immagine": propria.pk, "didascalia": ""}}])
    setattr(scheda, place, corpo if place == "corpo" else propria)
    publish(scheda, redattore, funzionario)
    setattr(scheda, place, "[]" if place == "corpo" else None)
    publish(scheda, redattore, funzionario, "Senza immagine")
    with pytest.raises(PictureQuotedError):
        propria.delete()


def test_a_picture_that_no_page_shows_is_deleted(
    scheda: DistrettoPage, redattore: User, propria: Immagine, client: Client
) -> None:
    write(scheda, redattore, f"Il numero è: {propria.pk}")
    stray = ContentType.objects.get_for_model(User)
    Revision.objects.create(content_type=stray, object_id="1", content={"x": propria.pk}, created_at=now())
    client.force_login(redattore)
    assert client.post(f"/admin/images/{propria.pk}/delete/").status_code == 302
    assert not Immagine.objects.filter(pk=propria.pk).exists()


def test_a_picture_does_not_change_after_it_was_uploaded(redattore: User, propria: Immagine, client: Client) -> None:
    client.force_login(redattore)
    before = {name: str(getattr(propria, name)) for name in Immagine.fissi}
    forged = {
        "title": "Il porto", "alt": "Altro", "file": png("altra.png"), "collection": propria.collection_id,
        "focal_point_x": 1, "focal_point_y": 1, "focal_point_width": 1, "focal_point_height": 1,
    }  # fmt: skip
    assert client.post(f"/admin/images/{propria.pk}/", forged).status_code == 302
    kept = Immagine.objects.get(pk=propria.pk)
    assert kept.title == "Il porto"
    assert {name: str(getattr(kept, name)) for name in Immagine.fissi} == before
    assert kept.file.storage.exists(kept.file.name)
    assert "carica di nuovo l’immagine" in text_of(client.get(f"/admin/images/{propria.pk}/"))
    for name, value in (("alt", "Altro"), ("focal_point_x", 1), ("file", png("altra.png"))):
        kept = Immagine.objects.get(pk=propria.pk)
        setattr(kept, name, value)
        with pytest.raises(PictureFixedError):
            kept.save()


def test_a_common_picture_is_not_changed_by_the_other_structure(registro: None, client: Client) -> None:
    ricerca, agricoltura = make_funzionario(), make_funzionario("agricoltura")
    logo = picture("logo", "Comuni a tutti", ricerca)
    make_iscrizione(by=ricerca)
    client.force_login(agricoltura)
    client.post(f"/admin/images/{logo.pk}/", {"title": "x", "alt": "x", "collection": logo.collection_id})
    assert Immagine.objects.get(pk=logo.pk).alt == "logo"
