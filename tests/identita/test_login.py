"""Entering and leaving: wrong passwords are braked, sessions end, whoever is inside already goes on."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from identita import throttle
from identita.models import User
from tests.factories import make_user

PASSWORD = "registro-demo"
NOW = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _brakes_off() -> Iterator[None]:
    """Each test begins without failures; the brakes are of the process, not of the database."""
    throttle._limiter.storage.reset()
    yield
    throttle._limiter.storage.reset()


@pytest.fixture
def carla(registro: None) -> User:
    return make_user("carla", "Lettore")


def log_in(username: str, password: str, address: str = "192.0.2.1", client: Client | None = None) -> Any:
    data = {"username": username, "password": password, "next": "/admin/"}
    return (client or Client()).post(reverse("wagtailadmin_login"), data, REMOTE_ADDR=address)


def entered(answer: Any) -> bool:
    return bool(answer.status_code == 302)


def test_a_wrong_password_is_said_in_italian_and_another_try_is_heard(carla: User) -> None:
    answer = log_in("carla", "sbagliata")
    assert "non corrispondono" in answer.content.decode()
    assert entered(log_in("carla", PASSWORD))


def test_after_five_wrong_passwords_even_the_right_one_waits(carla: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            log_in("carla", "sbagliata")
        answer = log_in("carla", PASSWORD, address="192.0.2.77")
        assert "Troppi tentativi di accesso: riprova tra 5 minuti." in answer.content.decode()
        clock.shift(dt.timedelta(minutes=4, seconds=20))
        assert "riprova tra 40 secondi" in log_in("CARLA", PASSWORD).content.decode()
        clock.shift(dt.timedelta(seconds=41))
        assert entered(log_in("carla", PASSWORD))


def test_waiting_is_the_same_for_a_name_that_does_not_exist(registro: None) -> None:
    for _ in range(5):
        log_in("nessuno", "sbagliata")
    assert "Troppi tentativi" in log_in("nessuno", "sbagliata").content.decode()


def test_entering_forgets_the_failures_of_that_name(carla: User) -> None:
    for _ in range(3):
        for _ in range(4):
            log_in("carla", "sbagliata")
        assert entered(log_in("carla", PASSWORD))


def test_many_names_from_one_address_wait_and_others_do_not(carla: User, settings: Settings) -> None:
    settings.LOGIN_LIMITS = {"utente": "5 per 5 minutes", "indirizzo": "8 per 5 minutes"}
    for n in range(8):
        log_in(f"nome{n}", "sbagliata", address="198.51.100.9")
    assert "Troppi tentativi" in log_in("carla", PASSWORD, address="198.51.100.9").content.decode()
    assert entered(log_in("carla", PASSWORD, address="198.51.100.10"))


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("unix:", "sconosciuto"),
        ("", "sconosciuto"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address: str, counted: str) -> None:
    assert throttle.address_of(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def test_the_address_is_the_one_that_the_proxy_says_only_when_there_is_a_proxy(settings: Settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_REAL_IP="203.0.113.7")
    assert throttle.address_of(request) == "10.0.0.1"
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    assert throttle.address_of(request) == "203.0.113.7"


def test_a_session_ends_eight_hours_after_the_login(carla: User) -> None:
    assert settings.SESSION_COOKIE_AGE == 8 * 3600
    client = Client()
    with time_machine.travel(NOW, tick=False) as clock:
        assert entered(log_in("carla", PASSWORD, client=client))
        clock.shift(dt.timedelta(hours=7, minutes=59))
        assert client.get(reverse("wagtailadmin_home")).status_code == 200
        clock.shift(dt.timedelta(minutes=2))
        assert client.get(reverse("wagtailadmin_home"))["Location"].startswith(reverse("wagtailadmin_login"))


def test_logging_out_ends_the_session_on_the_server(carla: User) -> None:
    client = Client()
    log_in("carla", PASSWORD, client=client)
    stolen = client.cookies["sessionid"].value
    assert client.post(reverse("wagtailadmin_logout"))["Location"] == reverse("wagtailadmin_login")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get(reverse("wagtailadmin_home")).status_code == 302


def test_who_is_inside_is_sent_on_from_the_login(carla: User) -> None:
    client = Client()
    client.force_login(carla)
    assert client.get(reverse("wagtailadmin_login"))["Location"] == reverse("wagtailadmin_home")


def test_who_has_no_role_stays_outside_the_admin(registro: None) -> None:
    client = Client()
    client.force_login(make_user("senza.ruoli"))
    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_a_new_password_ends_the_other_sessions(carla: User) -> None:
    other = Client()
    other.force_login(carla)
    carla.set_password("un'altra-frase-lunga")
    carla.save()
    assert other.get(reverse("wagtailadmin_home")).status_code == 302
