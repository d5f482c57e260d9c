"""The change feed: from 0 it tells the whole register, and afterwards only what changed."""

from typing import Any

from django.test import Client

from api.routes.variazioni import ADDRESSES
from distretti.models import Iscrizione
from identita.models import User
from tests.api.conftest import Refused
from tests.api.material import publish
from tests.factories import make_iscrizione

URL = "/api/v1/variazioni"
BASE = "https://registro.example.it"


def follow(client: Client, url: str) -> tuple[list[dict[str, Any]], str]:
    """Read the feed until nothing is new; returns the changes and where to resume."""
    seen: list[dict[str, Any]] = []
    while True:
        body = client.get(url.removeprefix(BASE)).json()
        seen += body["items"]
        url = body["_links"]["next"]
        if not body["items"]:
            return seen, url


def test_reading_from_zero_gives_every_resource_as_it_is(small_register: list[Iscrizione], client: Client) -> None:
    seen, _resume = follow(client, f"{URL}?limit=10")
    assert [v["sequenza"] for v in seen] == list(range(1, len(seen) + 1))
    last = {(v["risorsa"], v["chiave"]): v for v in seen}
    assert {c for r, c in last if r == "iscrizioni"} == {i.codice for i in small_register}
    for change in last.values():
        if change["risorsa"] not in {"sezioni"}:
            address = change["_links"]["self"].removeprefix(BASE)
            response = client.get(address, headers={"Accept-Encoding": "identity"})
            assert response.headers["ETag"] == f'"{change["etag"]}"', address


def test_later_only_what_changed_is_told(small_register: list[Iscrizione], funzionario: User, client: Client) -> None:
    _seen, resume = follow(client, URL)
    assert follow(client, resume)[0] == []
    publish(small_register[0].scheda, funzionario, sintesi="Barche")
    make_iscrizione("Distretto nuovo", by=funzionario)
    told = [(v["operazione"], v["risorsa"], v["chiave"]) for v in follow(client, resume)[0]]
    assert told == [
        ("update", "iscrizioni", "RP-1-0001"),
        ("create", "iscrizioni", "RP-1-0004"),
        ("update", "sezioni", "1"),
    ]


def test_one_resource_may_be_followed(small_register: list[Iscrizione], client: Client) -> None:
    seen, resume = follow(client, f"{URL}?risorsa=iscrizioni&limit=2")
    assert {v["risorsa"] for v in seen} == {"iscrizioni"}
    assert "risorsa=iscrizioni" in resume


def test_the_feed_refuses_what_it_does_not_know(registro: None, refused: Refused) -> None:
    for query, name in (("dopo=-1", "dopo"), ("dopo=x", "dopo"), ("limit=101", "limit"), ("risorsa=altro", "risorsa")):
        refused(f"{URL}?{query}", 422, name)


def test_a_page_of_the_feed_is_one_query(
    small_register: list[Iscrizione], client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        client.get(f"{URL}?dopo=3&risorsa=iscrizioni")


def test_the_feed_announces_the_very_bytes_that_its_addresses_answer(rich_register: None, client: Client) -> None:
    """All but members, which are read in pages: their ETag is that of the whole list."""
    items = client.get("/api/v1/variazioni?limit=100").json()["items"]
    last = {(i["risorsa"], i["chiave"]): i for i in items}
    assert {risorsa for risorsa, _chiave in last} == set(ADDRESSES)
    for item in last.values():
        if item["risorsa"] != "aderenti":
            answer = client.get(item["_links"]["self"].removeprefix("https://registro.example.it"))
            assert answer.headers["ETag"] == f'"{item["etag"]}"', item
