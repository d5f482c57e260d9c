"""Writing an istanza: what it may say, when it may change, its members and its papers."""

import datetime as dt
import io
from typing import Any

import pytest

from archivio.exceptions import FileRefusedError
from core.uncertain_dates import in_month, on_day
from distretti.exceptions import DatiError, ElencoError
from distretti.models import Iscrizione, RegolaSezione, Sezione
from identita.models import User
from procedimenti.actions import istanza as acts
from procedimenti.actions.istanza import (
    add_allegato,
    change_istanza,
    open_istanza,
    remove_allegato,
    upload_aderenti,
)
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.actions.protocollo import NumeroDato
from procedimenti.enums import Passo, TipoAllegato, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza
from procedimenti.permissions import check_handle
from procedimenti.policies.istanza import impronta_of
from procedimenti.selectors.caso import changes_of, orologio_of_istanza
from tests.archivio.files import pdf
from tests.distretti.elenchi import CANTIERI, SARTORIA, xlsx
from tests.factories import make_funzionario, make_iscrizione
from tests.procedimenti.conftest import OGGI, assigned, draft, step

P, T = Passo, TipoProcedimento
pytestmark = pytest.mark.usefixtures("oggi")


@pytest.fixture
def voce(funzionario: User) -> Iscrizione:
    return make_iscrizione("Distretto della Nautica", by=funzionario)


def attach(istanza: Istanza, by: User) -> object:
    return add_allegato(istanza=istanza, by=by, stream=io.BytesIO(pdf()), nome="a.pdf", tipo=TipoAllegato.ALTRO)


def test_who_read_an_older_text_does_not_write_over_the_last(funzionario: User) -> None:
    istanza = draft(funzionario)
    read = impronta_of(istanza)
    change_istanza(istanza=istanza, by=funzionario, sintesi="Il legno di Puglia", letta=read)
    with pytest.raises(ProcedimentoError, match="un’altra persona ha cambiato questi dati"):
        change_istanza(istanza=istanza, by=funzionario, sintesi="", letta=read)
    istanza.refresh_from_db()
    assert istanza.sintesi == "Il legno di Puglia"


def test_a_kind_of_procedure_fits_its_section_and_its_entry(funzionario: User, voce: Iscrizione) -> None:
    with pytest.raises(ProcedimentoError, match="apre una voce nuova"):
        draft(funzionario, iscrizione=voce)
    with pytest.raises(ProcedimentoError, match="Indica la voce"):
        draft(funzionario, tipo=T.CONFERMA, dati={})
    with pytest.raises(ProcedimentoError, match="di un’altra sezione"):
        draft(funzionario, tipo=T.CONFERMA, sezione=2, iscrizione=voce)
    with pytest.raises(ProcedimentoError, match="non riguarda le voci della sezione 5"):
        draft(funzionario, sezione=5)


def test_what_is_too_long_or_no_address_is_said_beside_its_field(funzionario: User) -> None:
    said: dict[str, Any] = {"richiedente": "x" * 301, "pec_richiedente": "nessuna", "sintesi": "a\0b"}
    with pytest.raises(DatiError) as error:
        draft(funzionario, **said)
    assert set(error.value.campi) == set(said)
    with pytest.raises(TypeError):
        open_istanza(tipo=T.CENSIMENTO, sezione=Sezione.objects.get(pk=5), by=funzionario, colore="blu")


def test_the_facts_are_checked_as_the_register_would(funzionario: User) -> None:
    with pytest.raises(DatiError):
        draft(funzionario, dati={"denominazione": "Legno", "codice_fiscale": "123"})


def test_who_does_not_treat_istanze_writes_none(funzionario: User) -> None:
    other = make_funzionario("agricoltura")
    with pytest.raises(ProcedimentoError, match="struttura competente"):
        draft(other)
    with pytest.raises(ProcedimentoError, match="struttura competente"):
        check_handle(other, "ricerca")
    with pytest.raises(ProcedimentoError, match="struttura competente"):
        step(draft(funzionario), P.PRESENTAZIONE, other)


