"""A model's own data: corrected at once while nobody sees them, by two people once they are public; a model may end."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from core.clock import today
from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modifica import approve_modifica, change_modello, reject_modifica, withdraw_modifica
from modulistica.actions.versione import activate_due, draft_versione
from modulistica.exceptions import ModulisticaError
from modulistica.models import Modello, ModificaModello
from pubblicazione.models import Documento
from tests.distretti.admin.pages import Screen, look
from tests.factories import make_atto, make_funzionario
from tests.modulistica.conftest import publish

pytestmark = [pytest.mark.usefixtures("local_stores"), pytest.mark.slow]
BASE = "/admin/modelli/programma-di-sviluppo/"


def change(modello: Modello, by: User, **said: Any) -> ModificaModello | None:
    data = {
        "titolo": modello.titolo,
        "descrizione": modello.descrizione,
        "obbligatorio": modello.obbligatorio,
        "atto": modello.atto,
        "sezioni": list(modello.sezioni.all()),
        "termina_il": modello.termina_il,
    }
    return change_modello(modello=modello, by=by, **{**data, **said})


def proposed(modello: Modello, by: User, **said: Any) -> ModificaModello:
    made = change(modello, by, **said)
    assert made is not None
    return made


@pytest.fixture
def public(modello: Modello, funzionario: User, other: User) -> Modello:
    publish(modello, funzionario, other)
    return modello


def decide(client: Client, passo: str, **data: str) -> Screen:
    waiting = str(ModificaModello.objects.order_by("-pk")[0].pk)
    sent = {"passo": passo, "modifica": waiting, **data}
    return Screen(client, client.post(f"{BASE}modifica/decidi/", sent, follow=True))


def test_nobody_sees_it_yet_so_it_changes_at_once(officer: Client, modello: Modello) -> None:
    screen = look(officer, f"{BASE}modifica/").send(titolo="Programma triennale")
    assert "I dati del modello sono salvati" in screen.text
    assert Modello.objects.get().titolo == "Programma triennale"
    assert not ModificaModello.objects.exists()


def test_of_a_public_model_another_person_decides(
    officer: Client, second: Client, public: Modello, client: Client
) -> None:
    atto = make_atto(numero="192", day=dt.date(2025, 2, 24))
    form = look(officer, f"{BASE}modifica/")
    screen = form.send(titolo="Programma di Sviluppo triennale", atto=str(atto.pk), sezioni=["1", "2"])
    assert "La modifica è proposta" in screen.text
    assert "L’hai proposta tu" in screen.text
    assert "Modifica di un modello" in look(second, "/admin/").text
    assert "Modifica di un modello" not in look(officer, "/admin/").text
    assert "triennale" not in client.get("/modelli").content.decode()
    read = look(second, BASE)
    assert "Titolo Programma di Sviluppo Programma di Sviluppo triennale" in read.text
    assert "Sezioni 1, 2, 3, 4, 5, 6, 7 1, 2" in read.text
    assert "n. 192 del 24 febbraio 2025" in read.text
    done = decide(second, "approva")
    assert "La modifica è approvata ed è pubblica" in done.text
    assert "proposta da funzionario.ricerca: titolo, atto che lo adotta, sezioni" in done.text
    page = client.get("/modelli").content.decode()
    assert "Programma di Sviluppo triennale" in page
    assert "Adottato con" in page


def test_who_proposed_does_not_decide_and_who_did_not_does_not_withdraw(
    officer: Client, second: Client, public: Modello, funzionario: User
) -> None:
    proposed(public, funzionario, titolo="Altro")
    assert "la deve decidere un altro funzionario" in decide(officer, "approva").text
    assert "la deve decidere un altro funzionario" in decide(officer, "respingi", motivo="x").text
    assert "solo chi l’ha proposta" in decide(second, "ritira").text
    assert "Scrivi perché la respingi" in decide(second, "respingi").text
    assert "caratteri che non si vedono" in decide(second, "respingi", motivo="x\0").text
    assert "Modifica respinta" in decide(second, "respingi", motivo="Il titolo è quello della DGR.").text
    assert "«Il titolo è quello della DGR.»" in look(officer, BASE).text
    assert Modello.objects.get().titolo == "Programma di Sviluppo"
    proposed(public, funzionario, titolo="Altro")
    assert "Modifica ritirata" in decide(officer, "ritira").text


def test_what_was_decided_is_not_decided_again(public: Modello, funzionario: User, other: User) -> None:
    modifica = proposed(public, funzionario, titolo="Altro")
    approve_modifica(modifica=modifica, by=other)
    for act in (
        lambda: approve_modifica(modifica=modifica, by=other),
        lambda: reject_modifica(modifica=modifica, motivo="x", by=other),
        lambda: withdraw_modifica(modifica=modifica, by=funzionario),
    ):
        with pytest.raises(ModulisticaError, match="già stata decisa: approvata"):
            act()


def test_one_at_a_time_and_only_if_it_changes_something(
    second: Client, public: Modello, funzionario: User, other: User
) -> None:
    with pytest.raises(ModulisticaError, match="Non hai cambiato nulla"):
        change(public, funzionario)
    modifica = proposed(public, funzionario, titolo="Altro")
    with pytest.raises(ModulisticaError, match="già una modifica in attesa"):
        change(public, other, titolo="Altro ancora")
    with pytest.raises(IntegrityError), transaction.atomic():
        ModificaModello.objects.create(
            modello=public, prima={}, dati={}, proposta_da=other, proposta_il=modifica.proposta_il
        )
    gone = second.post(f"{BASE}modifica/decidi/", {"passo": "approva", "modifica": "999999"})
    assert gone.status_code == 404


def test_data_that_moved_meanwhile_are_not_overwritten(public: Modello, funzionario: User, other: User) -> None:
    modifica = proposed(public, funzionario, titolo="Altro")
    Modello.objects.update(descrizione="Cambiata da un'altra parte.")
    with pytest.raises(ModulisticaError, match="cambiati dopo la proposta"):
        approve_modifica(modifica=modifica, by=other)


def test_the_other_structure_has_no_say(public: Modello, funzionario: User, other: User) -> None:
    approve_modifica(
        modifica=proposed(public, funzionario, sezioni=[Sezione.objects.get(pk=1)]), by=make_funzionario("agricoltura")
    )
    modifica = proposed(Modello.objects.get(), funzionario, titolo="Altro")
    with pytest.raises(ModulisticaError, match="struttura competente"):
        approve_modifica(modifica=modifica, by=User.objects.get(username="funzionario.agricoltura"))
    with pytest.raises(ModulisticaError, match="almeno una sezione"):
        change(Modello.objects.get(), funzionario, sezioni=[])


def test_a_model_ends_at_its_day_and_its_versions_stay(
    officer: Client, public: Modello, funzionario: User, other: User, client: Client
) -> None:
    end = today() + dt.timedelta(days=10)
    approve_modifica(modifica=proposed(public, funzionario, termina_il=end), by=other)
    assert "Questo modello finisce" in look(officer, BASE).text
    assert client.get("/modelli/programma-di-sviluppo").status_code == 302
    with pytest.raises(ModulisticaError, match="togli prima la sua fine"):
        draft_versione(modello=Modello.objects.get(), in_vigore_dal=end + dt.timedelta(days=1), by=funzionario)
    approve_modifica(modifica=proposed(Modello.objects.get(), funzionario, termina_il=None), by=other)
    assert Modello.objects.get().termina_il is None
    approve_modifica(modifica=proposed(Modello.objects.get(), funzionario, termina_il=end), by=other)
    with time_machine.travel(dt.datetime.combine(end + dt.timedelta(days=1), dt.time(6), dt.UTC), tick=False):
        assert activate_due(on=today()) == 1
        assert client.get("/modelli/programma-di-sviluppo").status_code == 404
        assert client.get("/modelli/programma-di-sviluppo/v1/Programma.pdf").getvalue()
        assert "Oggi nessuna versione è in vigore" in client.get("/modelli").content.decode()
        assert b'"in_vigore":null' in bytes(Documento.objects.get(risorsa="modelli").corpo)


@pytest.mark.parametrize(("days", "why"), [(-1, "nel passato"), (5, "non può finire prima")])
def test_a_model_does_not_end_in_the_past_nor_before_its_last_version(
    public: Modello, funzionario: User, other: User, days: int, why: str
) -> None:
    publish(public, funzionario, other, dal=today() + dt.timedelta(days=20), mark="b")
    with pytest.raises(ModulisticaError, match=why):
        change(public, funzionario, termina_il=today() + dt.timedelta(days=days))
