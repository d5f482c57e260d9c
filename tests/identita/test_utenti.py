"""The amministratore makes, changes and switches off users; nobody deletes one or gives himself a role."""

from contextlib import AbstractContextManager

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from identita.actions import lend_ruolo, set_accesso, set_ruoli
from identita.enums import Competenza, Permesso, Ruolo
from identita.exceptions import UtenteError
from identita.models import User
from tests.factories import make_user

PASSWORD = "barca-a-vela-1957"


@pytest.fixture
def amministratore(registro: None) -> User:
    return make_user("anna", "Amministratore")


@pytest.fixture
def browser(client: Client, amministratore: User) -> Client:
    client.force_login(amministratore)
    return client


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def form(**changes: object) -> dict[str, object]:
    data: dict[str, object] = {
        "username": "carla",
        "email": "carla@example.it",
        "first_name": "Carla",
        "last_name": "Rossi",
    }
    return data | changes


def test_a_new_user_enters_with_the_roles_given(browser: Client) -> None:
    ruoli = [group("Funzionario – ricerca").pk]
    answer = browser.post(reverse("wagtailusers_users:add"), form(password1=PASSWORD, password2=PASSWORD, ruoli=ruoli))
    assert answer.status_code == 302
    carla = User.objects.get(username="carla")
    assert carla.ruoli == "Funzionario – ricerca"
    assert Client().login(username="carla", password=PASSWORD)


@pytest.mark.parametrize("password", ["breve", "123456789012345", "password1234", "carla@example.it"])
def test_a_weak_password_is_refused(browser: Client, password: str) -> None:
    answer = browser.post(reverse("wagtailusers_users:add"), form(password1=password, password2=password))
    assert answer.status_code == 200
    assert not User.objects.filter(username="carla").exists()


def test_the_form_offers_the_roles_by_name_and_no_superuser(browser: Client) -> None:
    Group.objects.create(name="Un gruppo che non è un ruolo")
    page = browser.get(reverse("wagtailusers_users:add")).content.decode()
    assert "Dirigente – agricoltura" in page
    assert "Un gruppo che non è un ruolo" not in page
    assert "is_superuser" not in page


def test_asking_for_superuser_in_a_forged_form_gives_nothing(browser: Client) -> None:
    browser.post(
        reverse("wagtailusers_users:add"),
        form(password1=PASSWORD, password2=PASSWORD, is_superuser="on", is_staff="on"),
    )
    assert not User.objects.get(username="carla").is_superuser


def test_the_list_shows_roles_and_last_login(browser: Client) -> None:
    make_user("carla", "Redattore – agricoltura")
    browser.login(username="anna", password="registro-demo")
    page = browser.get(reverse("wagtailusers_users:index")).content.decode()
    assert "Redattore – agricoltura" in page
    assert "Ultimo accesso" in page


def test_roles_change_and_the_history_says_who_did_it(browser: Client) -> None:
    carla = make_user("carla", "Redattore – ricerca")
    url = reverse("wagtailusers_users:edit", args=[carla.pk])
    browser.post(url, form(attivo="on", ruoli=[group("Lettore").pk]))
    assert User.objects.get(pk=carla.pk).ruoli == "Lettore"
    page = browser.get(reverse("wagtailusers_users:history", args=[carla.pk])).content.decode()
    assert "prima Redattore – ricerca; ora Lettore" in page
    assert "anna" in page


def test_an_edit_does_not_touch_the_password(browser: Client) -> None:
    carla = make_user("carla", "Lettore")
    url = reverse("wagtailusers_users:edit", args=[carla.pk])
    assert "password" not in browser.get(url).content.decode().split("<form")[-1]
    browser.post(url, form(attivo="on", ruoli=[group("Lettore").pk], password1=PASSWORD, password2=PASSWORD))
    assert Client().login(username="carla", password="registro-demo")


def test_who_is_switched_off_is_outside_at_the_next_request(browser: Client) -> None:
    carla = make_user("carla", "Lettore")
    hers = Client()
    hers.force_login(carla)
    assert hers.get(reverse("wagtailadmin_home")).status_code == 200
    browser.post(reverse("wagtailusers_users:edit", args=[carla.pk]), form(ruoli=[group("Lettore").pk]))
    answer = hers.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("wagtailadmin_login"))
    assert not Client().login(username="carla", password="registro-demo")


