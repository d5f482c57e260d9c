"""The members of two snapshots compared: who enters, who leaves, who changes, whoever they are and however many."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from stdnum import luhn

from core.models import Messaggio
from identita.models import User
from procedimenti.actions.istanza import upload_aderenti
from procedimenti.enums import Passo
from procedimenti.models import Fotografia, Istanza
from procedimenti.policies.integrazione.confronto import MOSTRATI, changes_between, first_of, members_between
from procedimenti.selectors.caso import changes_of
from tests.distretti.elenchi import CANTIERI, POLITECNICO, SARTORIA, xlsx
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI, draft, step
from tests.procedimenti.test_schermate import BASE, desk

P = Passo
pytestmark = pytest.mark.usefixtures("oggi")


def firm(n: int, comune: str = "Bari") -> list[Any]:
    number = f"{1_000_000 + n}072"
    return [f"Segheria {n} s.r.l.", "Impresa", number + luhn.calc_check_digit(number), comune, "BA", None, None]


def row(denominazione: str, codice_fiscale: str = "", **more: Any) -> dict[str, Any]:
    said = {"posizione": 1, "tipo": "impresa", "comune": "", "provincia": "", "ateco": "", "aderisce_dal": None}
    return {**said, "denominazione": denominazione, "codice_fiscale": codice_fiscale, **more}


def photo(*rows: dict[str, Any], sha256: str, al: str = "2026-09-30") -> dict[str, Any]:
    nothing: dict[str, Any] = {"dati": {}, "allegati": []}
    return {**nothing, "elenco": list(rows), "aderenti": {"al": al, "sha256": sha256}}


def integrated(by: User, before: list[list[Any]], after: list[list[Any]]) -> Istanza:
    """A case whose members an integration replaced."""
    istanza = draft(by)
    if before:
        upload_aderenti(istanza=istanza, by=by, contenuto=xlsx(*before), al=dt.date(2026, 10, 1))
    for passo in (P.PRESENTAZIONE, P.PRESA_IN_CARICO, P.AVVIO_ISTRUTTORIA):
        step(istanza, passo, by)
    step(istanza, P.RICHIESTA_INTEGRAZIONE, by, campi=["aderenti"])
    upload_aderenti(istanza=istanza, by=by, contenuto=xlsx(*after), al=OGGI)
    step(istanza, P.INTEGRAZIONE, by)
    return istanza


def test_the_same_tax_code_is_the_same_member_and_without_one_the_same_name() -> None:
    before = photo(row("Alfa", "1"), row("Comune di Bari"), row("Beta", "2"), sha256="a")
    after = photo(row("Alfa spa", "1"), row("COMUNE DI BARI", comune="Bari"), row("Gamma", "3"), sha256="b")
    found = members_between(before, after)
    assert found is not None
    assert [m.denominazione for m in found.entrati] == ["Gamma"]
    assert [m.denominazione for m in found.usciti] == ["Beta"]
    assert [(c.prima.denominazione, c.campi) for c in found.cambiati] == [
        ("Alfa", ("denominazione",)),
        ("Comune di Bari", ("denominazione", "comune")),
    ]


def test_the_same_list_on_another_day_changes_nobody() -> None:
    before, after = photo(row("Alfa", "1"), sha256="a"), photo(row("Alfa", "1"), sha256="a", al="2026-10-31")
    assert members_between(before, after) is None
    assert [(c.prima, c.dopo) for c in changes_between(before, after)] == [
        ("1 aderente, elenco al 30 settembre 2026", "1 aderente, elenco al 31 ottobre 2026")
    ]


def test_as_many_members_of_the_same_day_are_told_as_changed() -> None:
    before, after = photo(row("Alfa", "1"), sha256="a"), photo(row("Beta", "2"), sha256="b")
    (change,) = changes_between(before, after)
    assert (change.nome, change.prima) == ("Aderenti", change.dopo)


def test_a_snapshot_of_before_is_compared_on_what_both_say() -> None:
    old = {k: v for k, v in row("Alfa", "1").items() if k not in {"ateco", "aderisce_dal"}}
    new = row("Alfa", "1", ateco="30.11", aderisce_dal="2024-12-31")
    found = members_between(photo(old, sha256="a"), photo(new, sha256="b"))
    assert found is not None
    assert (found.cambiati, found.uguali) == ([], 1)
    both = members_between(photo(row("Alfa", "1"), sha256="a"), photo(new, sha256="b"))
    assert both is not None
    assert both.cambiati[0].campi == ("ateco", "aderisce_dal")
    assert both.cambiati[0].dopo.aderisce_dal == dt.date(2024, 12, 31)


def test_of_a_long_list_the_first_are_shown_and_the_rest_counted() -> None:
    assert (first_of(range(MOSTRATI)).altri, first_of(range(MOSTRATI + 1)).altri, first_of([]).altri) == (0, 1, 0)


def test_where_no_list_was_everybody_enters(funzionario: User) -> None:
    _changes, found = changes_of(integrated(funzionario, [], [CANTIERI, SARTORIA]))
    assert found is not None
    assert [m.denominazione for m in found.entrati] == [CANTIERI[0], SARTORIA[0]]


def shown(user: User, istanza: Istanza) -> BeautifulSoup:
    return BeautifulSoup(desk(user).get(f"{BASE}{istanza.numero}/?scheda=istruttoria").content, "html.parser")


def test_who_enters_leaves_and_changes_is_read_on_the_case(funzionario: User) -> None:
    istanza = integrated(
        funzionario, [firm(1), firm(2), CANTIERI], [firm(1), firm(2, "Monopoli"), SARTORIA, POLITECNICO]
    )
    page = shown(funzionario, istanza)
    text = " ".join(page.get_text(" ", strip=True).split())
    assert "2 in più, 1 in meno, 1 con dati diversi, 1 come prima." in text
    tables = {
        str(t["aria-label"]): " ".join(t.get_text(" ", strip=True).split()) for t in page.select("div.desk-scroll")
    }
    assert "Sartoria di Anna Rossi" in tables["Aderenti in più"]
    assert "Cantieri del Sud s.r.l. Impresa 00743110157" in tables["Aderenti in meno"]
    assert f"Segheria 2 s.r.l. {firm(2)[2]} Comune Bari Monopoli" in tables["Aderenti con dati diversi"]
    assert "E altri" not in text


@pytest.mark.slow
def test_seven_hundred_members_cost_no_query_more_and_are_cut(
    funzionario: User, django_assert_num_queries: Any
) -> None:
    many = integrated(funzionario, [firm(n) for n in range(700)], [firm(n, "Monopoli") for n in range(10, 710)])
    with django_assert_num_queries(1):
        _changes, found = changes_of(many)
    assert found is not None
    assert (len(found.entrati), len(found.usciti), len(found.cambiati)) == (10, 10, 690)
    page = shown(funzionario, many)
    assert "E altri 670 aderenti con dati diversi." in page.get_text()
    assert len(page.select("div.desk-scroll tbody tr")) == 10 + 10 + MOSTRATI


def test_a_person_s_tax_code_is_seen_by_the_structure_alone_and_leaves_with_no_message(funzionario: User) -> None:
    istanza = integrated(funzionario, [CANTIERI], [CANTIERI, SARTORIA])
    assert SARTORIA[2] in shown(funzionario, istanza).get_text()
    other = desk(make_funzionario("agricoltura")).get(f"{BASE}{istanza.numero}/?scheda=istruttoria")
    assert other.status_code == 404
    for message in Messaggio.objects.all():
        assert SARTORIA[2] not in str(message.contenuto)
        assert SARTORIA[0] not in str(message.contenuto)


def test_the_snapshot_keeps_all_that_the_hash_of_the_list_covers(funzionario: User) -> None:
    integrated(funzionario, [CANTIERI], [CANTIERI, SARTORIA])
    first = Fotografia.objects.earliest("pk").contenuto["elenco"][0]
    assert (first["ateco"], first["aderisce_dal"]) == ("30.11", "2024-12-31")
