"""The official models on the API: what is in force, on which day, and files that can be checked byte by byte."""

import datetime as dt
import hashlib

import pytest
from django.test import Client

from core.clock import today
from distretti.models import Sezione
from identita.models import User
from modulistica.models import Modello
from tests.api.conftest import Refused
from tests.api.material import make_modello
from tests.factories import make_funzionario

URL = "/api/v1/modelli"
BASE = "https://registro.example.it"
FIRST, SECOND = dt.date(2025, 1, 1), dt.date(2025, 7, 1)


@pytest.fixture
def modello(funzionario: User) -> Modello:
    return make_modello(funzionario, make_funzionario(username="funzionario.ricerca2"), FIRST, SECOND)


def test_a_model_tells_its_versions_and_files_that_can_be_checked(modello: Modello, client: Client) -> None:
    body = client.get(f"{URL}/programma-di-sviluppo").json()
    assert [v["numero"] for v in body["versioni"]] == [2, 1]
    assert (body["in_vigore"]["numero"], body["in_vigore"]["in_vigore_al"]) == (2, None)
    assert body["versioni"][1]["in_vigore_al"] == "2025-06-30"
    assert body["sezioni"] == list(Sezione.objects.filter(competenza="ricerca").values_list("codice", flat=True))
    for file in [f for v in body["versioni"] for f in v["file"]]:
        answer = client.get(file["_links"]["self"].removeprefix(BASE))
        data = answer.getvalue()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (file["sha256"], file["dimensione"])
        assert answer.headers["Content-Type"] == file["media_type"]
        assert (file["lingua"], file["accessibile"]) == ("it", False)


@pytest.mark.parametrize(
    ("day", "numero"), [("2024-12-31", None), ("2025-01-01", 1), ("2025-06-30", 1), ("2025-07-01", 2)]
)
def test_on_a_day_the_version_that_was_in_force_is_told(
    modello: Modello, client: Client, day: str, numero: int | None
) -> None:
    (listed,) = client.get(f"{URL}?alla_data={day}").json()["items"]
    shown = client.get(f"{URL}/programma-di-sviluppo?alla_data={day}").json()
    for one in (listed, shown):
        assert (one["in_vigore"] or {"numero": None})["numero"] == numero
    assert "versioni" not in listed
    assert len(shown["versioni"]) == 2


def test_models_are_found_by_use_and_section(modello: Modello, client: Client) -> None:
    for query, found in (("uso=programma", 1), ("uso=delega&uso=programma&sezione=1", 1), ("sezione=6", 0), ("", 1)):
        assert len(client.get(f"{URL}?{query}").json()["items"]) == found, query
    assert client.get(URL).json()["_links"]["next"] is None


def test_a_new_version_is_in_the_change_feed(funzionario: User, client: Client) -> None:
    feed = "/api/v1/variazioni?risorsa=modelli"
    assert client.get(feed).json()["items"] == []
    make_modello(funzionario, make_funzionario(username="funzionario.ricerca2"), FIRST, today())
    told = client.get(feed).json()["items"]
    assert [v["operazione"] for v in told] == ["create", "update"]
    answer = client.get(told[-1]["_links"]["self"].removeprefix(BASE), headers={"Accept-Encoding": "identity"})
    assert answer.headers["ETag"] == f'"{told[-1]["etag"]}"'


def test_what_is_not_a_model_is_refused(registro: None, refused: Refused) -> None:
    refused(f"{URL}/altro", 404)
    for query, name in (
        ("uso=altro", "uso"),
        ("sezione=9", "sezione"),
        ("alla_data=domani", "alla_data"),
        ("q=a", "q"),
    ):
        refused(f"{URL}?{query}", 422, name)
    refused(f"{URL}?cursor=WzFd", 422, "cursor")
