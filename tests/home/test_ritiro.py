"""A published page goes off line: by whom, saying why, for everybody at once; and it may come back."""

import datetime as dt

import pytest
from django.test import Client

from core.clock import now
from core.models import Messaggio
from distretti.models import DistrettoPage
from home.models import ContenutoPage, HomePage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, submit_pagina
from pubblicazione.actions.ritiro import withdraw_pubblicazione
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import Documento, PubblicazioneProgrammata, RitiroPubblicazione, Variazione
from tests.english import english_sentences
from tests.factories import make_iscrizione, make_user
from tests.home.conftest import Visitor
from tests.home.test_verify import findings

pytestmark = pytest.mark.slow

PERCORSO = "/pagine/chi-tiene-il-registro"


@pytest.fixture
def amministratore(registro: None) -> User:
    return make_user("capo", "Amministratore")


def address(page: ContenutoPage | HomePage | DistrettoPage) -> str:
    return f"/admin/moderazione/{page.pk}/ritira-pubblicazione/"


def feed_of(page: ContenutoPage) -> list[str]:
    lines = Variazione.objects.filter(risorsa="pagine", chiave=str(page.pk)).order_by("sequenza")
    return list(lines.values_list("operazione", flat=True))


def approve_again(
    page: ContenutoPage, author: User, approver: User, introduzione: str = "", **kwargs: dt.datetime
) -> None:
    page = ContenutoPage.objects.get(pk=page.pk)
    page.introduzione = introduzione
    revision = page.save_revision(user=author)
    submit_pagina(pagina=page, by=author)
    approve_pagina(pagina=page, sha256=page.sha256_of(revision), by=approver, **kwargs)


def test_a_page_taken_off_line_is_gone_everywhere_and_says_so(
    visitor: Visitor, pagina: ContenutoPage, amministratore: User, client: Client
) -> None:
    client.force_login(amministratore)
    for screen in (f"/admin/moderazione/{pagina.pk}/", f"/admin/pages/{pagina.pk}/edit/"):
        assert f'href="{address(pagina)}"' in client.get(screen).content.decode()
    asked = client.get(address(pagina)).content.decode()
    assert "Se la ritiri, da subito il suo indirizzo dice che la pagina non c’è più" in asked
    assert english_sentences(asked) == []
    said = client.post(address(pagina), {"motivo": "Dati superati"}, follow=True).content.decode()
    assert "non è più pubblica" in said
    assert "l’ha ritirata dalla pubblicazione" in said
    assert "«Dati superati»" in said
    gone = visitor.open(PERCORSO, status=410)
    assert gone.h1 == "Pagina ritirata"
    assert "è stata ritirata il" in gone.text
    assert "Dati superati" not in gone.text
    assert PERCORSO not in visitor.open("/pagine").links
    assert feed_of(pagina) == ["create", "delete"]
    assert not Documento.objects.filter(risorsa="pagine", chiave=str(pagina.pk)).exists()
    assert not ContenutoPage.objects.get(pk=pagina.pk).live
    assert findings() == []


def test_a_page_taken_off_line_may_be_approved_again(
    visitor: Visitor, pagina: ContenutoPage, funzionario: User, amministratore: User
) -> None:
    withdraw_pubblicazione(pagina=pagina, motivo="Dati superati", by=amministratore)
    approve_again(pagina, funzionario, amministratore)
    assert visitor.open(PERCORSO).h1 == "Chi tiene il registro"
    assert feed_of(pagina) == ["create", "delete", "create"]
    assert findings() == []


def test_who_submitted_and_who_approved_are_told_that_it_is_off_line_and_why(
    pagina: ContenutoPage, funzionario: User, amministratore: User
) -> None:
    submitted, approved = make_user("invia", "Amministratore"), make_user("approva", "Amministratore")
    approve_again(pagina, submitted, approved)
    withdraw_pubblicazione(pagina=pagina, motivo="Dati superati", by=amministratore)
    told = Messaggio.objects.filter(chiave__startswith="fuori_linea:").order_by("pk")
    assert {row.contenuto["to"] for row in told} == {"invia@example.it", "approva@example.it"}
    assert told[0].contenuto["subject"] == "Non più pubblica: Chi tiene il registro"
    assert "capo ha tolto dalla pubblicazione «Chi tiene il registro» il " in told[0].contenuto["body"]
    assert "Dati superati" in told[0].contenuto["body"]


def test_what_waits_for_a_date_does_not_bring_it_back(
    visitor: Visitor, pagina: ContenutoPage, funzionario: User, amministratore: User
) -> None:
    approve_again(pagina, funzionario, amministratore, "Per domani", dal=now() + dt.timedelta(days=1))
    withdraw_pubblicazione(pagina=pagina, motivo="Dati superati", by=amministratore)
    assert not PubblicazioneProgrammata.objects.pending().exists()
    visitor.open(PERCORSO, status=410)


def test_why_must_be_said(pagina: ContenutoPage, amministratore: User, client: Client) -> None:
    client.force_login(amministratore)
    page = client.post(address(pagina), {"motivo": "  "}).content.decode()
    assert "Scrivi perché la ritiri: resta nella storia della pagina." in page
    assert not RitiroPubblicazione.objects.exists()


def test_what_nobody_reads_is_not_withdrawn_twice(pagina: ContenutoPage, amministratore: User, client: Client) -> None:
    withdraw_pubblicazione(pagina=pagina, motivo="Dati superati", by=amministratore)
    client.force_login(amministratore)
    page = client.post(address(pagina), {"motivo": "Ancora"}).content.decode()
    assert "Il pubblico non legge questa pagina: non c’è nulla da ritirare." in page
    assert RitiroPubblicazione.objects.count() == 1


def test_only_the_amministratore_withdraws_and_no_entry_is_ever_withdrawn(
    pagina: ContenutoPage, funzionario: User, amministratore: User, client: Client
) -> None:
    scheda = make_iscrizione("Distretto della Moda", by=funzionario).scheda
    home = HomePage.objects.get()
    for user, page in ((funzionario, pagina), (funzionario, scheda), (amministratore, home), (amministratore, scheda)):
        client.force_login(user)
        assert client.post(address(page), {"motivo": "Via"}).status_code == 404, (user, page)
        with pytest.raises(ModerazioneError):
            withdraw_pubblicazione(pagina=page, motivo="Via", by=user)
    assert not RitiroPubblicazione.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("Redattore – ricerca", False),
        ("Redattore – agricoltura", False),
        ("Redattore", False),
        ("Funzionario – ricerca", False),
        ("Funzionario – agricoltura", False),
        ("Dirigente – ricerca", False),
        ("Dirigente – agricoltura", False),
        ("Amministratore", True),
        ("Lettore", False),
    ],
)
def test_each_role_withdraws_a_page_of_the_site_or_not(role: str, may: bool, pagina: ContenutoPage) -> None:
    user = make_user("prova", role)
    if may:
        assert withdraw_pubblicazione(pagina=pagina, motivo="Via", by=user).ritirata_da == user
    else:
        with pytest.raises(ModerazioneError, match="Decide chi ne ha l’incarico"):
            withdraw_pubblicazione(pagina=pagina, motivo="Via", by=user)
