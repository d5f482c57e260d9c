"""The verbale on paper: what it says is what was sealed, it can be completed, and the PDF is one to be kept."""

import io
import subprocess
import unicodedata
import zipfile
from typing import Any

import pikepdf
import pytest
from docx import Document

from home.actions.demo.modelli import publish_model, read_scritti
from identita.models import User
from modulistica.exceptions import ModulisticaError
from modulistica.scritti.documento import to_fill
from modulistica.scritti.pdf import pdf_from_docx
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.punto import Chiamato, declare_conflitto, write_scheda
from procedimenti.actions.nucleo.verbale import write_verbale
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo
from procedimenti.selectors.nucleo.componenti import criteri_on
from procedimenti.verbale import verbale_docx, verbale_pdf
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI
from tests.procedimenti.nucleo.conftest import F, P, item, opened, vote, waiting
from tests.procedimenti.test_fascicolo import needed

pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]
NAME = "Consorzio «L’Olivo d’Oro» & figli – società cooperativa à r.l. <prova>"


@pytest.fixture
def verbale(funzionario: User, nucleo: list[ComponenteNucleo]) -> dict[str, Any]:
    case = waiting(funzionario, NAME)
    seduta = opened(funzionario, case, absent=(nucleo[4],))
    punto = item(seduta)
    first = criteri_on("ricerca", OGGI)[0]
    write_scheda(
        punto=punto,
        valutazioni={first.pk: (4, "Lavorano già insieme.")},
        discussione="Relaziona Carla Terza.",
        prescrizioni="Una sede a Bari.",
        by=funzionario,
    )
    declare_conflitto(punto=punto, chi=Chiamato(nucleo[3], by=funzionario), motivo="È socio.")
    for one, valore in zip(nucleo, (P, P, F), strict=False):
        vote(punto, one, funzionario, valore, "Una sede a Bari.")
    made: dict[str, Any] = close_seduta(seduta=seduta, by=funzionario).contenuto
    return made


SAID = (
    "Verbale del Nucleo Tecnico di Valutazione e Raccordo",
    "Seduta n. 1/2026 del 2 novembre 2026",
    "Anna Presidente",
    "Dario Quarto si astiene per conflitto di interessi (art. 6-bis L. 241/1990): È socio.",
    "Assenti: Elena Quinta.",
    "4 su 5",
    "Relaziona Carla Terza.",
    "Favorevole con prescrizioni",
    "Prescrizioni: Una sede a Bari.",
    "la maggioranza c’è",
    NAME,
)


def words(text: str) -> str:
    """The text of a file, whatever its lines and ligatures."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def test_the_docx_says_what_was_sealed_and_speaks_italian(verbale: dict[str, Any]) -> None:
    made = verbale_docx(verbale)
    paper = Document(io.BytesIO(made))
    cells = [c.text for t in paper.tables for r in t.rows for c in r.cells]
    text = words(" ".join([*(p.text for p in paper.paragraphs), *cells]))
    assert [s for s in SAID if s not in text] == []
    assert paper.core_properties.language == "it-IT"
    styles = zipfile.ZipFile(io.BytesIO(made)).read("word/styles.xml").decode()
    assert 'w:val="it-IT"' in styles


def test_the_pdf_says_it_too_and_is_one_to_be_kept(verbale: dict[str, Any]) -> None:
    made = verbale_pdf(verbale)
    read = [needed("pdftotext"), "-", "-"]
    text = words(subprocess.run(read, input=made, capture_output=True, check=True).stdout.decode())  # noqa: S603
    assert [s for s in SAID if s not in text] == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert str(pdf.Root.Lang) == "it"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert meta["dc:title"].startswith("Verbale del Nucleo")


@pytest.mark.usefixtures("local_stores")
def test_from_the_model_of_the_office_it_says_what_was_sealed(verbale: dict[str, Any], funzionario: User) -> None:
    assert words_in(write_verbale(verbale)) == words_in(verbale_docx(verbale))  # no model is in force yet
    described = next(d for d in read_scritti() if d["codice"] == "scritto-verbale")
    second = make_funzionario(username="funzionario.ricerca9")
    publish_model(described=described, author=funzionario, approver=second)
    made = write_verbale(verbale)
    text = words_in(made)
    elsewhere = ("Verbale del Nucleo Tec", "Seduta n.", "4 su 5", "Assenti", "Dario")
    said = [s.removeprefix("Prescrizioni: ") for s in SAID if not s.startswith(elsewhere)]
    said += ["assente: Elena Quinta", "Dario Quarto si astiene", "1/2026"]
    assert [s for s in said if s.lower() not in text.lower()] == []
    assert to_fill(made) == []
    pdf = pdf_from_docx(made, titolo="Verbale")
    with pikepdf.open(io.BytesIO(pdf)) as paper, paper.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")


def words_in(made: bytes) -> str:
    """All the text of a .docx, that of its fields too."""
    return words("".join(f"{t.text} " for t in Document(io.BytesIO(made)).element.body.iter() if t.tag.endswith("}t")))


def test_a_model_that_cannot_be_read_is_told(
    verbale: dict[str, Any], local_stores: None, funzionario: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = next(d for d in read_scritti() if d["codice"] == "scritto-verbale")
    publish_model(described=described, author=funzionario, approver=make_funzionario(username="funzionario.ricerca9"))

    def broken(_versione: object) -> bytes:
        raise ModulisticaError("La versione non ha un documento Word.")

    monkeypatch.setattr("procedimenti.actions.nucleo.verbale.docx_of", broken)
    with pytest.raises(ProcedimentoError, match="non ha un documento Word"):
        write_verbale(verbale)
