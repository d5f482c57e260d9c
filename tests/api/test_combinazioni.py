"""Parameters that are right one by one, asked together in any way: answered or refused, never a defect."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.filters import FACETS, WHOLE_FIELDS
from pubblicazione.selectors import PERTINENZA, SORTS

pytestmark = pytest.mark.slow

VALUES: dict[str, list[str]] = {
    "sezione": ["1", "6"],
    "stato": ["attiva", "cancellata"],
    "provincia": ["TA", "BA"],
    "comune": ["073027"],
    "ateco": ["30", "30.11"],
    "filiera": ["nautica"],
    "q": ["nautica", "distretto del", "a", "RP-1-0001", "mare zebra"],
    "aggiornate_dal": ["2025-01-01T00:00:00Z", "2030-01-01T00:00:00Z"],
    "bbox": ["16.9,40.3,17.5,40.7", "0,0,0,0", "-180,-90,180,90"],
    "alla_data": ["2025-06-01", "1950-01-01"],
    "sort": [*SORTS, PERTINENZA],
    "limit": ["1", "100"],
}
NAMES = {"fields": WHOLE_FIELDS, "facets": FACETS}


@st.composite
def searches(draw: Any) -> dict[str, str]:
    asked = {name: draw(st.sampled_from(VALUES[name])) for name in draw(st.sets(st.sampled_from(list(VALUES))))}
    for name in draw(st.sets(st.sampled_from(list(NAMES)))):
        asked[name] = ",".join(draw(st.lists(st.sampled_from(NAMES[name]), min_size=1)))
    return asked


def check(client: Client, path: str, asked: dict[str, str]) -> Any:
    response = client.get(f"/api/v1/{path}", asked)
    assert response.status_code in {200, 422}, response.content
    body = response.json()
    if response.status_code == 422:
        assert body["errors"][0]["parametro"] in asked
        return None
    return body


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=searches())
def test_any_search_is_answered_or_refused_by_name(rich_register: None, client: Client, asked: dict[str, str]) -> None:
    body = check(client, "iscrizioni", asked)
    if body is None:
        return
    fields, facets = (set(filter(None, asked.get(name, "").split(","))) for name in ("fields", "facets"))
    assert set(body.get("facets", {})) == facets
    for item in body["items"]:
        assert not fields or set(item) - {"incerti"} == fields | {"codice", "_links"}
    if following := body["_links"]["next"]:
        assert client.get(following.removeprefix("https://registro.example.it")).status_code == 200


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=searches(), path=st.sampled_from(["iscrizioni.geojson", "iscrizioni/RP-1-0001", "iscrizioni/RP-1-0999"]))
def test_any_of_them_elsewhere_too(rich_register: None, client: Client, asked: dict[str, str], path: str) -> None:
    response = client.get(f"/api/v1/{path}", asked)
    assert response.status_code in {200, 404, 422}, response.content
