"""The checklist: what the data say of each requirement, and who overrules them, with reasons."""

import datetime as dt
import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from stdnum import luhn

from distretti.actions.elenco import approve_elenco, upload_elenco
from distretti.models import RegolaSezione
from identita.models import User
from procedimenti.actions.istanza import add_allegato, upload_aderenti
from procedimenti.actions.istruttoria import record_verifica
from procedimenti.enums import Passo, Requisito, TipoAllegato, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza
from procedimenti.policies.requisiti import check_papers
from procedimenti.selectors.istruttoria import checklist_of
from tests.archivio.files import pdf
from tests.distretti.elenchi import POLITECNICO, xlsx
from tests.factories import make_funzionario, make_iscrizione
from tests.procedimenti.conftest import OGGI, assigned, draft, step

R, T = Requisito, TipoProcedimento
pytestmark = pytest.mark.usefixtures("oggi")


def firm(n: int, provincia: str = "BA") -> list[Any]:
    number = f"{1_000_000 + n}072"
    comune = {"BA": "Bari", "MI": "Milano", "": None}[provincia]
    return [f"Segheria {n} s.r.l.", "Impresa", number + luhn.calc_check_digit(number), comune, provincia or None]


def with_members(istanza: Istanza, by: User, *rows: list[Any]) -> Istanza:
    upload_aderenti(istanza=istanza, by=by, contenuto=xlsx(*rows), al=OGGI)
    return istanza


def found(istanza: Istanza) -> dict[Requisito, tuple[bool | None, str]]:
    return {v.riscontro.requisito: (v.soddisfatto, v.riscontro.trovato) for v in checklist_of(istanza)}


def test_firms_are_counted_once_by_their_tax_code(funzionario: User) -> None:
    istanza = with_members(draft(funzionario), funzionario, *(firm(n) for n in range(9)), POLITECNICO)
    assert found(istanza)[R.IMPRESE] == (
        False,
        "9 imprese distinte per codice fiscale; ne servono 10, numero da confermare.",
    )
    with_members(istanza, funzionario, *(firm(n) for n in range(10)))
    assert found(istanza)[R.IMPRESE][0] is True
    RegolaSezione.objects.filter(sezione=istanza.sezione, nome="minimo_imprese").update(stato="confermata")
    assert found(istanza)[R.IMPRESE][1].endswith("ne servono 10.")
    RegolaSezione.objects.filter(sezione=istanza.sezione, nome="minimo_imprese").delete()
    assert found(istanza)[R.IMPRESE] == (None, "10 imprese distinte per codice fiscale; la sezione non ha un minimo.")


def test_where_the_firms_are(funzionario: User) -> None:
    istanza = draft(funzionario)
    assert found(istanza)[R.SEDE] == (None, "0 su 0 imprese con sede in Puglia.")
    with_members(istanza, funzionario, firm(1), firm(2, "MI"), firm(3, ""))
    said = "1 su 3 imprese con sede in Puglia; di 1 la provincia non è scritta."
    assert found(istanza)[R.SEDE] == (None, said)
    with_members(istanza, funzionario, firm(1), firm(2))
    assert found(istanza)[R.SEDE][0] is True


def test_firms_of_other_entries_are_told_by_code_and_name_even_across_the_wall(funzionario: User) -> None:
    istanza = with_members(draft(funzionario), funzionario, firm(1), firm(2))
    assert found(istanza)[R.ALTRE_VOCI] == (True, "Nessuna impresa aderisce già a un’altra voce.")
    farmer, second = make_funzionario("agricoltura"), make_funzionario("agricoltura", "funzionario.agricoltura2")
    voce = make_iscrizione("Distretto dell’Olio", by=farmer, sezione=6)
    for day, rows in ((dt.date(2026, 1, 31), (firm(1), firm(2))), (dt.date(2026, 2, 28), (firm(2), firm(5)))):
        made = upload_elenco(iscrizione=voce, by=farmer, contenuto=xlsx(*rows), al=day)
        approve_elenco(elenco=made, by=second, sha256=made.sha256)
    told = f"Già in altre voci: 1 impresa di {voce.codice}, Distretto dell’Olio."
    assert found(istanza)[R.ALTRE_VOCI] == (None, told)


