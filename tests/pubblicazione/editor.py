"""The editor's form as a browser posts it."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from distretti.models import DistrettoPage
from identita.models import User

SUBMIT = {"action-submit": "action-submit"}


def form_of(scheda: DistrettoPage, **changes: Any) -> dict[str, Any]:
    """Return what the form posts for a scheda, with `changes`."""
    latest = DistrettoPage.objects.get(pk=scheda.pk).latest_revision
    values: dict[str, Any] = {
        "sintesi": "Barche e navi",
        "presentazione": rich_text("<p>Cantieri e servizi.</p>"),
        "immagine": "",
        "logo": "",
        "corpo": streamfield([]),
        "indicatori": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
        "loaded_revision_id": str(latest.pk),
        "loaded_revision_created_at": latest.created_at.isoformat(),
    }
    plain = ("territorio_descrizione", "email", "telefono", "linkedin", "facebook", "instagram", "youtube")
    values |= dict.fromkeys((*plain, "sintesi_en", "presentazione_en"), "")
    return {**nested_form_data(values | changes), "filiere": ["nautica"]}


def edit_url(scheda: DistrettoPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[scheda.pk])


def post_edit(client: Client, user: User, scheda: DistrettoPage, **changes: Any) -> Any:
    """Post the editor's form as `user` and return the response, not followed."""
    client.force_login(user)
    return client.post(edit_url(scheda), form_of(scheda, **changes))


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())
