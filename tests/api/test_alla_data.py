"""The register on a past day, on the districts that really exist: what was so, what may have been, nothing invented."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.http import urlencode
from pytest_django import DjangoDbBlocker

from core.uncertain_dates import on_day
from distretti.actions.atto import CampiAtto
from distretti.actions.evento import record_evento
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.models import Iscrizione
from home.actions.demo.eventi import Replay, read_events
from identita.models import User
from tests.factories import make_funzionario

DAJS, DIALOGOI = "dajs-jonico-salentino", "industria-culturale-digitale"
SURVEY = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def districts(test_databases: Any, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """The real districts with their known life, recorded once for this file in one day; their codes by key."""
    with django_db_blocker.unblock():
        replay = Replay(officers={c: make_funzionario(c) for c in ("ricerca", "agricoltura")})
        with time_machine.travel(SURVEY, tick=False):
            for chiave, event in read_events():
                replay.play(chiave, event)
    yield {chiave: iscrizione.codice for chiave, iscrizione in replay.iscrizioni.items()}
    with django_db_blocker.unblock():
        test_databases.make_copy()


@pytest.fixture(autouse=True)
def _undo(db: None) -> None:
    """What a test of this file changes is rolled back."""


def get(client: Client, path: str, **query: str) -> Any:
    response = client.get(f"/api/v1/{path}?{urlencode(query)}")
    assert response.status_code == 200, response.content
    return response.json()


def test_a_change_of_form_counts_from_its_day(districts: dict[str, str], client: Client) -> None:
    path = f"iscrizioni/{districts[DAJS]}"
    before = get(client, path, alla_data="2013-01-14")["registro"]
    after = get(client, path, alla_data="2013-01-15")["registro"]
    assert before["forma_giuridica"] is None
    assert after["forma_giuridica"]["codice"] == "1.5.20"
    assert [a["tipo"] for a in before["annotazioni"]] == ["primo_riconoscimento", "riconoscimento_definitivo"]


@pytest.mark.parametrize(
    ("day", "names", "undecided"),
    [
        ("2009-10-31", ["Dialogòi"], {"variazione"}),
        ("2014-12-15", ["Dialogòi"], {"variazione"}),
        ("2016-06-01", ["Dialogòi"], {"Industria Culturale"}),
        ("2018-08-03", ["Dialogòi", "Industria Culturale"], {"Digitale"}),
        ("2025-07-08", ["Dialogòi", "Industria Culturale", "Digitale"], set()),
    ],
)
def test_names_keep_their_order_and_what_is_not_known_is_said(
    districts: dict[str, str], client: Client, day: str, names: list[str], undecided: set[str]
) -> None:
    shown = get(client, f"iscrizioni/{districts[DIALOGOI]}", alla_data=day)
    found = [n["denominazione"] for n in shown["registro"]["denominazioni"]]
    assert len(found) == len(names)
    assert all(name in long for name, long in zip(names, found, strict=True))
    texts = " ".join(f"{i['tipo']} {i['testo']}" for i in shown["incerti"])
    assert all(words in texts for words in undecided)


def test_the_register_at_the_end_of_2012_has_who_was_recognised_by_then(
    districts: dict[str, str], client: Client
) -> None:
    page = get(client, "iscrizioni", alla_data="2012-12-31", limit="100")
    by_code = {codice: chiave for chiave, codice in districts.items()}
    found = {by_code[item["codice"]] for item in page["items"]}
    assert {"dap-aerospaziale", DAJS, "puglia-creativa", "turismo"} <= found
    assert not {"vino-puglia", "grano-duro", "cibo-daunia-rurale", "biologico-lame"} & found
    for item in page["items"]:
        assert item["riconosciuto_dal"]["al"] <= "2012-12-31"
        assert item["iscritto_dal"] is None
        assert item["_links"]["self"].endswith("?alla_data=2012-12-31")
    undecided = {by_code[i["codice"]] for i in page["incerti"]}
    assert undecided
    assert all(i["decorrenza"]["al"] > "2012-12-31" for i in page["incerti"])


def test_pages_of_a_past_day_follow_one_another(districts: dict[str, str], client: Client) -> None:
    whole = [i["codice"] for i in get(client, "iscrizioni", alla_data="2012-12-31", limit="100")["items"]]
    seen: list[str] = []
    url: str | None = "/api/v1/iscrizioni?alla_data=2012-12-31&limit=7"
    while url:
        page = client.get(url).json()
        seen += [i["codice"] for i in page["items"]]
        url = page["_links"]["next"]
    assert seen == whole
    back = get(client, "iscrizioni", alla_data="2012-12-31", limit="100", sort="-denominazione")["items"]
    assert [i["codice"] for i in back] == whole[::-1]


@pytest.mark.parametrize(
    ("query", "some"),
    [
        ({"sezione": "6"}, True),
        ({"provincia": "FG"}, False),
        ({"stato": "revocata"}, False),
        ({"q": "aerospaziali"}, True),
        ({"bbox": "16,40,19,42"}, True),
    ],
)
def test_filters_hold_on_a_past_day(
    districts: dict[str, str], client: Client, query: dict[str, str], some: bool
) -> None:
    assert bool(get(client, "iscrizioni", alla_data="2013-12-31", **query)["items"]) is some


@pytest.mark.parametrize("name", ["ateco", "filiera", "facets", "aggiornate_dal"])
def test_what_belongs_to_today_is_refused_on_a_past_day(registro: None, client: Client, name: str) -> None:
    values = {"ateco": "30.11", "filiera": "nautica", "facets": "sezione", "aggiornate_dal": "2025-01-01T00:00:00Z"}
    response = client.get("/api/v1/iscrizioni", {"alla_data": "2012-12-31", name: values[name]})
    assert response.status_code == 422
    assert "profilo di oggi" in response.json()["detail"]


@pytest.mark.parametrize("value", ["2012-02-30", "31-12-2012", ""])
def test_a_day_that_does_not_exist_is_refused(registro: None, client: Client, value: str) -> None:
    assert client.get("/api/v1/iscrizioni", {"alla_data": value}).status_code == 422


def test_an_entry_that_was_not_there_yet_is_a_404_that_says_so(districts: dict[str, str], client: Client) -> None:
    response = client.get(f"/api/v1/iscrizioni/{districts['vino-puglia']}?alla_data=2012-12-31")
    assert response.status_code == 404
    assert "il 31 dicembre 2012 non risultava ancora" in response.json()["detail"]
    assert client.get("/api/v1/iscrizioni/RP-1-9999?alla_data=2012-12-31").status_code == 404


def test_what_was_known_then_is_another_question(districts: dict[str, str], client: Client) -> None:
    codice = districts["dap-aerospaziale"]
    with time_machine.travel(SURVEY + dt.timedelta(days=1), tick=False):
        record_evento(
            tipo=TipoAnnotazione.VARIAZIONE,
            by=User.objects.get(username="funzionario.ricerca"),
            atto=CampiAtto(tipo=TipoAtto.DGR, organo="Giunta regionale", numero="7", data=on_day(dt.date(2020, 1, 7))),
            decorrenza=on_day(dt.date(2020, 2, 1)),
            dati={"denominazione": "Distretto Aerospaziale"},
            iscrizione=Iscrizione.objects.get(codice=codice),
        )
        path = f"iscrizioni/{codice}"
        now_known = get(client, path, alla_data="2020-02-01")
        then_known = get(client, path, alla_data="2020-02-01", conosciuta_al="2026-11-25T12:00:00Z")
        assert now_known["denominazione"] == "Distretto Aerospaziale"
        assert then_known["denominazione"].startswith("Distretto Produttivo Aerospaziale")
        response = client.get(f"/api/v1/{path}?conosciuta_al=2020-01-01T00:00:00Z")
        assert response.status_code == 404
        assert "per quanto se ne sapeva" in response.json()["detail"]