def test_nobody_changes_his_own_roles_or_access(browser: Client, amministratore: User) -> None:
    url = reverse("wagtailusers_users:edit", args=[amministratore.pk])
    assert "li cambia un altro amministratore" in browser.get(url).content.decode()
    browser.post(url, form(username="anna", ruoli=[group("Dirigente – ricerca").pk]))
    anna = User.objects.get(pk=amministratore.pk)
    assert (anna.first_name, anna.ruoli, anna.is_active) == ("Carla", "Amministratore", True)
    with pytest.raises(UtenteError, match="un altro amministratore"):
        set_ruoli(utente=anna, ruoli=[group("Lettore")], by=anna)
    with pytest.raises(UtenteError, match="un altro amministratore"):
        set_accesso(utente=anna, attivo=False, by=anna)


@pytest.mark.parametrize(
    ("ruoli", "words"),
    [
        (("Redattore – ricerca", "Funzionario – agricoltura"), "una sola struttura"),
        (("Amministratore", "Dirigente – ricerca"), "non approva"),
    ],
)
def test_roles_that_exclude_each_other_are_refused_beside_the_field(
    browser: Client, amministratore: User, ruoli: tuple[str, ...], words: str
) -> None:
    carla = make_user("carla", "Lettore")
    groups = [group(name) for name in ruoli]
    url = reverse("wagtailusers_users:edit", args=[carla.pk])
    answer = browser.post(url, form(attivo="on", ruoli=[g.pk for g in groups]))
    assert words in answer.content.decode()
    assert User.objects.get(pk=carla.pk).ruoli == "Lettore"
    with pytest.raises(UtenteError, match=words):
        set_ruoli(utente=carla, ruoli=groups, by=amministratore)


def test_only_who_manages_users_gives_roles(registro: None) -> None:
    carla, capo = make_user("carla", "Lettore"), make_user("capo", "Dirigente – ricerca")
    with pytest.raises(UtenteError, match="un amministratore"):
        set_ruoli(utente=carla, ruoli=[group("Redattore – ricerca")], by=capo)
    with pytest.raises(UtenteError, match="un amministratore"):
        set_accesso(utente=carla, attivo=False, by=capo)


def test_saying_again_what_is_already_so_writes_nothing(amministratore: User) -> None:
    carla = make_user("carla", "Lettore")
    set_ruoli(utente=carla, ruoli=[group("Lettore")], by=carla)
    set_accesso(utente=carla, attivo=True, by=carla)
    assert not ModelLogEntry.objects.exists()


def test_the_account_for_emergencies_is_out_of_reach(browser: Client) -> None:
    root = User.objects.create_superuser("emergenza", password=PASSWORD)
    url = reverse("wagtailusers_users:edit", args=[root.pk])
    assert browser.get(url).status_code == 302
    browser.post(url, form(username="preso"))
    assert User.objects.get(pk=root.pk).username == "emergenza"
    assert "emergenza" not in browser.get(reverse("wagtailusers_users:index")).content.decode()


@pytest.mark.parametrize("who", ["amministratore", "superuser"])
def test_users_are_never_deleted(client: Client, amministratore: User, who: str) -> None:
    carla = make_user("carla", "Lettore")
    root = User.objects.create_superuser("emergenza", password=PASSWORD)
    client.force_login(amministratore if who == "amministratore" else root)
    client.post(reverse("wagtailusers_users:delete", args=[carla.pk]))
    client.post(reverse("wagtail_bulk_action", args=["identita", "user", "delete"]) + f"?id={carla.pk}")
    assert User.objects.filter(pk=carla.pk).exists()
    assert "delete" not in client.get(reverse("wagtailusers_users:index")).content.decode().split("<main")[1]
    with pytest.raises(UtenteError, match="si disattiva"):
        carla.delete()


def test_a_superuser_sees_and_changes_everybody(client: Client, amministratore: User) -> None:
    root = User.objects.create_superuser("emergenza", password=PASSWORD)
    client.force_login(root)
    assert "anna" in client.get(reverse("wagtailusers_users:index")).content.decode()
    set_ruoli(utente=amministratore, ruoli=[group("Lettore")], by=root)
    assert amministratore.has_ruolo() is False
    assert [r for r, _c in amministratore.incarichi] == ["lettore"]


def test_a_role_is_lent_to_the_system_only_while_nobody_can_see_it(committed_db: None) -> None:
    def lent() -> AbstractContextManager[User]:
        return lend_ruolo(username="sistema.prova", nome="Prova", ruolo=Ruolo.FUNZIONARIO)

    with pytest.raises(RuntimeError, match="within a transaction"), lent():
        pass
    assert not User.objects.filter(username="sistema.prova").exists()
    for _again in range(2):
        with transaction.atomic(), lent() as system:
            assert all(system.has_competenza(c, Permesso.RECORD_ANNOTAZIONE) for c in Competenza)
            assert not system.has_ruolo(Ruolo.DIRIGENTE)
        left = User.objects.get(username="sistema.prova")
        assert (left.is_active, left.has_usable_password(), left.ruoli) == (False, False, "")
