"""The verbale on paper: what it says is what was sealed, from the model of its day, and the PDF is one to be kept."""

import datetime as dt
import io
import subprocess
import unicodedata
import zipfile

import pikepdf
import pytest
import time_machine
from docx import Document

from home.actions.demo.modelli import publish_model, read_scritti
from identita.models import User
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError
from modulistica.models import Modello
from modulistica.scritti.documento import own_model, to_fill
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.punto import Chiamato, declare_conflitto, write_scheda
from procedimenti.actions.nucleo.verbale import verbale_pdf, write_verbale
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo, SedutaNucleo
from procedimenti.selectors.nucleo.componenti import criteri_on
from procedimenti.selectors.nucleo.verbale import gather_verbale
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI
from tests.procedimenti.nucleo.conftest import F, P, item, opened, vote, waiting
from tests.servers.packages import need

pytestmark = [pytest.mark.usefixtures("oggi")]
NAME = "Consorzio «L’Olivo d’Oro» & figli – società cooperativa à r.l. <prova>"


@pytest.fixture
def seduta(funzionario: User, nucleo: list[ComponenteNucleo]) -> SedutaNucleo:
    """A seduta that is voted and still open."""
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
    return seduta


@pytest.fixture
def closed(seduta: SedutaNucleo, funzionario: User) -> SedutaNucleo:
    return close_seduta(seduta=seduta, by=funzionario).seduta


SAID = (
    "Verbale del Nucleo",
    "Verbale della seduta 1/2026",
    "Anna Presidente",
    "3 con diritto di voto, ne servono",
    "presiede Anna Presidente",
    "assente: Elena Quinta",
    "Dario Quarto si astiene per conflitto di interessi (art. 6-bis L. 241/1990): È socio.",
    "4 su 5, Lavorano già insieme.",
    "Relaziona Carla Terza.",
    "favorevole con prescrizioni.",
    "la maggioranza c’è",
    "Una sede a Bari.",
    "Riconoscimento e iscrizione, sezione 1",
    "La seduta è aperta il 2 novembre 2026",
    "La seduta è chiusa il 2 novembre 2026",
    "Letto e approvato il 2 novembre 2026",
    NAME,
)


def words(text: str) -> str:
    """The text of a file, whatever its lines and ligatures."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def words_in(made: bytes) -> str:
    """All the text of a .docx, that of its fields too."""
    body = Document(io.BytesIO(made)).element.body
    return words("".join("".join(t.text for t in p.iter("{*}t")) + "\n" for p in body.iter("{*}p")))


def in_paper(made: bytes) -> str:
    read = [need("pdftotext", "poppler-utils"), "-raw", "-", "-"]
    return words(subprocess.run(read, input=made, capture_output=True, check=True).stdout.decode())  # noqa: S603


def publish_own(author: User) -> Modello:
    """Put in force, as the office's, the model that comes with the register."""
    described = next(d for d in read_scritti() if d["codice"] == "scritto-verbale")
    return publish_model(described=described, author=author, approver=officer()).modello


def officer() -> User:
    return User.objects.filter(username="approva").first() or make_funzionario(username="approva")


def publish_next(modello: Modello, author: User, words: str) -> None:
    """Put in force from tomorrow a version that has `words` on top."""
    document = Document(io.BytesIO(own_model(TipoScritto.VERBALE)))
    document.paragraphs[0].insert_paragraph_before(words)
    made = io.BytesIO()
    document.save(made)
    made.seek(0)
    versione = draft_versione(modello=modello, in_vigore_dal=OGGI + dt.timedelta(days=1), novita="Altra.", by=author)
    add_file(versione=versione, stream=made, nome="verbale.docx", by=author)
    submit_versione(versione=versione, by=author)
    approve_versione(versione=versione, sha256=versione.sha256(), by=officer())


