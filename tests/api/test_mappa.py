"""The map: the same entries as the list, as GeoJSON."""

from django.test import Client

from distretti.models import Iscrizione

URL = "/api/v1/iscrizioni.geojson"


def test_each_entry_is_a_point_or_says_that_its_seat_is_not_known(
    small_register: list[Iscrizione], client: Client
) -> None:
    response = client.get(f"{URL}?sort=codice")
    assert response.headers["Content-Type"] == "application/geo+json"
    body = response.json()
    assert body["type"] == "FeatureCollection"
    features = {f["id"]: f for f in body["features"]}
    assert features["RP-1-0001"]["geometry"] == {"type": "Point", "coordinates": [17.24707, 40.46438]}
    assert features["RP-1-0001"]["properties"] == {
        "codice": "RP-1-0001",
        "denominazione": "Distretto della Nautica",
        "stato": "attiva",
        "sezione": 1,
        "comune": "Taranto",
        "provincia": "TA",
        "pagina": "https://registro.example.it/registro/RP-1-0001",
    }
    assert features["RP-2-0001"]["geometry"] is None


def test_the_map_takes_the_filters_of_the_list(small_register: list[Iscrizione], client: Client) -> None:
    body = client.get(f"{URL}?bbox=17.1,40.3,17.4,40.6&sezione=1").json()
    assert [f["id"] for f in body["features"]] == ["RP-1-0001"]


def test_the_map_goes_on_in_pages(small_register: list[Iscrizione], client: Client) -> None:
    body = client.get(f"{URL}?limit=4&sort=codice").json()
    following = client.get(body["_links"]["next"].removeprefix("https://registro.example.it")).json()
    assert [f["id"] for f in following["features"]] == ["RP-6-0001"]
    assert following["_links"]["next"] is None
