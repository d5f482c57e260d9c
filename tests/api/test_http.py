"""What HTTP asks of every answer: ETag and 304, HEAD and OPTIONS, CORS, coding, and refusals in one shape."""

import gzip
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from distretti.models import Iscrizione
from identita.models import User
from tests.api.conftest import Refused
from tests.factories import make_iscrizione

ENTRY = "/api/v1/iscrizioni/RP-1-0001"
ADDRESSES = [
    ENTRY,
    "/api/v1/iscrizioni",
    "/api/v1/iscrizioni.geojson",
    "/api/v1/iscrizioni/RP-1-0001/annotazioni",
    "/api/v1/sezioni",
    "/api/v1/sezioni/1",
    "/api/v1/variazioni",
    "/api/v1/statistiche",
    "/api/v1/vocabolari/filiere",
]


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione(by=funzionario)


@pytest.mark.parametrize("url", ADDRESSES)
def test_the_same_text_is_answered_304_without_body(nautica: Iscrizione, client: Client, url: str) -> None:
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": f'W/{first.headers["ETag"]}, "other"'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Content-Type" not in again.headers
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("url", ADDRESSES)
def test_every_answer_may_be_kept_by_caches_that_ask_again(nautica: Iscrizione, client: Client, url: str) -> None:
    headers = client.get(url).headers
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Link"] == '<https://registro.example.it/api/v1/openapi.json>; rel="service-desc"'
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("url", ADDRESSES)
def test_head_says_what_get_would_say(nautica: Iscrizione, client: Client, url: str) -> None:
    got, head = client.get(url), client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(got.content))
    assert head.headers["ETag"] == got.headers["ETag"]


def test_a_coded_body_has_an_etag_of_its_own(nautica: Iscrizione, client: Client) -> None:
    plain = client.get(ENTRY)
    coded = client.get(ENTRY, headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert coded.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(coded.content) == plain.content
    assert coded.headers["ETag"] == plain.headers["ETag"][:-1] + '-gz"'
    assert "Content-Encoding" not in client.get(ENTRY, headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_any_site_may_read_from_a_browser(nautica: Iscrizione, client: Client) -> None:
    for response in (client.get(ENTRY), client.get("/api/v1/iscrizioni?x=1"), client.options(ENTRY)):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert "ETag" in response.headers["Access-Control-Expose-Headers"]


def test_options_says_how_to_ask(registro: None, client: Client) -> None:
    response = client.options(ENTRY)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("url", [ENTRY, "/api/v1/iscrizioni", "/api/v1/inesistente"])
def test_the_api_is_for_reading_only(registro: None, client: Client, method: str, url: str) -> None:
    response = getattr(client, method)(url)
    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("url", ["inesistente", "", "iscrizioni/", "iscrizioni/RP-1-0001/", "%FF", "sezioni/1/x"])
def test_an_address_that_is_no_resource_is_a_problem_too(registro: None, refused: Refused, url: str) -> None:
    refused(f"/api/v1/{url}", 404)


@pytest.mark.parametrize("codice", ["RP-1-9999", "rp-1-0001", "x", "RP-1-0001%00", "%F0%9F%90%9F"])
def test_an_unknown_code_is_a_404_that_names_it(nautica: Iscrizione, refused: Refused, codice: str) -> None:
    refused(f"/api/v1/iscrizioni/{codice}", 404)


def test_a_client_that_takes_another_format_only_is_told(nautica: Iscrizione, client: Client) -> None:
    assert client.get(ENTRY, headers={"Accept": "text/html"}).status_code == 406
    for accept in ("application/json", "text/html, */*;q=0.1", "application/*"):
        assert client.get(ENTRY, headers={"Accept": accept}).status_code == 200, accept


def test_links_never_come_from_the_host_header(nautica: Iscrizione, client: Client) -> None:
    for url in ADDRESSES:
        content = client.get(url, headers={"Host": "evil.example.com"}).content
        assert b"evil" not in content


def test_a_detail_is_one_query(nautica: Iscrizione, client: Client, django_assert_num_queries: Any) -> None:
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        with django_assert_num_queries(1):
            client.get(ENTRY, headers=headers)


@pytest.mark.parametrize("url", [*ADDRESSES, "/api/v1/status"])
def test_a_database_that_does_not_answer_is_a_503_with_a_time_to_come_back(
    nautica: Iscrizione, client: Client, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    def locked(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr("django.db.backends.utils.CursorWrapper.execute", locked)
        response = client.get(url)
    assert response.status_code == 503
    assert response.headers["Content-Type"] == "application/problem+json"
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert b"locked" not in response.content


def test_a_defect_is_a_500_that_tells_nothing_of_the_inside(
    nautica: Iscrizione, client: Client, monkeypatch: pytest.MonkeyPatch, refused: Refused
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("api.routes.iscrizioni.read_documento", broken)
    assert "secret" not in str(refused(ENTRY, 500))


def test_the_service_says_that_it_answers(registro: None, client: Client, refused: Refused) -> None:
    response = client.get("/api/v1/status")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 200
    assert response.headers["Cache-Control"] == "no-store"
    refused("/api/v1/status?x=1", 422, "x")
