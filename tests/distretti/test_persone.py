"""Who may write for a district, from when and until when; who holds its offices."""

import datetime as dt
import json

import pytest
import time_machine

from core.uncertain_dates import on_day
from distretti.actions.iscrizione import revoke
from distretti.actions.persone import end_carica, end_delega, grant_delega, record_carica, remove_carica
from distretti.exceptions import DatiError, NotPermittedError, RegistroError
from distretti.models import Delega, Iscrizione
from distretti.selectors.persone import log_of_cariche, people_to_charge
from identita.enums import Permesso
from identita.models import User
from pubblicazione.models import Documento
from tests.factories import make_atto, make_funzionario, make_iscrizione, make_user

OGGI = dt.date(2026, 3, 10)
GIORNO = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_a_day() -> object:
    with time_machine.travel(dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def nautica(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


@pytest.fixture
def mario(registro: None) -> User:
    return make_user("mario")


def may_edit(user: User, iscrizione: Iscrizione) -> bool:
    return bool(iscrizione.scheda.grants(User.objects.get(pk=user.pk), Permesso.EDIT_PROFILO))


def test_a_delega_opens_the_profile_of_that_entry_alone(nautica: Iscrizione, mario: User, funzionario: User) -> None:
    moda = make_iscrizione("Distretto della Moda", by=funzionario)
    grant_delega(user=mario, iscrizione=nautica, by=funzionario)
    assert may_edit(mario, nautica)
    assert not may_edit(mario, moda)


def test_a_delega_begins_and_ends_on_its_days(nautica: Iscrizione, mario: User, funzionario: User) -> None:
    grant_delega(user=mario, iscrizione=nautica, by=funzionario, dal=OGGI + GIORNO, al=OGGI + GIORNO)
    seen = []
    for days in range(3):
        with time_machine.travel(dt.datetime(2026, 3, 10 + days, 9, tzinfo=dt.UTC)):
            seen.append(may_edit(mario, nautica))
    assert seen == [False, True, False]


def test_an_ended_delega_holds_no_more_at_the_next_request(nautica: Iscrizione, mario: User, funzionario: User) -> None:
    delega = grant_delega(user=mario, iscrizione=nautica, by=funzionario)
    ended = end_delega(delega=delega, by=funzionario)
    assert ended.terminata_da == funzionario
    assert not may_edit(mario, nautica)
    with pytest.raises(RegistroError, match="già terminata"):
        end_delega(delega=delega, by=funzionario)


def test_a_delega_that_is_over_is_not_ended_again(nautica: Iscrizione, mario: User, funzionario: User) -> None:
    delega = grant_delega(user=mario, iscrizione=nautica, by=funzionario, al=OGGI)
    with (
        time_machine.travel(dt.datetime(2026, 3, 11, 9, tzinfo=dt.UTC)),
        pytest.raises(RegistroError, match="già terminata"),
    ):
        end_delega(delega=delega, by=funzionario)


def test_the_same_person_has_one_delega_at_a_time(nautica: Iscrizione, mario: User, funzionario: User) -> None:
    first = grant_delega(user=mario, iscrizione=nautica, by=funzionario, al=OGGI + GIORNO)
    with pytest.raises(DatiError, match="ha già una delega per la voce, fino all’11 marzo 2026"):
        grant_delega(user=mario, iscrizione=nautica, by=funzionario)
    grant_delega(user=mario, iscrizione=nautica, by=funzionario, dal=OGGI + 2 * GIORNO)
    end_delega(delega=first, by=funzionario)
    with pytest.raises(DatiError, match="senza termine"):
        grant_delega(user=mario, iscrizione=nautica, by=funzionario)
    assert Delega.objects.count() == 2


@pytest.mark.parametrize(
    ("dal", "al", "field"),
    [(OGGI - GIORNO, None, "dal"), (OGGI + GIORNO, OGGI, "al")],
)
def test_a_delega_is_not_for_the_past_nor_upside_down(
    nautica: Iscrizione, mario: User, funzionario: User, dal: dt.date, al: dt.date | None, field: str
) -> None:
    with pytest.raises(DatiError) as refused:
        grant_delega(user=mario, iscrizione=nautica, by=funzionario, dal=dal, al=al)
    assert set(refused.value.campi) == {field}


def test_nobody_is_given_a_profile_that_cannot_be_written(nautica: Iscrizione, mario: User, funzionario: User) -> None:
    revoke(iscrizione=nautica, by=funzionario, atto=make_atto(), decorrenza=on_day(dt.date(2025, 6, 1)))
    mario.is_active = False
    mario.save()
    with pytest.raises(DatiError) as refused:
        grant_delega(user=mario, iscrizione=nautica, by=funzionario)
    assert set(refused.value.campi) == {"user", "iscrizione"}


def test_nobody_of_the_other_structure_writes_by_delega(nautica: Iscrizione, mario: User, funzionario: User) -> None:
    """Who works for one structure would read by delega the drafts of the other (design law 3)."""
    other = make_funzionario("agricoltura")
    with pytest.raises(DatiError) as refused:
        grant_delega(user=other, iscrizione=nautica, by=funzionario)
    assert "lavora per l’altra struttura" in refused.value.campi["user"]
    assert list(people_to_charge(["ricerca"]).filter(pk__in=[other.pk, mario.pk])) == [mario]


def test_the_other_structure_manages_no_delega_nor_carica(nautica: Iscrizione, mario: User, funzionario: User) -> None:
    other = make_funzionario("agricoltura")
    delega = grant_delega(user=mario, iscrizione=nautica, by=funzionario)
    carica = record_carica(iscrizione=nautica, by=funzionario, nome="Anna Rossi", ruolo="Presidente")
    for act in (
        lambda: grant_delega(user=make_user("altra"), iscrizione=nautica, by=other),
        lambda: end_delega(delega=delega, by=other),
        lambda: record_carica(iscrizione=nautica, by=other, nome="B", ruolo="C"),
        lambda: end_carica(carica=carica, by=other, al=OGGI),
        lambda: remove_carica(carica=carica, by=other),
    ):
        with pytest.raises(NotPermittedError, match="Ricerca"):
            act()


def organi(iscrizione: Iscrizione) -> list[tuple[str, object]]:
    body = json.loads(bytes(Documento.objects.get(risorsa="iscrizioni", chiave=iscrizione.codice).corpo))
    return [(o["nome"], o["al"]) for o in body["registro"]["organi"]]


def test_an_office_is_public_until_it_ends_and_gone_if_it_was_a_mistake(nautica: Iscrizione, funzionario: User) -> None:
    carica = record_carica(iscrizione=nautica, by=funzionario, nome=" Anna  Rossi ", ruolo="Presidente", dal=OGGI)
    assert organi(nautica) == [("Anna Rossi", None)]
    end_carica(carica=carica, by=funzionario, al=OGGI + GIORNO)
    assert organi(nautica) == [("Anna Rossi", "2026-03-11")]
    remove_carica(carica=carica, by=funzionario)
    assert organi(nautica) == []


def test_there_is_one_legal_representative_at_a_time(nautica: Iscrizione, funzionario: User) -> None:
    def legale(nome: str, dal: dt.date | None = None) -> None:
        record_carica(
            iscrizione=nautica, by=funzionario, nome=nome, ruolo="Presidente", rappresentante_legale=True, dal=dal
        )

    legale("Anna Rossi")
    with pytest.raises(DatiError) as refused:
        legale("Bruno Verdi", OGGI)
    assert set(refused.value.campi) == {"rappresentante_legale"}
    end_carica(carica=nautica.cariche.get(), by=funzionario, al=OGGI - GIORNO)
    legale("Bruno Verdi", OGGI)


def test_an_office_says_who_and_what_and_ends_after_it_began(nautica: Iscrizione, funzionario: User) -> None:
    with pytest.raises(DatiError) as refused:
        record_carica(iscrizione=nautica, by=funzionario, nome=" ", ruolo="", dal=OGGI, al=OGGI - GIORNO)
    assert set(refused.value.campi) == {"nome", "ruolo", "al"}
    carica = record_carica(iscrizione=nautica, by=funzionario, nome="Anna Rossi", ruolo="Presidente", dal=OGGI)
    with pytest.raises(DatiError, match="non può finire prima"):
        end_carica(carica=carica, by=funzionario, al=OGGI - GIORNO)


def test_who_touched_an_office_is_on_record_without_the_name_of_who_holds_it(
    nautica: Iscrizione, funzionario: User
) -> None:
    carica = record_carica(iscrizione=nautica, by=funzionario, nome="Anna Rossi", ruolo="Presidente", dal=OGGI)
    end_carica(carica=carica, by=funzionario, al=OGGI)
    remove_carica(carica=carica, by=funzionario)
    told = [(entry.message, entry.user, entry.data["ruolo"], entry.data["al"]) for entry in log_of_cariche(nautica)]
    day = OGGI.isoformat()
    assert told == [
        ("Tolta la carica, registrata per errore", funzionario, "Presidente", day),
        ("Scritta la fine della carica", funzionario, "Presidente", day),
        ("Registrata la carica", funzionario, "Presidente", None),
    ]
    assert not any("Anna" in str(entry.data) for entry in log_of_cariche(nautica))
