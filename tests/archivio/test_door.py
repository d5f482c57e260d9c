"""What may come in and what may not, told from the bytes; nothing of a refused file is kept."""

import io
import zipfile

import pytest

from archivio.actions import receive_file
from archivio.depositi import key_of, store_of
from archivio.enums import Antivirus, Deposito, TipoFile, UsoFile
from archivio.exceptions import FileRefusedError
from archivio.ispezione.nome import clean_name
from archivio.models import Contenuto, FileRicevuto
from core.canonical import sha256_hex
from identita.models import User
from tests.archivio import files

pytestmark = pytest.mark.usefixtures("stores")


def receive(data: bytes, nome: str, by: User, uso: UsoFile = UsoFile.ALLEGATO) -> FileRicevuto:
    return receive_file(stream=io.BytesIO(data), nome=nome, uso=uso, by=by, competenza="ricerca")


@pytest.mark.parametrize(
    ("data", "tipo"),
    [
        (files.pdf(), TipoFile.PDF),
        (files.docx(), TipoFile.DOCX),
        (files.odt(), TipoFile.ODT),
        (files.xlsx(), TipoFile.XLSX),
        (files.png(), TipoFile.PNG),
        (files.jpeg(), TipoFile.JPEG),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_good_file_comes_in_under_its_hash(funzionario: User, data: bytes, tipo: TipoFile) -> None:
    row = receive(data, "Relazione.xyz", funzionario)
    assert (row.tipo, row.nome) == (tipo, f"Relazione.{tipo.value}")
    assert row.contenuto.sha256 == sha256_hex(data)
    with store_of(Deposito.RISERVATO).open(key_of(sha256_hex(data))) as stream:
        assert stream.read() == data


def test_the_same_bytes_twice_are_stored_once(funzionario: User) -> None:
    data = files.pdf()
    first, second = receive(data, "a.pdf", funzionario), receive(data, "b.pdf", funzionario)
    assert first.contenuto == second.contenuto
    assert (first.nome, second.nome) == ("a.pdf", "b.pdf")


def _bomb() -> bytes:
    return files.docx({"word/media/zeri": b"\0" * (60 * 1024 * 1024)})


def _pdf_and_zip() -> bytes:
    return files.pdf() + files.zipped({"a.txt": b"x"})


def _png_and_zip() -> bytes:
    return files.png() + files.zipped({"a.txt": b"x"})


def _jpeg_and_zip() -> bytes:
    return files.jpeg() + files.zipped({"a.txt": b"x"})


def _docx_and_pdf() -> bytes:
    first = io.BytesIO()
    with zipfile.ZipFile(first, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.xml", b"%PDF-1.7 ")
        with zipfile.ZipFile(io.BytesIO(files.docx())) as document:
            for name in document.namelist():
                archive.writestr(name, document.read(name))
    return first.getvalue()


def _zip_behind_something() -> bytes:
    return b"PK\x03\x04 nothing" + files.docx()


@pytest.mark.parametrize(
    ("data", "nome", "reason"),
    [
        (b"", "vuoto.pdf", "vuoto"),
        (b"MZ\x90\x00" + b"\0" * 99, "relazione.pdf", "tipo di file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "logo.png", "tipo di file"),
        (b"<html><script>1</script></html>", "pagina.docx", "tipo di file"),
        (files.pdf(password="segreta"), "protetto.pdf", "protetto"),
        (files.pdf(javascript=True), "attivo.pdf", "si esegue da solo"),
        (files.pdf(attachment=True), "allegati.pdf", "allegati"),
        (b"%PDF-1.7\nnon un pdf", "rotto.pdf", "danneggiato"),
        (files.docx()[:-40], "rotto.docx", "danneggiato"),
        (files.docx({"word/vbaProject.bin": b"x"}), "macro.docx", "macro"),
        (files.docx(types=b"application/vnd.ms-word.document.macroEnabled.main+xml"), "macro.docx", "macro"),
        (files.odt(**{"Basic/Standard/script.xml": b"x"}), "macro.odt", "macro"),
        (files.docx({"../../etc/passwd": b"x"}), "percorsi.docx", "escono"),
        (files.docx({"word/embeddings/x.bin": files.zipped({"a": b"b"})}), "annidato.docx", "interno"),
        (files.docx({f"p{n}.xml": b"" for n in range(10_000)}), "tante.docx", "10002 parti"),
        (files.docx(comment=b"coda"), "coda.docx", "estranei"),
        (files.zipped({"a.txt": b"x"}), "archivio.zip", "archivio compresso"),
        (_bomb(), "bomba.docx", "bomba"),
        (_pdf_and_zip(), "doppio.pdf", "insieme"),
        (_png_and_zip(), "doppia.png", "insieme"),
        (_jpeg_and_zip(), "doppia.jpg", "insieme"),
        (_docx_and_pdf(), "doppio.odt", "insieme"),
        (b"GIF89a/*" + files.pdf(), "prima.pdf", "tipo di file"),
        (b"<html></html>" + files.pdf(), "pagina.pdf", "tipo di file"),
        (files.EICAR, "eicar.com", "tipo di file"),
        (files.zipped({"eicar.com": files.EICAR}), "eicar.zip", "archivio compresso"),
        (_zip_behind_something(), "doppio.docx", "(nasconde|danneggiato)"),
        (b"\x89PNG\r\n\x1a\n rotto", "rotto.png", "danneggiata"),
    ],
    ids=lambda v: v if isinstance(v, str) and "." in v else "",
)
def test_a_trap_is_refused_in_plain_italian_and_leaves_nothing(
    funzionario: User, data: bytes, nome: str, reason: str
) -> None:
    with pytest.raises(FileRefusedError, match=reason):
        receive(data, nome, funzionario)
    assert not FileRicevuto.objects.exists()
    assert not Contenuto.objects.exists()
    assert not store_of(Deposito.RISERVATO).exists(key_of(sha256_hex(data)))


def test_the_use_decides_kind_and_size(funzionario: User) -> None:
    with pytest.raises(FileRefusedError, match="usa Documento firmato CAdES"):
        receive(files.png(), "atto.pdf", funzionario, UsoFile.ATTO)
    with pytest.raises(FileRefusedError, match="supera 5 MB"):
        receive(b"a;b\n" * 2_000_000, "elenco.csv", funzionario, UsoFile.ELENCO_ADERENTI)
    assert receive("nome;città\nÀ;Bari\n".encode("cp1252"), "e.txt", funzionario, UsoFile.ELENCO_ADERENTI).tipo == "csv"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\Relazione 2025.PDF", "Relazione 2025.pdf"),
        ("rela\u202efdp.exe", "relafdp.pdf"),
        ("nul.pdf", "file nul.pdf"),
        ("  ...  ", "file.pdf"),
        ("perché “no”?.pdf", "perché “no”.pdf"),
        ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
        ("versione 1.2 finale", "versione 1.2 finale.pdf"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert clean_name(given, TipoFile.PDF) == kept


def test_without_an_antivirus_the_file_says_so(funzionario: User) -> None:
    row = receive(files.pdf(), "a.pdf", funzionario)
    assert row.antivirus == Antivirus.NON_CONFIGURATO
    assert row.is_ready
