"""The address of a personal link is its secret: no log has it, and a browser tells it to nobody, however it is used."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from identita.models import User
from procedimenti.models import ComponenteNucleo
from tests.procedimenti.nucleo.conftest import opened, token_of, waiting

pytestmark = pytest.mark.usefixtures("oggi")


@pytest.fixture
def token(funzionario: User, nucleo: list[ComponenteNucleo]) -> str:
    return token_of(nucleo[0], opened(funzionario, waiting(funzionario)))


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the console of the server would show."""
    handler = next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    written, own = io.StringIO(), handler.stream
    handler.setStream(written)
    yield written
    handler.setStream(own)


def strange_uses(token: str) -> list[tuple[str, str]]:
    """What is refused before any view of ours sees it, or after it failed."""
    return [("get", f"/nucleo/{token}/punti/1/voto"), ("post", f"/nucleo/{token}"), ("get", f"/nucleo/{token}/"),
            ("get", f"/nucleo/{token}/altro"), ("post", f"/nucleo/{token}/punti/1/voto")]  # fmt: skip


def test_no_line_of_the_log_has_it(token: str, log: io.StringIO) -> None:
    client = Client(enforce_csrf_checks=True)
    for method, path in strange_uses(token):
        assert getattr(client, method)(path).status_code in {403, 404, 405}, path
    lines = log.getvalue()
    assert "/nucleo/[collegamento]" in lines
    assert token not in lines
    assert token.partition("~")[0] not in lines


def test_a_failure_writes_its_traceback_without_it(
    token: str, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError(f"Reverse for {token!r} not found")

    monkeypatch.setattr("procedimenti.views.nucleo.collegio_of", broken)
    assert Client(raise_request_exception=False).get(f"/nucleo/{token}").status_code == 500
    assert "RuntimeError: Reverse for '[collegamento]' not found" in log.getvalue()
    assert token not in log.getvalue()


def test_nobody_keeps_it_nor_is_told_of_it(token: str) -> None:
    """`strict-origin`: the page's own files are asked for with the host alone, and forms keep their Origin."""
    client = Client(enforce_csrf_checks=True)
    for method, path in [("get", f"/nucleo/{token}"), ("get", "/nucleo/x"), *strange_uses(token)]:
        answer = getattr(client, method)(path)
        assert answer["Referrer-Policy"] == "strict-origin", path
        assert answer["Cache-Control"] == "private, no-store", path
    assert client.get("/")["Referrer-Policy"] == "same-origin"


def test_a_member_votes_as_browsers_send_it(token: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(f"/nucleo/{token}", secure=True)
    sent = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "valore": "favorevole"}
    for own in ({"origin": "https://testserver"}, {"referer": "https://testserver/"}):
        answer = client.post(f"/nucleo/{token}/punti/1/voto", sent, secure=True, headers=own)
        assert answer.status_code in {302, 409}, own


def test_the_foot_of_the_page_says_the_one_cookie_that_it_sets(token: str) -> None:
    """Whoever only visits gets none, and reads so; whoever votes gets that of the forms, and reads so."""
    client = Client()
    page = client.get(f"/nucleo/{token}").content.decode()
    assert set(client.cookies) == {"csrftoken"}
    assert "Questa pagina usa un solo cookie tecnico: protegge i moduli che invii" in page
    visitor = Client()
    for path in ("/", "/nucleo/x"):
        assert "Questo sito non usa cookie per chi lo visita" in visitor.get(path).content.decode()
    assert not visitor.cookies
