"""Which kinds of event are offered for an entry, which are not and why, today and in its past."""

import datetime as dt

import pytest
from django.test import Client

from core.uncertain_dates import on_day
from distretti.actions.evento import record_evento
from distretti.actions.iscrizione import record_annotazione, suspend
from distretti.admin.evento.scelta import GRUPPI
from distretti.enums import TipoAnnotazione
from distretti.models import Iscrizione
from identita.models import User
from tests.distretti.admin.evento.modulo import ATTO, VOCE, T, record
from tests.distretti.admin.pages import look
from tests.factories import make_atto

pytestmark = pytest.mark.slow


def test_every_kind_is_offered_once() -> None:
    offered = [tipo for _titolo, tipi in GRUPPI for tipo in tipi]
    assert sorted(offered) == sorted(TipoAnnotazione)


def test_what_is_not_possible_is_shown_with_its_reason(officer: Client, nautica: Iscrizione, funzionario: User) -> None:
    page = look(officer, f"{VOCE}annota/")
    links = {str(a["href"]).rstrip("/").rsplit("/", 1)[-1] for a in page.soup.select(".desk-choice a")}
    assert {"variazione", "conferma", "sospensione", "revoca", "fusione"} <= links
    assert not {"ripresa", "aderenti", "primo_riconoscimento"} & links
    assert "Si può quando la voce è «Sospesa»; ora è «Attiva»." in page.text
    assert "Serve solo ad aprire una voce nuova." in page.text
    record_evento(
        tipo=T.REVOCA,
        by=funzionario,
        atto=make_atto(),
        decorrenza=on_day(dt.date(2026, 10, 1)),
        dati={},
        iscrizione=nautica,
    )
    after = look(officer, f"{VOCE}annota/")
    assert [a.get_text() for a in after.soup.select(".desk-choice a")] == ["Rettifica"]
    assert after.text.count("La voce è nello stato «Revocata»: ammette solo rettifiche.") == 12


def test_what_was_possible_in_the_past_may_still_be_recorded_there(
    officer: Client, nautica: Iscrizione, funzionario: User
) -> None:
    act, day = make_atto(dt.date(2026, 10, 1), "7"), on_day(dt.date(2026, 10, 2))
    suspend(iscrizione=nautica, by=funzionario, atto=act, decorrenza=day, sospesa_al=dt.date(2062, 1, 1))
    page = look(officer, f"{VOCE}annota/")
    assert "Ora la voce è «Sospesa»: solo con una decorrenza in cui era «Attiva»." in page.text
    record(
        officer,
        f"{VOCE}annota/riconoscimento_definitivo/",
        atto_data_giorno="01/05/2026",
        decorrenza_giorno="02/05/2026",
    )
    nautica.refresh_from_db()
    assert nautica.stato == "sospesa"


def test_an_event_of_the_past_that_changes_nothing_today_says_so(
    officer: Client, nautica: Iscrizione, funzionario: User
) -> None:
    record_annotazione(
        iscrizione=nautica,
        tipo=T.VARIAZIONE,
        decorrenza=on_day(dt.date(2026, 11, 1)),
        atto=make_atto(),
        dati={"indirizzo": "Via 2"},
        by=funzionario,
    )
    form = look(officer, f"{VOCE}annota/variazione/")
    shown = form.send("anteprima", **ATTO, decorrenza_giorno="25/10/2026", indirizzo="Via 1")
    assert "I dati di oggi restano come sono" in shown.text


def test_an_event_of_the_future_says_from_when(officer: Client, nautica: Iscrizione) -> None:
    form = look(officer, f"{VOCE}annota/variazione/")
    day = dt.date.today() + dt.timedelta(days=30)
    shown = form.send("anteprima", **ATTO, decorrenza_giorno=day.strftime("%d/%m/%Y"), indirizzo="Via 1")
    assert "Che cosa risulterà il" in shown.text


@pytest.mark.parametrize(
    "path",
    [
        f"{VOCE}annota/aderenti/",
        f"{VOCE}annota/rettifica/",
        f"{VOCE}annota/boh/",
        "/admin/registro/RP-1-9999/annota/revoca/",
        "/admin/registro/nuova/1/revoca/",
        "/admin/registro/nuova/9/iscrizione/",
        f"{VOCE}rettifica/99/",
    ],
)
def test_what_does_not_exist_is_not_found(officer: Client, nautica: Iscrizione, path: str) -> None:
    assert officer.get(path).status_code == 404
    assert officer.post(path, {"passo": "registra"}).status_code == 404