def test_the_docx_says_what_was_sealed_and_speaks_italian(closed: SedutaNucleo) -> None:
    made = write_verbale(closed)
    text = words_in(made)
    assert [s for s in SAID if s not in text] == []
    assert to_fill(made) == []
    styles = zipfile.ZipFile(io.BytesIO(made)).read("word/styles.xml").decode()
    assert 'w:val="it-IT"' in styles
    assert Document(io.BytesIO(made)).core_properties.title.endswith("Seduta n. 1/2026 del 2 novembre 2026")


@pytest.mark.slow
def test_the_pdf_says_it_too_and_is_one_to_be_kept(closed: SedutaNucleo) -> None:
    made = verbale_pdf(closed)
    text = in_paper(made).replace(" ", "")
    assert [s for s in SAID if s.replace(" ", "") not in text] == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert str(pdf.Root.Lang) == "it-IT"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert meta["dc:title"].startswith("Verbale del Nucleo")


def test_of_a_seduta_under_way_it_says_what_there_is_so_far(seduta: SedutaNucleo) -> None:
    text = words_in(write_verbale(seduta))
    assert "Non ancora deciso." in text
    assert "La seduta è chiusa" not in text
    assert "Relaziona Carla Terza." in text


TOMORROW = dt.datetime.combine(OGGI + dt.timedelta(days=1), dt.time(9), tzinfo=dt.UTC)


@pytest.mark.usefixtures("local_stores")
def test_a_model_that_changes_does_not_change_what_was_closed_before(
    seduta: SedutaNucleo, funzionario: User, nucleo: list[ComponenteNucleo]
) -> None:
    modello = publish_own(funzionario)
    closed = close_seduta(seduta=seduta, by=funzionario).seduta
    before = write_verbale(closed)
    other = opened(funzionario, waiting(funzionario, "Moda"))
    publish_next(modello, funzionario, "Regione Puglia, testo nuovo")
    with time_machine.travel(TOMORROW, tick=False):
        again = SedutaNucleo.objects.get(pk=closed.pk)
        assert write_verbale(again) == before
        assert "testo nuovo" in words_in(write_verbale(other)), "one under way follows the model of today"
        assert words_in(write_verbale(close_seduta(seduta=other, by=funzionario).seduta)).count("testo nuovo") == 1


@pytest.mark.usefixtures("local_stores")
def test_what_was_closed_before_the_office_had_a_model_stays_as_it_was(closed: SedutaNucleo, funzionario: User) -> None:
    """The demonstration opens a model in force since before: the verbale that was closed without it keeps its own."""
    before = write_verbale(closed)
    publish_next(publish_own(funzionario), funzionario, "Regione Puglia, testo nuovo")
    assert write_verbale(SedutaNucleo.objects.get(pk=closed.pk)) == before


@pytest.mark.usefixtures("local_stores")
def test_one_sealed_before_it_named_its_model_has_that_of_its_day(
    seduta: SedutaNucleo, funzionario: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    modello = publish_own(funzionario)
    monkeypatch.setattr("procedimenti.actions.nucleo.chiusura.content_to_seal", gather_verbale)
    closed = close_seduta(seduta=seduta, by=funzionario).seduta
    before = write_verbale(closed)
    publish_next(modello, funzionario, "Regione Puglia, testo nuovo")
    with time_machine.travel(TOMORROW, tick=False):
        assert write_verbale(SedutaNucleo.objects.get(pk=closed.pk)) == before


@pytest.mark.usefixtures("local_stores")
def test_what_cannot_be_read_or_drawn_is_told(
    seduta: SedutaNucleo, funzionario: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_own(funzionario)

    def broken(*_args: object, **_kwargs: object) -> bytes:
        raise ModulisticaError("Qui non si può.")

    with monkeypatch.context() as patched:
        patched.setattr("procedimenti.actions.nucleo.verbale.pdf_from_docx", broken)
        with pytest.raises(ProcedimentoError, match=r"Il verbale in PDF: Qui non si può."):
            verbale_pdf(seduta)
    monkeypatch.setattr("procedimenti.actions.nucleo.verbale.docx_of", broken)
    with pytest.raises(ProcedimentoError, match="Qui non si può"):
        write_verbale(seduta)