def test_a_draft_is_corrected_freely_and_cannot_go_without_who_asks(funzionario: User) -> None:
    istanza = draft(funzionario, richiedente="")
    with pytest.raises(ProcedimentoError, match="chi presenta"):
        step(istanza, P.PRESENTAZIONE, funzionario)
    change_istanza(istanza=istanza, by=funzionario, dati={"denominazione": "Altro nome"}, richiedente="Ente")
    istanza.refresh_from_db()
    assert (istanza.dati, istanza.richiedente) == ({"denominazione": "Altro nome"}, "Ente")


def test_an_integration_of_a_fact_reopens_that_fact(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["denominazione"])
    with pytest.raises(ProcedimentoError, match="«Codice fiscale»"):
        change_istanza(istanza=istanza, by=funzionario, dati={"denominazione": "Legno e arredo"})
    change_istanza(istanza=istanza, by=funzionario, dati=istanza.dati | {"denominazione": "Legno e arredo"})


def test_what_came_is_compared_with_what_was_there(funzionario: User) -> None:
    istanza = assigned(funzionario)
    assert changes_of(istanza) == ([], None)
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["denominazione", "sintesi", "aderenti", "documenti"])
    change_istanza(istanza=istanza, by=funzionario, dati=istanza.dati | {"denominazione": "Legno"}, sintesi="Filiera")
    upload_aderenti(istanza=istanza, by=funzionario, contenuto=xlsx(CANTIERI), al=OGGI)
    attach(istanza, funzionario)
    step(istanza, P.INTEGRAZIONE, funzionario)
    found = {c.nome: (c.prima, c.dopo) for c in changes_of(istanza)[0]}
    members = found.pop("Aderenti")
    assert members[0] == ""
    assert members[1] == "1 aderente, elenco al 2 novembre 2026"
    assert found == {
        "Sintesi": ("", "Filiera"),
        "denominazione": ("Distretto Produttivo del Legno", "Legno"),
        "Altro documento": ("", "a.pdf"),
    }


def test_members_are_read_as_the_register_reads_them(funzionario: User) -> None:
    istanza = draft(funzionario)
    with pytest.raises(DatiError) as future:
        upload_aderenti(istanza=istanza, by=funzionario, contenuto=xlsx(CANTIERI), al=OGGI + dt.timedelta(days=1))
    assert "al" in future.value.campi
    with pytest.raises(ElencoError):
        upload_aderenti(istanza=istanza, by=funzionario, contenuto=xlsx(["", "Impresa", ""]), al=OGGI)
    upload_aderenti(istanza=istanza, by=funzionario, contenuto=xlsx(CANTIERI), al=OGGI)
    upload_aderenti(istanza=istanza, by=funzionario, contenuto=xlsx(CANTIERI, SARTORIA), al=OGGI)
    assert istanza.aderenti.count() == 2


def test_papers_enter_by_the_door_and_leave_only_a_draft(funzionario: User) -> None:
    istanza = draft(funzionario)
    with pytest.raises(FileRefusedError):
        add_allegato(istanza=istanza, by=funzionario, stream=io.BytesIO(b"MZ"), nome="a.pdf", tipo=TipoAllegato.ALTRO)
    attach(istanza, funzionario)
    remove_allegato(allegato=istanza.allegati.get(), by=funzionario)
    attach(istanza, funzionario)
    step(istanza, P.PRESENTAZIONE, funzionario)
    with pytest.raises(ProcedimentoError, match="non si toglie niente"):
        remove_allegato(allegato=istanza.allegati.get(), by=funzionario)
    assert istanza.passi.get().fotografia.contenuto["allegati"][0]["nome"] == "a.pdf"


def test_a_concluded_case_takes_no_more_papers(funzionario: User) -> None:
    istanza = draft(funzionario)
    seen = Istanza.objects.get(pk=istanza.pk)
    step(istanza, P.ARCHIVIAZIONE, funzionario)
    with pytest.raises(ProcedimentoError, match="concluso"):
        attach(istanza, funzionario)
    with pytest.raises(ProcedimentoError, match="concluso"):  # it ended while the file was coming in
        attach(seen, funzionario)
    assert acts.Allegato.objects.count() == 0


