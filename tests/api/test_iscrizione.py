"""One entry as the regional website reads it: facts of the ledger, the approved profile, names and acts in order."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from core.uncertain_dates import in_year, on_day
from distretti.actions.iscrizione import record_annotazione
from distretti.enums import NomeIndicatore, TipoAnnotazione
from distretti.models import Ateco, Comune, DistrettoIndicatore, Filiera, Iscrizione
from identita.models import User
from tests.api.material import make_immagine, publish
from tests.factories import make_atto, make_iscrizione

URL = "/api/v1/iscrizioni/RP-1-0001"


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione(
        "Distretto della Nautica", by=funzionario, comune="073027", sito="https://nautica.example.it"
    )


def test_official_facts_are_there_before_any_profile(nautica: Iscrizione, client: Client) -> None:
    body = client.get(URL).json()
    assert body["sede"] == {
        "comune": {"codice": "073027", "nome": "Taranto"},
        "provincia": "TA",
        "lat": 40.46438,
        "lon": 17.24707,
    }
    assert body["registro"]["sito"] == "https://nautica.example.it"
    assert body["registro"]["forma_giuridica"] is None
    assert body["registro"]["denominazioni"] == [
        {
            "denominazione": "Distretto della Nautica",
            "dal": {"dal": "2025-04-01", "al": "2025-04-01", "precisione": "giorno"},
            "seq": 1,
        }
    ]
    assert body["profilo"] is None
    assert body["aderenti"] is None


def test_each_annotazione_shows_its_act_and_its_hash(nautica: Iscrizione, client: Client) -> None:
    (shown,) = client.get(URL).json()["registro"]["annotazioni"]
    annotazione = nautica.annotazioni.get()
    assert shown["impronta"] == annotazione.impronta
    assert shown["tipo"] == "iscrizione"
    assert shown["atto"] == {
        "tipo": "dgr",
        "etichetta": "Deliberazione della Giunta regionale",
        "organo": "Giunta regionale",
        "numero": "100",
        "data": {"dal": "2025-04-01", "al": "2025-04-01", "precisione": "giorno"},
        "oggetto": "",
        "burp": None,
        "fonte": "",
    }


def test_names_follow_each_other_with_what_is_known_of_when(
    nautica: Iscrizione, funzionario: User, client: Client
) -> None:
    record_annotazione(
        iscrizione=nautica,
        tipo=TipoAnnotazione.VARIAZIONE,
        decorrenza=in_year(2025),
        atto=make_atto(dt.date(2025, 5, 20), "200"),
        dati={"denominazione": "Nautica di Puglia"},
        by=funzionario,
    )
    names = client.get(URL).json()["registro"]["denominazioni"]
    assert [(n["denominazione"], n["dal"]["precisione"]) for n in names] == [
        ("Distretto della Nautica", "giorno"),
        ("Nautica di Puglia", "anno"),
    ]


def test_the_approved_profile_is_shown_with_names_pictures_and_absolute_links(
    nautica: Iscrizione, funzionario: User, client: Client
) -> None:
    other = make_iscrizione("Distretto della Pesca", by=funzionario)
    scheda = nautica.scheda
    scheda.filiere.set([Filiera.objects.get(codice="nautica")])
    scheda.ateco.set([Ateco.objects.get(codice="30.11")])
    scheda.territorio.set(Comune.objects.filter(codice__in=["073027", "074001"]))
    scheda.indicatori.set(
        [DistrettoIndicatore(nome=NomeIndicatore.IMPRESE, valore=120, anno=2024, fonte="Relazione annuale")]
    )
    foto = make_immagine("cantiere", "Un cantiere sul Mar Piccolo")
    publish(
        scheda,
        funzionario,
        sintesi="Barche e navi",
        presentazione=f'<p>Con la <a id="{other.scheda.pk}" linktype="page">pesca</a>.</p>',
        immagine=foto,
        corpo=json.dumps([{"type": "citazione", "value": {"testo": "Il mare", "autore": "Un pescatore"}}]),
    )
    body = client.get(URL).json()
    profilo = body["profilo"]
    assert body["sintesi"] == profilo["sintesi"] == "Barche e navi"
    assert profilo["filiere"] == [{"codice": "nautica", "nome": Filiera.objects.get(codice="nautica").denominazione}]
    assert profilo["ateco"][0]["codice"] == "30.11"
    assert [c["nome"] for c in profilo["territorio"]] == ["Taranto", Comune.objects.get(codice="074001").denominazione]
    assert profilo["indicatori"] == [
        {"nome": "imprese", "etichetta": "Imprese", "valore": 120, "anno": 2024, "fonte": "Relazione annuale"}
    ]
    assert 'href="https://registro.example.it/registro/RP-1-0002"' in profilo["presentazione"]
    assert profilo["immagine"]["url"].startswith("https://registro.example.it/media/")
    assert profilo["immagine"]["alt"] == "Un cantiere sul Mar Piccolo"
    assert (profilo["immagine"]["width"], profilo["immagine"]["height"]) == (40, 20)
    assert profilo["corpo"] == [{"tipo": "citazione", "testo": "Il mare", "autore": "Un pescatore"}]
    assert body["aggiornato_il"] == profilo["pubblicato_il"]


def test_rendering_again_gives_the_same_bytes(nautica: Iscrizione, funzionario: User, client: Client) -> None:
    publish(nautica.scheda, funzionario, sintesi="Barche")
    served = client.get(URL, headers={"Accept-Encoding": "identity"}).content
    assert Iscrizione.objects.get().render_documento().corpo == served


def test_rendering_costs_few_queries(
    nautica: Iscrizione, funzionario: User, django_assert_max_num_queries: Any
) -> None:
    publish(nautica.scheda, funzionario, sintesi="Barche")
    for n in range(5):
        record_annotazione(
            iscrizione=nautica,
            tipo=TipoAnnotazione.VARIAZIONE,
            decorrenza=on_day(dt.date(2025, 5, 1 + n)),
            atto=make_atto(dt.date(2025, 5, 1), str(n)),
            dati={"sito": f"https://{n}.example.it"},
            by=funzionario,
        )
    with django_assert_max_num_queries(6):
        nautica.render_documento()


def test_a_list_shows_the_item_without_register_and_profile(nautica: Iscrizione, client: Client) -> None:
    (item,) = client.get("/api/v1/iscrizioni").json()["items"]
    whole = client.get(URL).json()
    assert item == {name: whole[name] for name in item}
    assert set(whole) - set(item) == {"registro", "profilo", "aderenti"}
