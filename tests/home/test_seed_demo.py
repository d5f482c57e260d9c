"""`seed_demo` fills an empty register with the 35 real districts, only once, and invents nothing."""

import datetime as dt
import io
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command
from pytest_django import Settings
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from archivio.models import Immagine
from distretti.models import Annotazione, Iscrizione
from distretti.models.pagine import DistrettoPage
from home.actions.demo.eventi import DATA, Replay, read_date, read_events, read_json
from home.actions.demo.utenti import ACCOUNTS
from identita.enums import Competenza
from identita.models import User
from pubblicazione.models import Sigillo
from tests.factories import make_funzionario

pytestmark = pytest.mark.slow


def entry(part: str) -> Iscrizione:
    return Iscrizione.objects.get(denominazione__contains=part)


def test_the_demo_register_is_whole_and_proven(demo_db: None) -> None:
    assert Iscrizione.objects.count() == 35
    call_command("verify_registro", stdout=io.StringIO())
    assert Page.find_problems() == ([],) * 5
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert not user.is_superuser
        assert user.email.endswith("@example.it")
    states = WorkflowState.objects.values_list("status", flat=True)
    assert sorted(states).count(WorkflowState.STATUS_IN_PROGRESS) == 3
    assert sorted(states).count(WorkflowState.STATUS_NEEDS_CHANGES) == 1
    assert Sigillo.objects.filter(programmata__eseguita_il__isnull=True, programmata__isnull=False).count() == 1
    assert DistrettoPage.objects.filter(live=True).count() == 10


def test_a_second_run_changes_nothing(demo_db: None) -> None:
    before = Annotazione.objects.order_by("-seq").values_list("impronta", flat=True).first()
    out = io.StringIO()
    call_command("seed_demo", stdout=out)
    assert "non cambio nulla" in out.getvalue()
    assert Annotazione.objects.order_by("-seq").values_list("impronta", flat=True).first() == before


def test_dajs_before_and_after_it_took_a_legal_form(demo_db: None) -> None:
    dajs = entry("Jonico Salentino")
    assert "forma_giuridica" not in dajs.stato_at(dt.date(2013, 1, 14)).fatti
    assert dajs.stato_at(dt.date(2013, 1, 15)).fatti["forma_giuridica"] == "1.5.20"


def test_dialogoi_keeps_its_names_in_order_and_says_what_is_undecided(demo_db: None) -> None:
    entity = entry("Industria Culturale e Digitale")
    names = [row.dati["denominazione"] for row in entity.annotazioni.all() if "denominazione" in row.dati]
    assert [name.rsplit(" ", 1)[-1] for name in names] == ["(Dialogòi)", "Culturale", "Digitale"]
    between = entity.stato_at(dt.date(2016, 6, 1))
    assert "Dialogòi" in between.fatti["denominazione"]
    assert [event.dati["denominazione"] for event in between.incerti if "denominazione" in event.dati] == [names[1]]


def test_at_the_end_of_2012_there_is_who_was_surely_recognised(demo_db: None) -> None:
    day = dt.date(2012, 12, 31)
    found = [entity for entity in Iscrizione.objects.all() if entity.stato_at(day).exists]
    assert sum(1 for entity in found if entity.sezione_id != 2) == 18  # the 18 districts that ARTI counts
    assert {entity.denominazione.split()[0] for entity in found if entity.sezione_id == 2} == {
        "DHITECH",
        "DTA",
        "H-BIO",
    }


def test_production_refuses_the_demo(registro: None, settings: Settings) -> None:
    settings.DEMO_DATA_ALLOWED = False
    with pytest.raises(CommandError) as refused:
        call_command("seed_demo")
    assert refused.value.returncode == 2
    assert not User.objects.exists()


def test_every_event_has_a_source_and_they_are_in_order() -> None:
    reali = {row["chiave"] for row in read_json(DATA / "distretti_reali.json")}
    rows = read_json(DATA / "eventi_reali.json")
    assert {row["chiave"] for row in rows} == reali
    for row in rows:
        days = [read_date(event["decorrenza"]).al for event in row["eventi"]]
        assert days == sorted(days), row["chiave"]
        for event in row["eventi"]:
            assert event["fonte"], (row["chiave"], event)
            assert event["atto"].get("numero") or event.get("nota") or event["atto"]["tipo"] != "dgr", json.dumps(event)


def test_whoever_wrote_a_profile_sees_its_picture_again(demo_db: None) -> None:
    policy = policy_registry.get_by_type(Immagine)
    for picture in Immagine.objects.all():
        seen = policy.instances_user_has_any_permission_for(picture.uploaded_by_user, ["change", "choose"])
        assert picture in seen, picture


def test_a_fact_of_the_survey_is_known_at_the_latest_today_even_on_a_machine_whose_clock_is_behind(
    registro: None,
) -> None:
    with time_machine.travel("2024-03-01 09:00:00+01:00", tick=False):
        replay = Replay(officers={name: make_funzionario(name) for name in Competenza.values})
        chiave, event = next((c, e) for c, e in read_events() if isinstance(e["decorrenza"], dict))
        replay.play(chiave, event | {"decorrenza": {"dal": None, "al": "2026-01-31"}})
        made = Annotazione.objects.get()
    assert (made.decorrenza_al, made.precisione) == (dt.date(2024, 3, 1), "non_nota")