def test_papers_that_lack_are_named(funzionario: User) -> None:
    istanza = draft(funzionario)
    assert found(istanza)[R.DOCUMENTI] == (
        False,
        "Mancano: istanza firmata, atto costitutivo e statuto, programma di sviluppo.",
    )
    assert found(istanza)[R.FIRMA][0] is False
    for tipo in (TipoAllegato.ISTANZA, TipoAllegato.STATUTO, TipoAllegato.PROGRAMMA):
        add_allegato(istanza=istanza, by=funzionario, stream=io.BytesIO(pdf()), nome="a.pdf", tipo=tipo)
    assert found(istanza)[R.DOCUMENTI][0] is True
    assert found(istanza)[R.FIRMA][0] is None


@pytest.mark.parametrize(("intact", "said"), [(True, "corrisponde"), (False, "non corrisponde")])
def test_the_signature_of_the_istanza(intact: bool, said: str) -> None:
    _papers, signed = check_papers(T.CONFERMA, [("istanza", [{"integra": intact}])])
    assert (signed.soddisfatto, said in signed.trovato) == (intact, True)


def test_procedures_ex_officio_have_no_checklist(funzionario: User) -> None:
    voce = make_iscrizione("Distretto della Nautica", by=funzionario)
    istanza = draft(funzionario, tipo=T.CANCELLAZIONE_UFFICIO, iscrizione=voce)
    assert checklist_of(istanza) == []
    assert list(found(draft(funzionario, tipo=T.VARIAZIONE, iscrizione=voce))) == [R.FIRMA, R.DICHIARAZIONI]


def test_the_responsabile_overrules_with_reasons(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario)
    said: dict[str, Any] = {"istanza": istanza, "requisito": R.IMPRESE}
    refusals: list[tuple[dict[str, Any], User, str]] = [
        ({"esito": "si", "motivo": "x"}, collega, "responsabile"),
        ({"esito": "", "motivo": "x"}, funzionario, "soddisfatto"),
        ({"esito": "si", "motivo": " "}, funzionario, "Scrivi perché"),
    ]
    for wrong, by, words in refusals:
        with pytest.raises(ProcedimentoError, match=words):
            record_verifica(**said, **wrong, by=by)
    record_verifica(**said, esito="si", motivo="Due imprese figlie contano a parte.", by=funzionario)
    assert found(istanza)[R.IMPRESE][0] is True
    verifica = istanza.verifiche.get()
    assert verifica.trovato.startswith("0 imprese")
    with pytest.raises(IntegrityError), transaction.atomic():
        verifica.delete()


def test_a_requirement_that_its_kind_does_not_have(funzionario: User) -> None:
    voce = make_iscrizione("Distretto della Nautica", by=funzionario)
    istanza = assigned(funzionario, tipo=T.VARIAZIONE, iscrizione=voce)
    with pytest.raises(ProcedimentoError, match="non si verifica"):
        record_verifica(istanza=istanza, requisito=R.IMPRESE, esito="si", motivo="x", by=funzionario)


def test_after_the_end_nothing_is_said_any_more(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, Passo.RINUNCIA, funzionario)
    with pytest.raises(ProcedimentoError, match="finché è aperto"):
        record_verifica(istanza=istanza, requisito=R.IMPRESE, esito="si", motivo="x", by=funzionario)


def test_the_screen_of_a_requirement(funzionario: User) -> None:
    istanza = assigned(funzionario)
    client = Client()
    client.force_login(funzionario)
    path = f"/admin/procedimenti/{istanza.numero}/requisiti/imprese/"
    assert "ne servono 10" in client.get(path).content.decode()
    assert "Scrivi perché" in client.post(path, {"esito": "si", "motivo": ""}).content.decode()
    assert client.post(path, {"esito": "no", "motivo": "Sono troppo poche."}).status_code == 302
    page = client.get(f"/admin/procedimenti/{istanza.numero}/?scheda=istruttoria").content.decode()
    assert "non soddisfatto" in page
    assert "Sono troppo poche." in page
    assert client.get(f"/admin/procedimenti/{istanza.numero}/requisiti/colore/").status_code == 404
