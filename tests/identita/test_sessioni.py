"""Sessions, and what is asked before them: nobody plants one, leads elsewhere, writes untokened or floods a mailbox."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from identita import throttle
from identita.actions import set_accesso
from identita.models import User
from tests.factories import make_user
from tests.forms import read_form
from tests.identita.test_wall import ADDRESSES, world
from tests.identita.walk import fill
from tests.identita.world import World

__all__ = ["world"]
PASSWORD, NUOVA = "registro-demo", "un'altra-frase-lunga"
LOGIN, HOME, RECUPERO = (reverse(f"wagtailadmin_{name}") for name in ("login", "home", "password_reset"))


@pytest.fixture(autouse=True)
def _brakes_off() -> Iterator[None]:
    throttle._limiter.storage.reset()
    yield
    throttle._limiter.storage.reset()


@pytest.fixture
def carla(registro: None) -> User:
    return make_user("carla", "Lettore")


def log_in(client: Client, **more: str) -> Any:
    return client.post(LOGIN, {"username": "carla", "password": PASSWORD, **more})


def is_inside(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def test_a_session_planted_before_the_login_opens_nothing_after_it(carla: User) -> None:
    victim, thief = Client(), Client()
    for planted in ("a" * 32, _session_of_a_visitor()):
        victim.cookies["sessionid"] = thief.cookies["sessionid"] = planted
        log_in(victim)
        assert victim.cookies["sessionid"].value != planted
        assert is_inside(victim)
        assert not is_inside(thief)
        victim.post(reverse("wagtailadmin_logout"))


def _session_of_a_visitor() -> str:
    visitor = Client()
    visitor.session.save()
    return visitor.session.session_key or ""


def test_whoever_is_switched_off_is_outside_at_the_next_request(carla: User) -> None:
    client = Client()
    log_in(client)
    assert is_inside(client)
    set_accesso(utente=carla, attivo=False, by=make_user("capo", "Amministratore"))
    assert not is_inside(client)
    assert log_in(Client()).status_code == 200  # and does not enter again


def test_who_changes_his_password_stays_inside_and_his_other_sessions_end(carla: User) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        log_in(client)
    account = reverse("wagtailadmin_account")
    data: dict[str, Any] = dict(read_form(here.get(account).content.decode(), having="password-old_password"))
    data |= {"name_email-first_name": "Carla", "name_email-last_name": "Bianchi", "password-old_password": PASSWORD}
    data |= {"password-new_password1": NUOVA, "password-new_password2": NUOVA}
    assert here.post(account, data).status_code == 302
    carla.refresh_from_db()
    assert carla.check_password(NUOVA)
    assert is_inside(here)
    assert not is_inside(elsewhere)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://altrove.example",
        "//altrove.example",
        "///altrove.example",
        "/\\altrove.example",
        "\\\\altrove.example",
        "http:altrove.example",
        "javascript:alert(1)",
        " //altrove.example",
        "/\t/altrove.example",
    ],
)
def test_the_login_leads_nowhere_else(carla: User, elsewhere: str) -> None:
    client = Client()
    assert log_in(client, next=elsewhere).headers["Location"] == HOME
    assert client.get(LOGIN, {"next": elsewhere}).headers["Location"] == HOME


def test_the_login_leads_back_where_one_was_going(carla: User) -> None:
    client = Client()
    asked = client.get(reverse("wagtailadmin_account")).headers["Location"]
    assert log_in(client, next=asked.partition("next=")[2]).headers["Location"] == reverse("wagtailadmin_account")


def test_leaving_is_a_post(carla: User) -> None:
    client = Client()
    log_in(client)
    inside = client.cookies["sessionid"].value
    assert client.get(reverse("wagtailadmin_logout")).status_code == 405
    client.cookies["sessionid"] = inside
    assert is_inside(client)


@pytest.mark.slow
def test_nothing_is_written_without_the_token(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django")
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(User.objects.create_superuser("emergenza"))
    for address in ADDRESSES:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = client.generic(method, fill(address, world.ricerca, world))
            refused = answer.status_code in {403, 404} or answer.headers.get("Location") == HOME  # the wall came first
            assert refused, f"{method} {address.name}: {answer.status_code}"


def test_a_mailbox_receives_three_requests_of_a_new_password_an_hour(carla: User) -> None:
    answers = [Client().post(RECUPERO, {"email": email}) for email in ("carla@example.it", "Carla@Example.it") * 4]
    answers.append(Client().post(RECUPERO, {"email": "nessuno@example.it"}))
    assert {(a.status_code, a.headers["Location"]) for a in answers} == {
        (302, reverse("wagtailadmin_password_reset_done"))
    }
    assert [m.to for m in mail.outbox] == [["carla@example.it"]] * 3


def test_the_link_to_a_new_password_is_of_this_site_whatever_host_is_asked(carla: User) -> None:
    Client().post(RECUPERO, {"email": "carla@example.it"}, headers={"Host": "altrove.example"})
    assert "https://registro.example.it/admin/password_reset/confirm/" in mail.outbox[0].body
    assert "altrove" not in mail.outbox[0].body