def test_the_dirigente_assigns_to_somebody_of_the_structure(funzionario: User, collega: User, dirigente: User) -> None:
    istanza = draft(funzionario)
    step(istanza, P.PRESENTAZIONE, funzionario)
    for nobody in (0, make_funzionario("agricoltura").pk):
        with pytest.raises(ProcedimentoError, match="Scegli una persona"):
            step(istanza, P.ASSEGNAZIONE, dirigente, responsabile=nobody)
    step(istanza, P.ASSEGNAZIONE, dirigente, responsabile=collega.pk)
    assert istanza.responsabile == collega


def test_the_step_that_grants_is_taken_with_its_act(funzionario: User) -> None:
    with pytest.raises(ProcedimentoError, match="con il suo atto"):
        step(draft(funzionario), P.ACCOGLIMENTO, funzionario)


def test_a_section_without_a_term_takes_no_istanza(funzionario: User) -> None:
    istanza = draft(funzionario)
    istanza.sezione.regole.filter(nome="termine_procedimento").delete()
    with pytest.raises(ProcedimentoError, match="non ha un termine"):
        step(istanza, P.PRESENTAZIONE, funzionario)


@pytest.mark.parametrize("number", [NumeroDato("regionale", "", 2026), NumeroDato("regionale", "9" * 41, 2026)])
def test_a_protocol_number_is_a_number(funzionario: User, number: NumeroDato) -> None:
    with pytest.raises(ProcedimentoError, match="numero di protocollo"):
        take_passo(
            istanza=draft(funzionario),
            passo=P.PRESENTAZIONE,
            by=funzionario,
            richiesta=Richiesta(versione=0, giorno=on_day(OGGI), protocollo=number),
        )


def test_reasons_are_written_and_not_without_end(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario)
    with pytest.raises(ProcedimentoError, match="diecimila"):
        step(istanza, P.PREAVVISO, funzionario, motivo="x" * 10_001)
    with pytest.raises(ProcedimentoError, match="motivi che ostano"):
        step(istanza, P.PREAVVISO, funzionario, motivo=" ")
    with pytest.raises(ProcedimentoError, match="integrazione chiesta non è arrivata"):
        step(istanza, P.IMPROCEDIBILITA, collega)


def test_the_notice_of_the_grounds_is_given_once(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario, dt.date(2026, 9, 1))
    step(istanza, P.PREAVVISO, funzionario, dt.date(2026, 9, 10))
    step(istanza, P.PROPOSTA, funzionario, dt.date(2026, 10, 1))
    step(istanza, P.RESTITUZIONE, collega)
    with pytest.raises(ProcedimentoError, match="già stato comunicato"):
        step(istanza, P.PREAVVISO, funzionario)


def test_a_step_that_its_kind_does_not_have(funzionario: User) -> None:
    istanza = assigned(funzionario, tipo=T.CENSIMENTO, sezione=5)
    with pytest.raises(ProcedimentoError, match="non è previsto in questo procedimento"):
        step(istanza, P.RICHIESTA_PARERE, funzionario)


def test_the_clock_says_when_a_suspension_is_not_known(funzionario: User) -> None:
    istanza = draft(funzionario)
    assert orologio_of_istanza(istanza) is None
    istanza.giorni, istanza.giorni_fonte = 90, "prova"
    assert orologio_of_istanza(istanza) is None
    for passo in (P.PRESENTAZIONE, P.PRESA_IN_CARICO, P.AVVIO_ISTRUTTORIA):
        step(istanza, passo, funzionario, dt.date(2026, 9, 1))
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, in_month(2026, 10), campi=["sintesi"])
    orologio = orologio_of_istanza(istanza)
    assert orologio is not None
    assert not orologio.certo


def test_what_a_holiday_does_is_a_rule_of_the_section(funzionario: User) -> None:
    received = dt.date(2026, 9, 28)  # ninety days later it is 27 December, a Sunday
    rule = RegolaSezione.objects.get(sezione=1, nome="termine_festivo")
    assert assigned(funzionario, received).scade_il == dt.date(2026, 12, 28)
    RegolaSezione.objects.filter(pk=rule.pk).update(valore=0)
    assert assigned(funzionario, received).scade_il == dt.date(2026, 12, 27)
    rule.delete()
    assert assigned(funzionario, received).scade_il == dt.date(2026, 12, 28)
