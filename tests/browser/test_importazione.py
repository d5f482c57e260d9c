"""What an office already has, from its sheet to the register: faults first, then the preview, then the import."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.person import Person
from tests.procedimenti.importazione.libri import DGR, NAUTICA, xlsx

People = Callable[..., Person]
VELA = NAUTICA | {"Voce": "VELA", "Denominazione": "Distretto della Vela", "Decorrenza": "10/12/2008"}


def test_a_file_is_tried_corrected_and_imported(people: People, tmp_path: Path) -> None:
    officer = people("funzionario.ricerca")
    page = officer.page
    officer.open("/admin/procedimenti/nuovo/")
    page.get_by_role("link", name="Importali da un foglio").click()
    page.wait_for_url("**/importazione/")
    wrong = xlsx(tmp_path / "registro.xlsx", Atti=[DGR], Iscrizioni=[VELA | {"Comune": "Milano"}])
    page.locator("[name=file]").set_input_files(wrong)
    page.get_by_role("button", name="Carica e prova").click()
    expect(page.get_by_text("«Milano» non è un comune della Puglia")).to_be_visible()
    officer.take_picture("importazione-errori")
    assert violations(page) == []
    right = xlsx(tmp_path / "registro.xlsx", Atti=[DGR], Iscrizioni=[VELA | {"Comune": "Taranto"}])
    page.locator("[name=file]").set_input_files(right)
    page.get_by_role("button", name="Carica e prova").click()
    expect(page.get_by_role("heading", name="Che cosa cambierebbe")).to_be_visible()
    officer.take_picture("importazione-anteprima")
    assert violations(page) == []
    page.get_by_role("button", name="Importa registro.xlsx").click()
    expect(page.get_by_text("registro.xlsx: importato.")).to_be_visible()
