"""Whatever the act, the same form sent twice is recorded once; and another form under the same name is refused."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from core.uncertain_dates import on_day
from distretti.actions import confluenza, iscrizione
from distretti.actions.ledger import open_iscrizione
from distretti.actions.rettifica import record_rettifica
from distretti.enums import TipoAnnotazione
from distretti.exceptions import DatiError, RepeatedError
from distretti.models import Annotazione, Iscrizione, Sezione
from identita.models import User
from tests.factories import make_atto, make_iscrizione

MAGGIO = on_day(dt.date(2025, 5, 3))
Act = Callable[[Iscrizione, User], Any]


def common(nautica: Iscrizione, by: User) -> dict[str, Any]:
    atto = make_atto(dt.date(2025, 5, 1), "300")
    return {"iscrizione": nautica, "by": by, "atto": atto, "decorrenza": MAGGIO, "chiave": "una"}


def rettifica(nautica: Iscrizione, by: User) -> Any:
    first = nautica.annotazioni.get(tipo=TipoAnnotazione.ISCRIZIONE)
    return record_rettifica(annotazione=first, by=by, motivo="Giorno sbagliato", decorrenza=MAGGIO, chiave="una")


def merge(nautica: Iscrizione, by: User) -> Any:
    return confluenza.merge(
        iscrizioni=[nautica],
        by=by,
        atto=make_atto(dt.date(2025, 5, 1), "300"),
        decorrenza=MAGGIO,
        sezione=Sezione.objects.get(pk=2),
        dati={"denominazione": "Nautica e Moda"},
        chiave="una",
    )


ACTS: dict[str, Act] = {
    "variazione": lambda n, by: iscrizione.record_variazione(**common(n, by), dati={"sito": "https://nautica.it"}),
    "conferma": lambda n, by: iscrizione.record_conferma(**common(n, by), scade_il="2028-05-03"),
    "sospensione": lambda n, by: iscrizione.suspend(**common(n, by), sospesa_al="2025-12-31"),
    "revoca": lambda n, by: iscrizione.revoke(**common(n, by)),
    "cancellazione": lambda n, by: iscrizione.cancel(**common(n, by)),
    "trasferimento": lambda n, by: confluenza.transfer(**common(n, by), sezione=Sezione.objects.get(pk=2)),
    "fusione in una nuova": merge,
    "rettifica": rettifica,
    "riconoscimento": lambda n, by: iscrizione.record_riconoscimento(
        by=by,
        atto=make_atto(),
        decorrenza=MAGGIO,
        definitivo=True,
        dati={"denominazione": "Nuovo"},
        sezione=Sezione.objects.get(pk=3),
        chiave="una",
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_twice_is_once(registro: None, funzionario: User, name: str) -> None:
    nautica = make_iscrizione("Nautica", by=funzionario)
    first = ACTS[name](nautica, funzionario)
    held = Annotazione.objects.count(), Iscrizione.objects.count()
    assert ACTS[name](nautica, funzionario) == first
    assert (Annotazione.objects.count(), Iscrizione.objects.count()) == held


def test_an_entry_opened_twice_is_one_entry(registro: None, funzionario: User) -> None:
    request: dict[str, Any] = {
        "sezione": Sezione.objects.get(pk=1),
        "tipo": TipoAnnotazione.ISCRIZIONE,
        "decorrenza": MAGGIO,
        "atto": make_atto(),
        "dati": {"denominazione": "Nautica"},
        "by": funzionario,
        "chiave": "una",
    }
    assert open_iscrizione(**request) == open_iscrizione(**request)
    assert Iscrizione.objects.count() == 1


def test_the_same_name_for_another_act_is_refused(registro: None, funzionario: User) -> None:
    nautica = make_iscrizione("Nautica", by=funzionario)
    ACTS["variazione"](nautica, funzionario)
    with pytest.raises(RepeatedError, match="già stato inviato con altri dati"):
        ACTS["revoca"](nautica, funzionario)


def test_a_transfer_takes_along_what_still_makes_sense(registro: None, funzionario: User) -> None:
    nautica = make_iscrizione("Nautica", by=funzionario, sezione_secondaria=2, comune="073027")
    iscrizione.record_riconoscimento(
        iscrizione=nautica,
        by=funzionario,
        atto=make_atto(dt.date(2025, 4, 2), "101"),
        decorrenza=on_day(dt.date(2025, 4, 2)),
        definitivo=True,
    )
    confluenza.transfer(**common(nautica, funzionario), sezione=Sezione.objects.get(pk=2))
    opened = Iscrizione.objects.get(sezione=2)
    assert (opened.denominazione, opened.comune_id, opened.sezione_secondaria_id) == ("Nautica", "073027", None)
    assert opened.stato_at(dt.date(2025, 6, 1)).riconosciuto_dal == on_day(dt.date(2025, 4, 2))


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda n, by: iscrizione.resume(iscrizione=n, by=by, decorrenza=MAGGIO), "atto_tipo"),
        (lambda n, by: iscrizione.expire(iscrizione=n, by=by), "atto_tipo"),
        (lambda n, by: iscrizione.expire(iscrizione=n, by=by, atto=make_atto()), "decorrenza"),
    ],
    ids=["resumed without being suspended", "expired without term", "expired by an act, without term"],
)
def test_a_term_that_was_never_fixed_does_not_pass(registro: None, funzionario: User, act: Act, field: str) -> None:
    with pytest.raises(DatiError) as refused:
        act(make_iscrizione("Nautica", by=funzionario), funzionario)
    assert field in refused.value.campi
