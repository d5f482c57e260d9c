"""An integration on the screens of the desk: what is asked, where the answer is written, what of it did not come."""

import io

import pytest
from bs4 import BeautifulSoup

from identita.models import User
from procedimenti.enums import Passo
from procedimenti.models import Istanza
from tests.archivio.files import pdf
from tests.procedimenti.conftest import assigned, step
from tests.procedimenti.test_schede import page_of, words_of
from tests.procedimenti.test_schermate import BASE, desk, take

P = Passo
pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]


def declared(by: User) -> Istanza:
    """A case in istruttoria that makes one declaration of those asked."""
    return assigned(by, dichiarazioni=["rappresentanza"], dichiarante="Ada Neri")


def card(istanza: Istanza, user: User) -> str:
    found = page_of(istanza, user).select_one("section[aria-labelledby=richiesta]")
    return " ".join(found.get_text(" ", strip=True).split()) if found else ""


def test_the_boxes_stand_in_two_groups_each_with_its_name(funzionario: User) -> None:
    istanza = declared(funzionario)
    path = f"{BASE}{istanza.numero}/passo/richiesta_integrazione/"
    page = BeautifulSoup(desk(funzionario).get(path).content, "html.parser")
    groups = {g.legend.get_text(): g for g in page.select(".proc-gruppo") if g.legend}
    assert list(groups) == ["Da correggere", "Mancante"]
    boxes = {name: [str(i["value"]) for i in g.select("input[name=campi]")] for name, g in groups.items()}
    assert "denominazione" in boxes["Da correggere"]
    assert boxes["Mancante"][0] == "aderenti"
    assert "Documento: Atto costitutivo e statuto – richiesto" in groups["Mancante"].get_text()
    for box in page.select("input[name=campi]"):
        assert page.select(f"label[for={box['id']}]")


def test_what_was_ticked_is_kept_when_the_reasons_lack_and_what_is_unknown_is_named(funzionario: User) -> None:
    istanza = assigned(funzionario)
    path = f"{BASE}{istanza.numero}/passo/richiesta_integrazione/"
    day = {"versione": istanza.versione, "giorno_precisione": "giorno", "giorno_giorno": "02/11/2026"}
    sent = desk(funzionario).post(path, {**day, "campi": ["documento.statuto"], "motivo": ""})
    page = BeautifulSoup(sent.content, "html.parser")
    assert [str(i["value"]) for i in page.select("input[name=campi][checked]")] == ["documento.statuto"]
    refused = desk(funzionario).post(path, {**day, "campi": ["responsabile<b>"], "motivo": "Manca."})
    assert "responsabile&lt;b&gt;" in refused.content.decode()
    istanza.refresh_from_db()
    assert istanza.stato == "in_istruttoria"


def test_the_answer_is_written_where_the_case_says(funzionario: User) -> None:
    istanza = declared(funzionario)
    client = desk(funzionario)
    campi = ["rappresentante", "pec", "documento.statuto", "dichiarazione.adesioni"]
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=campi)
    shown = card(istanza, funzionario)
    assert "Mancante Legale rappresentante non ancora inserito PEC non ancora inserito" in shown
    assert "Da correggere" not in shown
    assert shown.endswith("Inserisci i dati dell’integrazione Carica i file dell’integrazione")
    path = f"{BASE}{istanza.numero}/modifica/"
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert {str(i["value"]) for i in page.select("input[name=dichiarazioni]")} == {"adesioni"}
    assert page.select("[name=pec], [name=rappresentante], [name=dichiarante]")
    assert not page.select("[name=sintesi], [name=sito], [name=denominazione]")
    said = {"rappresentante": "Ada Neri", "dichiarazioni": ["adesioni"], "dichiarante": "Ada Neri", "sito": "x"}
    assert client.post(path, said).status_code == 302
    istanza.refresh_from_db()
    assert istanza.dichiarazioni == ["adesioni", "rappresentanza"]
    assert "Legale rappresentante inserito" in card(istanza, funzionario)
    asked = client.get(f"{BASE}{istanza.numero}/passo/integrazione/").content.decode()
    assert "non è ancora nel caso: PEC; Documento: Atto costitutivo e statuto." in asked
    take(client, istanza, "integrazione")
    assert card(istanza, funzionario) == ""
    told = words_of(istanza, funzionario, "istruttoria")
    assert "Chiesto e non arrivato" in told
    assert "non c’è ancora: PEC Documento: Atto costitutivo e statuto" in told
    assert "Legale rappresentante Prima: non presente Dopo: Ada Neri" in told


def test_where_only_papers_lack_nothing_is_written(funzionario: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["documento.statuto"])
    assert "Inserisci i dati" not in page_of(istanza, funzionario).get_text()
    assert card(istanza, funzionario).endswith("non ancora inserito Carica i file dell’integrazione")
    paper = io.BytesIO(pdf())
    paper.name = "statuto.pdf"
    desk(funzionario).post(f"{BASE}{istanza.numero}/allegati/", {"file": paper, "tipo": "statuto"})
    take(desk(funzionario), istanza, "integrazione")
    said = words_of(istanza, funzionario, "istruttoria")
    assert "Atto costitutivo e statuto Prima: non presente Dopo: statuto.pdf" in said
    assert "Chiesto e non arrivato" not in said


def test_who_declares_can_be_asked_alone(funzionario: User) -> None:
    istanza = assigned(funzionario, dichiarazioni=["rappresentanza"])
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["dichiarante"])
    path = f"{BASE}{istanza.numero}/modifica/"
    page = BeautifulSoup(desk(funzionario).get(path).content, "html.parser")
    assert page.select("[name=dichiarante]")
    assert not page.select("[name=dichiarazioni]")
    desk(funzionario).post(path, {"dichiarante": "Ada Neri"})
    istanza.refresh_from_db()
    assert (istanza.dichiarante, istanza.dichiarazioni) == ("Ada Neri", ["rappresentanza"])


def test_two_who_write_the_answer_at_once_do_not_undo_each_other(funzionario: User, collega: User) -> None:
    istanza = assigned(funzionario)
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["rappresentante", "pec"])
    path = f"{BASE}{istanza.numero}/modifica/"
    first, second = desk(funzionario), desk(collega)
    read = BeautifulSoup(second.get(path).content, "html.parser").select_one("input[name=letta]")
    assert read is not None
    assert first.post(path, {"letta": read["value"], "rappresentante": "Ada Neri", "pec": ""}).status_code == 302
    late = {"letta": read["value"], "rappresentante": "", "pec": "legno@pec.example.it"}
    page = second.post(path, late).content.decode()
    assert "Nel frattempo un’altra persona ha cambiato questi dati" in page
    assert "legno@pec.example.it" in page
    istanza.refresh_from_db()
    assert (istanza.rappresentante, istanza.dati.get("pec")) == ("Ada Neri", None)
    again = BeautifulSoup(second.get(path).content, "html.parser").select_one("input[name=letta]")
    assert again is not None
    assert second.post(path, late | {"letta": again["value"], "rappresentante": "Ada Neri"}).status_code == 302
