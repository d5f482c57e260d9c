"""E-mails that nobody got: the amministratore is told how many, since when, to whom, and can try them again."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.actions.outbox import drain_emails, enqueue_email
from core.clock import now
from core.models import MAX_TENTATIVI, Messaggio
from home.actions.posta import retry_posta
from identita.exceptions import UtenteError
from identita.models import User
from tests.factories import make_funzionario, make_user

pytestmark = pytest.mark.django_db

MARZO = dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC)
REFUSED = "SMTPRecipientsRefused: {'anna@example.it': (550, b'no such user')}"


@pytest.fixture
def admin(registro: None) -> User:
    return make_user("admin", "Amministratore")


def give_up(to: str, *, days: int = 0, error: str = "OSError: server di posta irraggiungibile") -> None:
    """Leave an e-mail as the outbox leaves it after its last attempt."""
    enqueue_email(chiave=f"prova:{Messaggio.objects.count()}", to=to, subject="SEGRETO da approvare", body="SEGRETO\n")
    last = Messaggio.objects.order_by("-pk")[:1].get()
    last.tentativi, last.ultimo_errore, last.creato_il = MAX_TENTATIVI, error, MARZO + dt.timedelta(days=days)
    last.save()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def main_of(user: User, url: str = "/admin/") -> str:
    response = client_of(user).get(url)
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert main is not None
    return re.sub(r"\s+", " ", main.get_text(" ", strip=True))


def test_the_home_says_how_many_since_when_and_to_whom_but_not_what_they_say(admin: User) -> None:
    give_up(make_funzionario("ricerca").email, days=2)
    give_up(make_funzionario("agricoltura").email, days=1)
    give_up(make_user("autore", "Redattore").email)
    give_up(admin.email)
    give_up("distretto@pec.example.it", days=3)
    text = main_of(admin)
    assert "5 e-mail non sono partite" in text
    assert "Funzionari e dirigenti 2 4 marzo 2025" in text
    assert "Chi scrive le schede 1 3 marzo 2025" in text
    assert "Chi ha presentato un’istanza, alla sua PEC 1 6 marzo 2025" in text
    assert "Altri utenti 1 3 marzo 2025" in text
    assert text.index("non sono partite") < text.index("Utenti"), "what does not work comes first"
    for url in ("/admin/", "/admin/posta/"):
        assert "SEGRETO" not in main_of(admin, url)
        assert "pec.example.it" not in main_of(admin, url)


def test_one_e_mail_is_one(admin: User) -> None:
    give_up(admin.email)
    assert "1 e-mail non è partita" in main_of(admin)


def test_nothing_is_said_while_nothing_is_given_up(admin: User) -> None:
    enqueue_email(chiave="prova:in-coda", to=admin.email, subject="Da approvare", body="Leggi.\n")
    assert "e-mail" not in main_of(admin)
    assert "Nessuna e-mail è ferma" in main_of(admin, "/admin/posta/")


def test_nobody_else_is_told(admin: User) -> None:
    give_up(admin.email)
    for user in (make_funzionario("ricerca"), make_user("lettore", "Lettore"), make_user("autore", "Redattore")):
        assert "e-mail non" not in main_of(user)
        assert client_of(user).post("/admin/posta/").status_code in {302, 403}
        with pytest.raises(UtenteError, match="amministratore"):
            retry_posta(by=user)
    assert Messaggio.objects.given_up().count() == 1


def test_what_to_do_depends_on_why(admin: User) -> None:
    give_up(admin.email)
    text = main_of(admin, "/admin/posta/")
    assert "se il server di posta risponde" in text
    assert "non accetta" not in text
    Messaggio.objects.update(ultimo_errore=REFUSED)
    text = main_of(admin, "/admin/posta/")
    assert "1 ha un indirizzo che il server di posta non accetta" in text
    assert "se il server di posta risponde" not in text


def test_tried_again_they_leave_at_the_next_turn(admin: User) -> None:
    give_up("distretto@pec.example.it")
    give_up(admin.email)
    assert drain_emails().fatti == 0
    response = client_of(admin).post("/admin/posta/", follow=True)
    assert "2 e-mail tornano in coda" in response.content.decode()
    assert "non sono partite" not in main_of(admin)
    assert all(m.riprova_dal <= now() for m in Messaggio.objects.all())
    assert drain_emails().fatti == 2
    assert [m.to for m in mail.outbox] == [["distretto@pec.example.it"], [admin.email]]
    response = client_of(admin).post("/admin/posta/", follow=True)
    assert "Non c’era nulla da riprovare" in response.content.decode()


def test_many_cost_the_home_as_much_as_one(admin: User) -> None:
    client, costs = client_of(admin), []
    for user in (admin, make_user("autore", "Redattore"), make_funzionario("ricerca")):
        give_up(user.email)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2]
