"""Keys of the API: who makes and revokes them, how long they live, and that the key itself is shown once."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.clock import now, today
from identita.actions import CREATE_CHIAVE, REVOKE_CHIAVE, create_chiave, record_uso, revoke_chiave
from identita.exceptions import ChiaveError
from identita.models import Chiave, User
from tests.factories import make_user

IN_A_MONTH = dt.timedelta(days=31)


@pytest.fixture
def amministratore(registro: None) -> User:
    return make_user("anna", "Amministratore")


@pytest.fixture
def browser(client: Client, amministratore: User) -> Client:
    client.force_login(amministratore)
    return client


def make(by: User, *, days: int = 31, nome: str = "Portale") -> tuple[Chiave, str]:
    return create_chiave(nome=nome, contatto="portale@example.it", scade_il=today() + dt.timedelta(days=days), by=by)


def written(day: dt.date) -> str:
    return day.strftime("%d/%m/%Y")


def test_the_key_itself_is_not_kept(amministratore: User) -> None:
    made, text = make(amministratore)
    assert text.startswith("rp_")
    assert len(text) > 40
    values = Chiave.objects.values().get()
    assert text not in str(values)
    assert values["impronta"] == Chiave.impronta_of(text)
    assert text.startswith(made.inizio)
    assert make(amministratore)[1] != text


def test_making_and_revoking_are_in_the_log(amministratore: User) -> None:
    made, _text = make(amministratore)
    revoke_chiave(chiave=made, by=amministratore)
    entries = ModelLogEntry.objects.order_by("pk")
    assert [(e.action, e.user) for e in entries] == [(CREATE_CHIAVE, amministratore), (REVOKE_CHIAVE, amministratore)]
    assert [e.message for e in entries] == ["Creata la chiave dell’API", "Revocata la chiave dell’API"]
    made.refresh_from_db()
    assert made.revocata_da == amministratore


@pytest.mark.parametrize(("days", "words"), [(0, "da domani"), (-1, "da domani"), (732, "al massimo due anni")])
def test_a_key_ends_between_tomorrow_and_two_years(amministratore: User, days: int, words: str) -> None:
    with pytest.raises(ChiaveError, match=words):
        make(amministratore, days=days)
    assert not Chiave.objects.exists()


@pytest.mark.parametrize("days", [1, 731])
def test_the_first_and_the_last_day_are_taken(amministratore: User, days: int) -> None:
    assert make(amministratore, days=days)[0].pk


def test_a_key_is_revoked_once(amministratore: User) -> None:
    made, _text = make(amministratore)
    revoke_chiave(chiave=made, by=amministratore)
    with pytest.raises(ChiaveError, match="già revocata"):
        revoke_chiave(chiave=made, by=amministratore)


def test_who_revoked_and_when_stand_together_in_the_database(amministratore: User) -> None:
    made, _text = make(amministratore)
    with pytest.raises(IntegrityError), transaction.atomic():
        Chiave.objects.filter(pk=made.pk).update(revocata_il=now())


@pytest.mark.parametrize(
    "ruolo", ["Redattore – ricerca", "Funzionario – ricerca", "Dirigente – agricoltura", "Lettore"]
)
def test_nobody_else_makes_or_revokes_keys(amministratore: User, ruolo: str) -> None:
    made, _text = make(amministratore)
    other = make_user("altri", ruolo)
    with pytest.raises(ChiaveError, match="un amministratore"):
        make(other)
    with pytest.raises(ChiaveError, match="un amministratore"):
        revoke_chiave(chiave=made, by=other)


def test_the_account_for_emergencies_does(client: Client, registro: None) -> None:
    root = User.objects.create_superuser("emergenza", password="x")
    made, _text = make(root)
    client.force_login(root)
    assert made.nome in client.get(reverse("chiavi:elenco")).content.decode()


def test_the_last_use_never_goes_back(amministratore: User) -> None:
    made, _text = make(amministratore)
    late = now()
    record_uso(chiavi=[made.pk], istante=late)
    record_uso(chiavi=[made.pk], istante=late - dt.timedelta(hours=2))
    made.refresh_from_db()
    assert made.ultimo_uso == late


def test_the_screen_shows_the_key_this_once(browser: Client, amministratore: User) -> None:
    form = {"nome": "Portale", "contatto": "portale@example.it", "scade_il": written(today() + IN_A_MONTH)}
    answer = browser.post(reverse("chiavi:nuova"), form)
    page = answer.content.decode()
    made = Chiave.objects.get()
    text = page.split('translate="no">')[1].split("<")[0]
    assert Chiave.impronta_of(text) == made.impronta
    assert "no-store" in answer.headers["Cache-Control"]
    assert "non sarà più mostrata" in page
    listed = browser.get(reverse("chiavi:elenco")).content.decode()
    assert made.inizio in listed
    assert text not in listed
    assert "mai" in listed


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("nome", "", "quale sito o programma"),
        ("contatto", "nessuno", "nome@ente.it"),
        ("scade_il", "", "fino a quale giorno"),
        ("scade_il", "31/02/2030", "un giorno che esiste"),
        ("scade_il", "01/01/2020", "da domani in poi"),
        ("scade_il", "01/01/2999", "al massimo due anni"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(browser: Client, field: str, value: str, words: str) -> None:
    form = {"nome": "Portale", "contatto": "portale@example.it", "scade_il": written(today() + IN_A_MONTH)}
    page = browser.post(reverse("chiavi:nuova"), {**form, field: value}).content.decode()
    assert words in page
    assert not Chiave.objects.exists()


def test_a_key_is_revoked_from_the_list(browser: Client, amministratore: User) -> None:
    made, _text = make(amministratore)
    url = reverse("chiavi:revoca", args=[made.pk])
    assert url in browser.get(reverse("chiavi:elenco")).content.decode()
    assert "Portale" in browser.get(url).content.decode()
    page = browser.post(url, follow=True).content.decode()
    assert "non è più accettata" in page
    assert "Revocata il" in page
    assert "da anna" in page
    assert url not in page
    assert "già revocata" in browser.post(url, follow=True).content.decode()
    assert browser.get(reverse("chiavi:revoca", args=[made.pk + 1])).status_code == 404


def test_the_list_says_where_each_key_stands(browser: Client, amministratore: User) -> None:
    for days in (1, 5, 100):
        make(amministratore, days=days, nome=f"Sito {days}")
    gone, _text = make(amministratore, nome="Vecchio")
    Chiave.objects.filter(pk=gone.pk).update(scade_il=today() - dt.timedelta(days=1))
    last, _text = make(amministratore, nome="Ultimo giorno")
    Chiave.objects.filter(pk=last.pk).update(scade_il=today())
    page = browser.get(reverse("chiavi:elenco")).content.decode()
    for words in ("Scade tra 1 giorno<", "Scade tra 5 giorni", "In uso", "Scaduta", "Scade oggi"):
        assert words in page.replace("\n", "").replace("  ", "")
    assert reverse("chiavi:revoca", args=[gone.pk]) not in page


def test_the_menu_of_settings_leads_there(browser: Client) -> None:
    assert reverse("chiavi:elenco") in browser.get("/admin/").content.decode()
