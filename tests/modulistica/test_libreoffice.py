"""What is written and handed out opens in LibreOffice, without a complaint, and says there what it says here."""

import re
import subprocess
from pathlib import Path

import pytest

from home.actions.demo.modelli import DATA, read_models
from modulistica.enums import TipoScritto
from modulistica.scritti.campi import split_example
from modulistica.scritti.documento import compose_docx
from tests.modulistica.test_scritti import committed
from tests.servers.packages import need

pytestmark = pytest.mark.slow
# Said of the machine and not of a document: no Java is installed beside it, and none is needed.
_NO_JAVA = "Warning: failed to launch javaldx - java may not function correctly"
_COMPLAINT = re.compile(r"warn|error|corrupt|repair|could not|failed", re.IGNORECASE)


def convert(folder: Path, *files: Path) -> dict[str, str]:
    """Open every file in LibreOffice and return, by name, the text of the PDF that it makes of it."""
    soffice = need("soffice", "libreoffice-writer-nogui")
    pdftotext = need("pdftotext", "poppler-utils")
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)  # noqa: S603
    said = (done.stderr + done.stdout).replace(_NO_JAVA, "")
    assert not _COMPLAINT.search(said), said
    found = {}
    for pdf in out.glob("*.pdf"):
        read = subprocess.run([pdftotext, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)  # noqa: S603
        found[pdf.stem] = " ".join(read.stdout.split())
    return found


def test_every_writing_of_the_office_opens_and_says_what_the_case_says(tmp_path: Path) -> None:
    strange = "D’Amico & «figli» <scarl> – È l’Olio"
    rows = [{"posizione": str(n), "denominazione": f"Impresa {n} & figli", "comune": "Bari"} for n in range(1, 701)]
    for tipo in TipoScritto:
        valori, elenchi = split_example(tipo)
        valori |= {"motivo": f"{strange}\nseconda riga"} if "motivo" in valori else {}
        elenchi |= {"aderenti": rows} if "aderenti" in elenchi else {}
        data = compose_docx(committed(tipo), valori, elenchi, titolo=tipo.label, origine="x")
        (tmp_path / f"{tipo.value}.docx").write_bytes(data)
    texts = convert(tmp_path, *sorted(tmp_path.glob("*.docx")))
    assert sorted(texts) == sorted(TipoScritto.values)
    for tipo in TipoScritto:
        assert tipo.label in texts[tipo.value]
        assert "[" not in texts[tipo.value].replace("[…]", "")
    assert strange in texts["preavviso"]
    assert "Impresa 1 & figli" in texts["proposta"]
    assert "Impresa 700 & figli" in texts["proposta"]


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_every_demonstration_model_opens(tmp_path: Path, suffix: str) -> None:
    models = [d for d in read_models() if "formati" not in d]
    texts = convert(tmp_path, *(DATA / "file" / f"{d['codice']}{suffix}" for d in models))
    for described in models:
        assert described["titolo"].split("’")[0] in texts[described["codice"]]
