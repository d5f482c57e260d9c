"""The public page of the models: by what one wants to do, the version in force first, the others folded."""

import datetime as dt

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from core.clock import today
from home.modelli import groups_of, read_voce
from home.selectors import modelli as documenti
from identita.models import User
from modulistica.actions.versione import activate_due, approve_versione, describe_file, submit_versione
from modulistica.models import Modello
from tests.factories import make_iscrizione
from tests.home.conftest import Visitor
from tests.modulistica.conftest import draft_with_files, modello, other, publish

__all__ = ["modello", "other"]  # fixtures of the models
pytestmark = pytest.mark.usefixtures("local_stores")


def test_nothing_published_is_not_an_error(visitor: Visitor, modello: Modello) -> None:
    page = visitor.open("/modelli")
    assert page.h1 == "Modelli"
    assert "Nessun modello è ancora stato pubblicato" in page.text


def test_a_model_is_told_with_its_files(visitor: Visitor, modello: Modello, funzionario: User, other: User) -> None:
    versione = draft_with_files(modello, funzionario)
    describe_file(item=versione.file.get(formato="pdf"), lingua="it", accessibile=True, by=funzionario)
    submit_versione(versione=versione, by=funzionario)
    approve_versione(versione=versione, sha256=versione.sha256(), by=other)
    page = visitor.open("/modelli")
    assert page.title == "Modelli – Registro dei distretti"
    assert "Presentare il Programma di Sviluppo" in page.words["h2"]
    assert "Per tutte le sezioni Obbligatorio" in page.text
    assert "Versione 1, in vigore dal 1º gennaio 2026" in page.text
    assert "Documento Word (.docx) di Programma di Sviluppo, versione 1" in page.text
    assert "italiano, non accessibile" in page.text
    assert "italiano, accessibile" in page.text
    assert "/modelli/programma-di-sviluppo/v1/Programma.pdf" in page.links
    assert "https://registro.example.it/modelli/programma-di-sviluppo" in page.links
    assert "versione di prima" not in page.text


def test_the_versions_of_before_and_after_stand_apart(
    visitor: Visitor, modello: Modello, funzionario: User, other: User
) -> None:
    with time_machine.travel("2026-03-01 12:00:00+01:00", tick=False):
        for n, day in enumerate((dt.date(2026, 1, 1), dt.date(2026, 3, 1), dt.date(2026, 5, 1)), start=1):
            publish(modello, funzionario, other, dal=day, mark=str(n))
        page = visitor.open("/modelli")
        assert "Versione 2, in vigore dal 1º marzo 2026, fino al 30 aprile 2026" in page.text
        assert "Dal 1º maggio 2026 entra in vigore la versione 3: Versione 3" in page.text
        assert "1 versione di prima di Programma di Sviluppo Versione 1, dal 1º gennaio 2026" in page.text
    with time_machine.travel("2026-05-01 00:00:01+02:00", tick=False):
        activate_due(on=today())
        page = visitor.open("/modelli")
        assert "Versione 3, in vigore dal 1º maggio 2026" in page.text
        assert "2 versioni di prima" in page.text


def test_sections_are_told_in_words() -> None:
    def told(*sezioni: int) -> str:
        documento = {"sezioni": list(sezioni), "in_vigore": None, "versioni": [], "uso": {"codice": "delega"}}
        return groups_of([documento], on=today())[0].schede[0].per_sezioni

    assert told(5) == "la sezione 5"
    assert told(1, 2, 6) == "le sezioni 1, 2 e 6"
    assert told(1, 2, 3, 4, 5, 6, 7) == "tutte le sezioni"


def test_it_is_linked_everywhere_people_look(visitor: Visitor) -> None:
    assert visitor.open("/").links.count("/modelli") == 3  # menu, services, footer
    assert "/modelli" in visitor.open("/registro").links
    assert "https://registro.example.it/modelli<" in visitor.client.get("/sitemap.xml").content.decode()
    for address in ("/modelli/", "/modulistica"):
        assert visitor.client.get(address)["Location"] == "/modelli"


def test_it_costs_few_queries(
    visitor: Visitor,
    modello: Modello,
    funzionario: User,
    other: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    publish(modello, funzionario, other)
    visitor.open("/modelli")
    with django_assert_max_num_queries(4):
        visitor.open("/modelli")
    assert len(documenti()) == 1


def test_from_a_scheda_the_models_come_filled(
    visitor: Visitor, modello: Modello, funzionario: User, other: User
) -> None:
    publish(modello, funzionario, other)
    make_iscrizione(by=funzionario)
    assert "/modelli?voce=RP-1-0001" in visitor.open("/registro/RP-1-0001").links
    boxes = [tag for name, tag in visitor.open("/modelli", voce="RP-1-0001").tags if name == "input"]
    assert [box.get("value") for box in boxes if box.get("name") == "iscrizione"] == ["RP-1-0001"]
    assert read_voce('RP-1-0001"><script>') == ""
