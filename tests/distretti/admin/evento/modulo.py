"""The form by which an act is recorded, as an officer fills it in."""

from typing import Any

from django.test import Client

from distretti.enums import TipoAnnotazione
from distretti.models import Annotazione
from tests.distretti.admin.pages import Screen, look

T = TipoAnnotazione
VOCE = "/admin/registro/RP-1-0001/"
ATTO = {"atto_scelta": "nuovo", "atto_tipo": "dgr", "atto_numero": "412", "atto_data_giorno": "20/10/2026"}
DECORRENZA = {"decorrenza_precisione": "giorno", "decorrenza_giorno": "1/11/2026"}


def record(client: Client, path: str, **values: Any) -> tuple[Screen, Screen]:
    """Fill in the form at `path` and go through; return the sentence's screen and the page one is led to."""
    shown = look(client, path).send("anteprima", **{**ATTO, **DECORRENZA, **values})
    assert shown.quotes, shown.text
    return shown, shown.send("registra")


def last() -> Annotazione:
    found = Annotazione.objects.order_by("-seq").first()
    assert found is not None
    return found
