"""Deleghe at the desk: granted, listed, ended; what cannot be is said beside the field and nothing is lost."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client

from core.clock import today
from distretti.actions.persone import grant_delega
from distretti.models import Delega, Iscrizione
from identita.models import User
from tests.distretti.admin.conftest import Signed
from tests.distretti.admin.pages import look
from tests.factories import make_iscrizione, make_user

pytestmark = pytest.mark.slow

NUOVA, ELENCO = "/admin/registro/deleghe/nuova/", "/admin/registro/deleghe/"


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


@pytest.fixture
def anna(registro: None) -> User:
    user = make_user("anna")
    user.first_name, user.last_name = "Anna", "Bianchi"
    user.save()
    return user


def grant(officer: Client, **changes: str) -> str:
    response = officer.post(NUOVA, {"dal": "", "al": "", **changes}, follow=True)
    return str(response.content.decode())


def test_an_officer_grants_and_the_person_writes_at_once(
    officer: Client, signed: Signed, nautica: Iscrizione, anna: User
) -> None:
    text = grant(officer, user=str(anna.pk), iscrizione="RP-1-0001", al="31/12/2099")
    assert "Anna Bianchi (anna) cura ora Distretto della Nautica fino al 31 dicembre 2099." in text
    delega = Delega.objects.get()
    assert (delega.user, delega.iscrizione, delega.dal) == (anna, nautica, today())
    browser = Client()
    browser.force_login(anna)
    assert browser.get(f"/admin/pages/{nautica.scheda.pk}/edit/").status_code == 200


def test_an_ended_delega_holds_no_more_at_once(officer: Client, nautica: Iscrizione, anna: User) -> None:
    grant(officer, user=str(anna.pk), iscrizione="RP-1-0001")
    browser = Client()
    browser.force_login(anna)
    address = f"/admin/registro/deleghe/{Delega.objects.get().pk}/termina/"
    assert "Anna Bianchi (anna)" in officer.get(address).content.decode()
    said = officer.post(address, follow=True).content.decode()
    assert "La delega di Anna Bianchi (anna) per Distretto della Nautica è terminata" in said
    assert browser.get(f"/admin/pages/{nautica.scheda.pk}/edit/").status_code == 302
    assert "Questa delega è già terminata." in officer.post(address, follow=True).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"user": ""}, "Scegli a chi conferire la delega."),
        ({"user": "999999"}, "Scegli una persona."),
        ({"iscrizione": ""}, "Scegli il distretto."),
        ({"iscrizione": "RP-6-0001"}, "Scegli un distretto del tuo ufficio."),
        ({"dal": "01/01/2020"}, "Una delega non vale per il passato"),
        ({"dal": "01/01/2062"}, "La delega comincia fra più di dieci anni: controlla l’anno."),
        ({"dal": "31/02/2030"}, "Scrivi un giorno che esiste"),
        ({"al": "01/01/2020"}, "La delega finisce prima di cominciare"),
    ],
)
def test_what_cannot_be_is_said_and_the_rest_stays(
    officer: Client, nautica: Iscrizione, altro: User, anna: User, changes: dict[str, str], said: str
) -> None:
    make_iscrizione("Distretto del Cibo", by=altro, sezione=6)
    text = grant(officer, **{"user": str(anna.pk), "iscrizione": "RP-1-0001", "al": "31/12/2098", **changes})
    assert said in text
    assert not Delega.objects.exists()
    if "al" not in changes:
        assert 'value="31/12/2098"' in text


def test_two_deleghe_of_the_same_person_for_the_same_days_are_refused(
    officer: Client, nautica: Iscrizione, anna: User
) -> None:
    grant(officer, user=str(anna.pk), iscrizione="RP-1-0001")
    text = grant(officer, user=str(anna.pk), iscrizione="RP-1-0001")
    assert "Questa persona ha già una delega per la voce, senza termine" in text
    assert Delega.objects.count() == 1


def test_the_list_is_searched_and_filtered(officer: Client, nautica: Iscrizione, funzionario: User, anna: User) -> None:
    with time_machine.travel("2025-01-10T12:00:00Z", tick=False):
        grant_delega(user=anna, iscrizione=nautica, by=funzionario, al=dt.date(2025, 2, 1))
    soon = today() + dt.timedelta(days=10)
    grant_delega(user=make_user("bruno"), iscrizione=nautica, by=funzionario, al=soon)
    grant_delega(user=make_user("carla"), iscrizione=nautica, by=funzionario)

    def shown(query: str) -> set[str]:
        text = look(officer, f"{ELENCO}?{query}").text
        return {name for name in ("anna", "bruno", "carla") if f" {name} " in text or f"({name})" in text}

    assert shown("") == {"anna", "bruno", "carla"}
    assert shown("situazione=in_vigore") == {"bruno", "carla"}
    assert shown("situazione=in_scadenza") == {"bruno"}
    assert shown("situazione=finite") == {"anna"}
    assert shown("q=bianchi") == {"anna"}
    assert shown("q=nautica+carla") == {"carla"}


def test_the_other_office_neither_sees_nor_ends_them(
    signed: Signed, altro: User, nautica: Iscrizione, funzionario: User, anna: User
) -> None:
    delega = grant_delega(user=anna, iscrizione=nautica, by=funzionario)
    other = signed(altro.username)
    assert "Bianchi" not in other.get(ELENCO).content.decode()
    assert other.post(f"{ELENCO}{delega.pk}/termina/").status_code == 404
    delega.refresh_from_db()
    assert delega.terminata_il is None


def test_whoever_works_for_the_other_office_is_not_offered(
    officer: Client, nautica: Iscrizione, altro: User, anna: User
) -> None:
    altro.first_name, altro.last_name = "Teresa", "Dellaltra"
    altro.save()
    form = officer.get(NUOVA).content.decode()
    assert "Anna Bianchi" in form
    assert "Dellaltra" not in form
    assert "Scegli una persona." in grant(officer, user=str(altro.pk), iscrizione="RP-1-0001")
    assert not Delega.objects.exists()


def test_a_delega_of_who_went_to_the_other_office_is_shown_as_void(
    officer: Client, nautica: Iscrizione, anna: User
) -> None:
    grant(officer, user=str(anna.pk), iscrizione="RP-1-0001")
    assert "In vigore" in look(officer, ELENCO).text
    anna.groups.add(Group.objects.get(name="Redattore – agricoltura"))
    assert "Non vale: lavora per l’altra struttura" in look(officer, ELENCO).text
    browser = Client()
    browser.force_login(anna)
    assert browser.get(f"/admin/pages/{nautica.scheda.pk}/edit/").status_code == 302


def test_an_empty_list_says_what_it_is_for(officer: Client, registro: None) -> None:
    assert "Nessuna delega: chi cura una scheda" in officer.get(ELENCO).content.decode()
