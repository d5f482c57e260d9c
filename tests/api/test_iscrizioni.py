"""The list of entries: filters, search, order, pages, and refusals that the regional website can understand."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from core.uncertain_dates import on_day
from distretti.actions.iscrizione import record_annotazione
from distretti.enums import TipoAnnotazione
from distretti.models import Ateco, Filiera, Iscrizione
from identita.models import User
from tests.api.conftest import Refused, codes
from tests.api.material import publish
from tests.factories import make_atto, make_iscrizione

URL = "/api/v1/iscrizioni"
BASE = "https://registro.example.it"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["RP-6-0001", "RP-1-0003", "RP-2-0001", "RP-1-0002", "RP-1-0001"]),
        ("sort=-denominazione", ["RP-1-0001", "RP-1-0002", "RP-2-0001", "RP-1-0003", "RP-6-0001"]),
        ("sort=codice", ["RP-1-0001", "RP-1-0002", "RP-1-0003", "RP-2-0001", "RP-6-0001"]),
        ("sort=aggiornato_il", ["RP-1-0001", "RP-1-0002", "RP-1-0003", "RP-2-0001", "RP-6-0001"]),
        ("sort=-aggiornato_il", ["RP-6-0001", "RP-2-0001", "RP-1-0003", "RP-1-0002", "RP-1-0001"]),
        ("sezione=2&sezione=6&sort=codice", ["RP-2-0001", "RP-6-0001"]),
        ("provincia=TA&sort=codice", ["RP-1-0001", "RP-1-0002"]),
        ("provincia=TA&provincia=LE&sort=codice", ["RP-1-0001", "RP-1-0002", "RP-6-0001"]),
        ("sezione=1&provincia=LE", []),
        ("comune=073027", ["RP-1-0001"]),
        ("stato=cancellata", []),
        ("q=qualita%20edilizie", ["RP-1-0003"]),
        ("q=mecc", ["RP-2-0001"]),
        ("q=taranto", ["RP-1-0001"]),
        ("bbox=17.1,40.3,17.4,40.6", ["RP-1-0001"]),
    ],
)
def test_filters_search_and_order(
    small_register: list[Iscrizione], client: Client, query: str, found: list[str]
) -> None:
    assert codes(client.get(f"{URL}?{query}").json()) == found


def test_the_profile_can_be_searched_once_it_is_public(funzionario: User, client: Client) -> None:
    iscrizione = make_iscrizione("Distretto della Nautica", by=funzionario)
    scheda = iscrizione.scheda
    scheda.filiere.set([Filiera.objects.get(codice="nautica")])
    scheda.ateco.set([Ateco.objects.get(codice="30.11")])
    assert codes(client.get(f"{URL}?filiera=nautica").json()) == []
    publish(scheda, funzionario, sintesi="Cantieri e velerie")
    for query in ("filiera=nautica", "ateco=30.11", "ateco=30", "filiera=nautica&filiera=moda&ateco=30.1", "q=veleria"):
        assert codes(client.get(f"{URL}?{query}").json()) == ["RP-1-0001"], query
    assert codes(client.get(f"{URL}?ateco=31").json()) == []


def test_only_what_changed_since(small_register: list[Iscrizione], funzionario: User, client: Client) -> None:
    record_annotazione(
        iscrizione=small_register[1],
        tipo=TipoAnnotazione.VARIAZIONE,
        decorrenza=on_day(dt.date(2025, 6, 1)),
        atto=make_atto(dt.date(2025, 5, 20), "200"),
        dati={"sito": "https://moda.example.it"},
        by=funzionario,
    )
    changed = client.get(f"{URL}/RP-1-0002").json()["aggiornato_il"]
    assert codes(client.get(URL, {"aggiornate_dal": changed}).json()) == ["RP-1-0002"]
    assert codes(client.get(URL, {"aggiornate_dal": "2020-01-01T00:00:00+02:00", "limit": "1"}).json()) == ["RP-6-0001"]


@pytest.mark.parametrize("sort", ["denominazione", "-denominazione", "codice", "aggiornato_il", "-aggiornato_il"])
def test_pages_follow_each_other_without_gaps(funzionario: User, client: Client, sort: str) -> None:
    for n in range(7):
        make_iscrizione(f"Distretto {n % 3}", by=funzionario)
    url, seen = f"{URL}?limit=3&sort={sort}", []
    while url:
        body = client.get(url.removeprefix(BASE)).json()
        assert body["_links"]["self"] == BASE + url.removeprefix(BASE)
        seen += codes(body)
        url = body["_links"]["next"]
    assert sorted(seen) == [f"RP-1-000{n}" for n in range(1, 8)]
    assert seen == codes(client.get(f"{URL}?sort={sort}").json())


def test_a_page_goes_on_where_it_was_when_names_change_meanwhile(funzionario: User, client: Client) -> None:
    entries = [make_iscrizione(f"Distretto {name}", by=funzionario) for name in "ABCD"]
    first = client.get(f"{URL}?limit=2").json()
    record_annotazione(
        iscrizione=entries[1],
        tipo=TipoAnnotazione.VARIAZIONE,
        decorrenza=on_day(dt.date(2025, 6, 1)),
        atto=make_atto(dt.date(2025, 5, 20), "200"),
        dati={"denominazione": "Antico distretto"},
        by=funzionario,
    )
    second = client.get(first["_links"]["next"].removeprefix(BASE)).json()
    assert codes(second) == ["RP-1-0003", "RP-1-0004"]


def test_fields_are_those_asked_for_and_always_the_code(small_register: list[Iscrizione], client: Client) -> None:
    (item,) = client.get(f"{URL}?comune=073027&fields=stato,denominazione").json()["items"]
    assert set(item) == {"codice", "_links", "stato", "denominazione"}
    (item,) = client.get(f"{URL}?comune=073027&fields=registro").json()["items"]
    assert set(item) == {"codice", "_links", "registro"}


def test_whole_entries_are_those_of_the_detail(small_register: list[Iscrizione], client: Client) -> None:
    whole = client.get(f"{URL}/RP-1-0001").json()
    (item,) = client.get(f"{URL}?comune=073027&fields={','.join(whole)}").json()["items"]
    assert item == whole


def test_a_facet_counts_without_its_own_filter(small_register: list[Iscrizione], client: Client) -> None:
    body = client.get(f"{URL}?sezione=1&facets=sezione,provincia").json()
    assert body["facets"] == {"sezione": {"1": 3, "2": 1, "6": 1}, "provincia": {"BA": 1, "TA": 2}}


@pytest.mark.parametrize(
    ("query", "queries"), [("", 1), ("sezione=1&provincia=TA&q=nautica&sort=-aggiornato_il", 1), ("fields=profilo", 1)]
)
def test_a_list_is_one_query(
    small_register: list[Iscrizione], client: Client, django_assert_num_queries: Any, query: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        client.get(f"{URL}?{query}")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("inesistente=1", "inesistente"),
        ("limit=0", "limit"),
        ("limit=1000000", "limit"),
        ("limit=dieci", "limit"),
        ("limit=%D9%A2", "limit"),
        ("sezione=8", "sezione"),
        ("stato=attiva&stato=viva", "stato"),
        ("provincia=RM", "provincia"),
        ("comune=Taranto", "comune"),
        ("ateco=A", "ateco"),
        ("filiera=Moda%20e%20calzature", "filiera"),
        ("sort=prezzo", "sort"),
        ("cursor=@@", "cursor"),
        ("cursor=WzFd", "cursor"),
        ("cursor=", "cursor"),
        ("cursor=WyJcdWQ4MDAiLCJhIiwiYiJd", "cursor"),
        ("q=a&q=b", "q"),
        ("q=", "q"),
        ("q=...", "q"),
        (f"q={'a' * 201}", "q"),
        ("fields=codice,prezzo", "fields"),
        ("facets=prezzo", "facets"),
        ("aggiornate_dal=ieri", "aggiornate_dal"),
        ("aggiornate_dal=2025-02-30T00:00:00Z", "aggiornate_dal"),
        ("aggiornate_dal=0001-01-01T00:00:00%2B23:00", "aggiornate_dal"),
        ("aggiornate_dal=2025-02-03", "aggiornate_dal"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=17,40,16,41", "bbox"),
        ("bbox=-190,40,16,41", "bbox"),
        ("bbox=a,b,c,d", "bbox"),
        ("alla_data=2025-02-30", "alla_data"),
        ("alla_data=2999-01-01", "alla_data"),
        ("alla_data=2020-01-01&facets=sezione", "facets"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(registro: None, refused: Refused, query: str, name: str) -> None:
    refused(f"{URL}?{query}", 422, name)


def test_a_cursor_of_another_search_is_refused(
    small_register: list[Iscrizione], client: Client, refused: Refused
) -> None:
    following = client.get(f"{URL}?limit=2").json()["_links"]["next"]
    cursor = following.rpartition("cursor=")[2]
    refused(f"{URL}?limit=2&sezione=1&cursor={cursor}", 422, "cursor")
    refused(f"{URL}?limit=2&sort=-aggiornato_il&cursor={cursor}", 422, "cursor")
    assert codes(client.get(f"{URL}?limit=1&cursor={cursor}").json()) == ["RP-2-0001"]


@pytest.mark.parametrize("query", ["q=%FF", "q=a%00b", "%FF=1"])
def test_bytes_that_are_no_text_are_a_bad_request(registro: None, refused: Refused, query: str) -> None:
    refused(f"{URL}?{query}", 400)


def test_an_endless_query_is_refused(registro: None, refused: Refused) -> None:
    refused(f"{URL}?q={'a' * 10_000}", 414)


def test_words_rank_what_they_find_and_are_shown_where_they_are(
    small_register: list[Iscrizione], funzionario: User, client: Client
) -> None:
    publish(small_register[2].scheda, funzionario, sintesi="Case anche per la nautica & il mare")
    body = client.get(f"{URL}?q=nautica").json()
    assert codes(body) == ["RP-1-0001", "RP-1-0003"]
    assert body["evidenze"] == {
        "RP-1-0001": {"denominazione": "Distretto della <mark>Nautica</mark>"},
        "RP-1-0003": {"sintesi": "Case anche per la <mark>nautica</mark> &amp; il mare"},
    }
    pages = [client.get(f"{URL}?q=distretto&limit=2").json()]
    while pages[-1]["_links"]["next"]:
        pages.append(client.get(pages[-1]["_links"]["next"].removeprefix("https://registro.example.it")).json())
    assert sorted(c for page in pages for c in codes(page)) == sorted(i.codice for i in small_register)


def test_pertinence_is_of_words(registro: None, refused: Refused) -> None:
    refused(f"{URL}?sort=pertinenza", 422, "sort")
    refused(f"{URL}?q=moda&sort=pertinenza&alla_data=2020-01-01", 422, "sort")
    refused(f"{URL}?q={'+'.join(f'parola{n}' for n in range(13))}", 422, "q")
