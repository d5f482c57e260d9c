"""Declarations in lieu of certificates: which are asked, how they are entered, what is told of those that lack."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client

from distretti.models import Iscrizione, Sezione
from identita.models import User
from procedimenti.actions.istanza import change_istanza
from procedimenti.actions.setup import load_dichiarazioni, read_rows
from procedimenti.enums import Passo, Requisito, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Dichiarazione, Fotografia, Istanza
from procedimenti.policies.dichiarazioni import in_force
from procedimenti.policies.requisiti import check_declared
from procedimenti.selectors.caso import changes_of
from procedimenti.selectors.dichiarazioni import asked_in
from procedimenti.selectors.fascicolo import gather_caso
from procedimenti.selectors.istruttoria import checklist_of
from tests.factories import make_funzionario, make_iscrizione
from tests.procedimenti.conftest import OGGI, assigned, draft, step

P, T = Passo, TipoProcedimento
OBBLIGATORIE = ["rappresentanza", "conseguenze", "adesioni", "liquidazione"]
WHO = "Ada Neri, legale rappresentante"
pytestmark = pytest.mark.usefixtures("oggi")


def text(codice: str, dal: int, al: int | None = None) -> SimpleNamespace:
    days = {"valida_dal": dt.date(dal, 1, 1), "valida_al": al and dt.date(al, 12, 31)}
    return SimpleNamespace(codice=codice, pk=dal, cessata=False, registrato_il=None, **days)


@pytest.mark.parametrize(("year", "found"), [(2019, [2020]), (2020, [2020]), (2022, [2022]), (2024, [])])
def test_the_text_is_that_in_force_on_the_day(year: int, found: list[int]) -> None:
    texts = [text("a", 2022, 2023), text("a", 2020)]
    assert [t.valida_dal.year for t in in_force(texts, on=dt.date(year, 6, 1))] == found


def codes(tipo: TipoProcedimento, sezione: int) -> set[str]:
    return {d.codice for d in asked_in(tipo, [Sezione.objects.get(pk=sezione)], on=OGGI)}


def test_what_is_asked_depends_on_the_kind_and_on_the_section(registro: None) -> None:
    assert codes(T.RICONOSCIMENTO, 1) == {*OBBLIGATORIE, "condanne", "copie"}
    assert codes(T.RICONOSCIMENTO, 7) - codes(T.RICONOSCIMENTO, 6) == {"biologico"}
    assert "liquidazione" not in codes(T.CENSIMENTO, 5)
    assert codes(T.CANCELLAZIONE, 1) == {"rappresentanza", "conseguenze"}
    assert codes(T.CANCELLAZIONE_UFFICIO, 1) == codes(T.REVOCA, 1) == set()


def test_each_row_of_the_data_names_kinds_and_sections_that_exist_and_its_article(registro: None) -> None:
    for row in read_rows("dichiarazioni.csv"):
        assert set(row["tipi"].split()) <= set(T.values)
        assert {int(n) for n in row["sezioni"].split()} <= set(Sezione.objects.values_list("pk", flat=True))
        assert "DPR 445/2000" in row["articolo"]


def test_loading_again_adds_nothing(registro: None) -> None:
    load_dichiarazioni()
    row = Dichiarazione.objects.get(codice="copie")
    assert not row.confermata
    assert str(row) == "Conformità delle copie"


def told(istanza: Istanza) -> tuple[bool | None, str]:
    found = next(v.riscontro for v in checklist_of(istanza) if v.riscontro.requisito is Requisito.DICHIARAZIONI)
    return found.soddisfatto, found.trovato


def test_an_obligatory_declaration_that_lacks_is_told_with_its_article(funzionario: User) -> None:
    istanza = draft(funzionario, dichiarazioni=OBBLIGATORIE[:-1], dichiarante=WHO)
    satisfied, words = told(istanza)
    assert not satisfied
    assert words == (
        "Rese 3 su 6 dichiarazioni. Mancano, obbligatorie: liquidazione e procedure concorsuali "
        "(art. 46, comma 1, lett. ee), DPR 445/2000)."
    )
    change_istanza(istanza=istanza, by=funzionario, dichiarazioni=OBBLIGATORIE)
    istanza.refresh_from_db()
    assert told(istanza) == (True, "Rese 4 su 6 dichiarazioni.")
    change_istanza(istanza=istanza, by=funzionario, dichiarante="")
    istanza.refresh_from_db()
    assert told(istanza) == (False, "Rese 4 su 6 dichiarazioni. Non è scritto chi le rende.")


def test_where_nothing_is_asked_nothing_lacks() -> None:
    assert check_declared([], dichiarante="").soddisfatto is True


def test_a_declaration_that_is_not_asked_there_is_refused(funzionario: User) -> None:
    with pytest.raises(ProcedimentoError, match="non riguarda questo procedimento"):
        draft(funzionario, dichiarazioni=["biologico"])
    with pytest.raises(ProcedimentoError, match="non riguarda questo procedimento"):
        change_istanza(istanza=draft(funzionario), by=funzionario, dichiarazioni=["boh"])


def test_what_was_declared_is_sealed_and_reopened_with_who_declares(funzionario: User) -> None:
    istanza = assigned(funzionario, dichiarazioni=["rappresentanza"], dichiarante=WHO)
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["sintesi"])
    with pytest.raises(ProcedimentoError, match="«Dichiarazioni sostitutive, e chi le rende»"):
        change_istanza(istanza=istanza, by=funzionario, dichiarazioni=OBBLIGATORIE)
    other = assigned(funzionario, dichiarazioni=["rappresentanza"], dichiarante="Ada Neri")
    step(other, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["dichiarazioni"])
    change_istanza(istanza=other, by=funzionario, dichiarazioni=["conseguenze"], dichiarante=WHO)
    step(other, P.INTEGRAZIONE, funzionario)
    assert {c.nome: (c.prima, c.dopo) for c in changes_of(other)[0]} == {
        "Chi rende le dichiarazioni": ("Ada Neri", WHO),
        "Dichiarazione: Legale rappresentanza": ("resa", "non resa"),
        "Dichiarazione: Conseguenze delle dichiarazioni false": ("non resa", "resa"),
    }


def test_the_snapshot_keeps_the_text_that_was_in_force_at_the_receipt(funzionario: User) -> None:
    old = Dichiarazione.objects.get(codice="rappresentanza")
    Dichiarazione.objects.create(
        codice=old.codice, tipi=old.tipi, sezioni=old.sezioni, titolo=old.titolo, testo="di rappresentare l’ente",
        articolo=old.articolo, posizione=old.posizione, valida_dal=dt.date(2026, 10, 1),
    )  # fmt: skip
    istanza = draft(funzionario, dichiarazioni=["rappresentanza"], dichiarante=WHO)
    step(istanza, P.PRESENTAZIONE, funzionario, dt.date(2026, 9, 30))
    content = Fotografia.objects.get().contenuto
    assert content["dichiarante"] == WHO
    kept = {d["codice"]: (d["resa"], d["testo"]) for d in content["dichiarazioni"]}
    assert kept["rappresentanza"] == (True, old.testo)
    assert kept["adesioni"][0] is False
    said = gather_caso(istanza)
    assert (said["dichiarante"], said["dichiarazioni"][0]) == (
        WHO,
        {"testo": old.testo, "articolo": old.articolo, "resa": True},
    )


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.slow
def test_they_are_entered_with_the_istanza_and_shown_on_the_case(funzionario: User) -> None:
    client = desk(funzionario)
    path = "/admin/procedimenti/nuovo/riconoscimento/"
    assert "art. 46, comma 1, lett. aa), DPR 445/2000" in client.get(path).content.decode()
    said = {"sezione": "1", "richiedente": "Legno", "denominazione": "Legno", "dichiarante": WHO}
    client.post(path, said | {"dichiarazioni": OBBLIGATORIE})
    istanza = Istanza.objects.get()
    assert (istanza.dichiarante, istanza.dichiarazioni) == (WHO, sorted(OBBLIGATORIE))
    case = f"/admin/procedimenti/{istanza.numero}/"
    page = client.get(case).content.decode()
    assert f"Rese da {WHO}." in page
    assert "Dichiarazioni sostitutive" in page
    client.post(f"{case}modifica/", said | {"dichiarazioni": ["copie"]})
    istanza.refresh_from_db()
    assert istanza.dichiarazioni == ["copie"]


@pytest.mark.slow
def test_one_of_another_section_is_refused_beside_its_field(registro: None) -> None:
    client = desk(make_funzionario("agricoltura"))
    said = {"sezione": "6", "richiedente": "Olio", "denominazione": "Olio", "dichiarazioni": ["biologico"]}
    page = client.post("/admin/procedimenti/nuovo/riconoscimento/", said).content.decode()
    assert "non riguarda questo procedimento o questa sezione" in page
    assert not Istanza.objects.exists()


@pytest.mark.slow
def test_a_procedure_that_asks_none_has_no_such_fields(funzionario: User) -> None:
    voce: Iscrizione = make_iscrizione("Distretto della Nautica", by=funzionario)
    page = desk(funzionario).get("/admin/procedimenti/nuovo/revoca/").content.decode()
    assert 'name="dichiarante"' not in page
    istanza = draft(funzionario, tipo=T.REVOCA, iscrizione=voce)
    assert (
        "Dichiarazioni sostitutive"
        not in desk(funzionario).get(f"/admin/procedimenti/{istanza.numero}/").content.decode()
    )
