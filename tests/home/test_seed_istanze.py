"""The demonstration's cases: every state of the desk has one, on whatever day, and the register says what it said."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core.clock import today
from distretti.models import Annotazione, Iscrizione
from home.actions.demo.eventi import read_events
from home.actions.demo.istanze import play_istanze, read_istanze
from home.actions.demo.utenti import create_accounts
from identita.models import User
from procedimenti.collegio import EsitoPunto, StatoSeduta
from procedimenti.enums import StatoIstanza
from procedimenti.models import ComponenteNucleo, Istanza, Protocollo, PuntoOrdine, SedutaNucleo
from procedimenti.selectors.istruttoria import checklist_of
from procedimenti.selectors.lista import Vista, counts_of, sezioni_in, work_list
from procedimenti.selectors.nucleo.componenti import componenti_on
from tests.factories import make_iscrizione

pytestmark = pytest.mark.slow
S = StatoIstanza
STATES = {
    S.BOZZA: 1,
    S.PRESENTATA: 2,
    S.ASSEGNATA: 1,
    S.IN_ISTRUTTORIA: 2,
    S.SOSPESA: 1,
    S.AL_NUCLEO: 1,
    S.PREAVVISO: 1,
    S.IN_DECISIONE: 1,
    S.RIGETTATA: 1,
    S.RINUNCIATA: 1,
}


def test_the_desk_has_something_in_every_view_from_the_first_run(demo_db: None) -> None:
    officer = User.objects.get(username="funzionario.ricerca")
    for vista in Vista:
        assert work_list(sezioni_in(["ricerca"]), user=officer, vista=vista, on=today()).exists(), vista
    assert counts_of(sezioni_in(["agricoltura"]), user=officer, on=today())[Vista.DA_ASSEGNARE] == 1
    client = Client()
    client.force_login(officer)
    assert "Ali senza pilota" in client.get("/admin/").content.decode()
    late = client.get("/admin/procedimenti/carichi-e-tempi/").content.decode()
    assert "Rete delle Botteghe dei Borghi" in late


def test_the_register_says_what_it_says_without_them(demo_db: None) -> None:
    assert Iscrizione.objects.count() == 35
    assert Annotazione.objects.count() == len(read_events())
    granted = Istanza.objects.get(stato=S.ACCOLTA)
    assert granted.iscrizione is not None
    assert granted.iscrizione.denominazione.startswith("Distretto del Cibo Sud Est Barese")
    assert granted.concluso_il == dt.date(2021, 12, 22)


@pytest.mark.parametrize("day", ["2026-01-01", "2028-02-29", "2027-10-31", "2026-08-15"])
def test_they_are_the_same_on_whatever_day_the_demonstration_begins(registro: None, day: str) -> None:
    with time_machine.travel(f"{day} 00:30:00+01:00", tick=False):
        users = create_accounts()
        entry = make_iscrizione("Distretto dell’Informatica", by=users["funzionario.ricerca"])
        played: list[None] = []
        play_istanze(users=users, iscrizioni={"informatica": entry}, advance=lambda: played.append(None))
        on = today()
        assert len(played) == len(read_istanze()) == Istanza.objects.count()
        assert Counter(Istanza.objects.values_list("stato", flat=True)) == STATES
        counts = counts_of(sezioni_in(["ricerca"]), user=users["funzionario.ricerca2"], on=on)
        assert (counts[Vista.SCADUTI], counts[Vista.SOSPESI], counts[Vista.BOZZE]) == (1, 1, 1)
        assert counts[Vista.IN_SCADENZA] >= 1
        refused = Istanza.objects.get(stato=S.RIGETTATA)
        assert refused.concluso_il is not None
        assert refused.scade_il is not None
        assert refused.concluso_il < refused.scade_il
        closed, called = SedutaNucleo.objects.order_by("il")
        assert (closed.stato, called.stato) == (StatoSeduta.CHIUSA, StatoSeduta.CONVOCATA)
        assert PuntoOrdine.objects.get(seduta=closed).esito == EsitoPunto.NON_FAVOREVOLE
        assert PuntoOrdine.objects.get(seduta=closed).istanza == refused
        assert timezone.localtime(called.il).date() == on + dt.timedelta(days=6)
        assert len(componenti_on("ricerca", on)) == 6
    assert all(p.registrato_il.date() < on for p in Protocollo.objects.all())
    outside = checklist_of(refused)
    assert any("5 su 14 imprese con sede in Puglia" in v.riscontro.trovato for v in outside)


def test_who_sits_in_the_nucleo_is_invented_and_says_so(demo_db: None) -> None:
    people = ComponenteNucleo.objects.all()
    assert len(people) == 7
    for one in people:
        assert "dimostrativ" in one.nome
        assert "dimostrativ" in one.qualifica.lower()
        assert one.email.endswith("@example.it")
    officer = Client()
    officer.force_login(User.objects.get(username="funzionario.ricerca"))
    assert "Parere non favorevole".lower() in officer.get("/admin/nucleo/").content.decode()


def test_everything_invented_says_so() -> None:
    for row in read_istanze():
        assert "dimostrativ" in row["richiedente"], row["chiave"]
        assert row["sintesi"].startswith("Dati dimostrativi"), row["chiave"]
        assert row["pec_richiedente"].endswith("@pec.example.it"), row["chiave"]
        assert all("(dimostrativ" in row["dati"]["denominazione"] for _one in row.get("dati", [])), row["chiave"]
