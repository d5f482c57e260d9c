"""What a document would fetch by itself from another server is refused; what a reader only follows comes in."""

import io
import random

import pytest

from archivio.enums import TipoFile
from archivio.exceptions import FileRefusedError
from archivio.ispezione.collegamenti import MAX_XML
from archivio.ispezione.tipo import inspect
from tests.archivio.files import docx, odf, odt, rels, xlsx, xlsx_with

ALL = frozenset(TipoFile)
SETTINGS = "word/_rels/settings.xml.rels"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
UTF_16 = rels("attachedTemplate", "http://esempio.it/m").replace(b"UTF-8", b"UTF-16").decode().encode("utf-16")
ENTITY = '<!DOCTYPE r [<!ENTITY a "http://esempio.it/m.dotm">]>'
BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def inspected(data: bytes) -> TipoFile:
    return inspect(io.BytesIO(data), ALL)


@pytest.mark.parametrize(
    "kind", ["attachedTemplate", "frame", "subDocument", "image", "aFChunk", "externalLinkPath", "video"]
)
@pytest.mark.parametrize(
    "target",
    [
        "http://esempio.it/m.dotm",
        "HTTPS://esempio.it/m.dotm",
        " ht\ttps://esempio.it/m.dotm",
        "ftp://esempio.it/m.dotm",
        "mhtml:http://esempio.it/m.html!x",
        "\\\\server\\share\\m.dotm",
        "//server/share/m.dotm",
        "file://server/share/m.dotm",
        "file:\\\\server\\share\\m.dotm",
        "file:///\\\\server\\share\\m.dotm",
        "file://///server/share/m.dotm",
        "%5C%5Cserver/share/m.dotm",
    ],
)
def test_what_would_be_fetched_from_another_server_is_refused(kind: str, target: str) -> None:
    with pytest.raises(FileRefusedError, match="da un altro server"):
        inspected(docx({SETTINGS: rels(kind, target)}))


@pytest.mark.parametrize(
    "data",
    [
        docx({"word/_RELS/settings.xml.RELS": rels("attachedTemplate", "http://esempio.it/m.dotm")}),
        docx({SETTINGS: rels("attachedTemplate", "http://esempio.it/m.dotm", base=STRICT)}),
        docx({SETTINGS: UTF_16}),
        xlsx_with({"xl/worksheets/_rels/sheet1.xml.rels": rels("frame", "https://esempio.it/x")}),
        odt(**{"meta.xml": odf("meta:template", "https://esempio.it/m.ott")}),
        odt(**{"content.xml": odf("draw:object", "http://esempio.it/o.odt")}),
        odt(**{"Object 1/content.xml": odf("draw:object-ole", "https://esempio.it/o")}),
        odt(**{"styles.xml": odf("draw:floating-frame", "\\\\server\\share\\o")}),
        odt(**{"content.xml": odf("text:section-source", "ftp://esempio.it/o.odt")}),
        odt(**{"content.xml": odf("draw:image", "https://esempio.it/spia.png")}),
        odt(**{"styles.xml": odf("style:background-image", "https://esempio.it/spia.png")}),
        odt(**{"content.xml": odf("table:table-source", "https://esempio.it/o.ods")}),
    ],
    ids=[
        "case",
        "strict",
        "utf-16",
        "xlsx",
        "odt template",
        "odt object",
        "odt inner",
        "odt frame",
        "odt section",
        "odt picture",
        "odt background",
        "odt table",
    ],
)
def test_no_way_of_writing_it_passes(data: bytes) -> None:
    with pytest.raises(FileRefusedError, match="da un altro server"):
        inspected(data)


@pytest.mark.parametrize(
    ("target", "mode"), [("http://esempio.it/o", "External"), ("file:///C:/o.bin", "External"), ("o.bin", "Internal")]
)
def test_an_object_of_another_program_is_refused_wherever_it_is(target: str, mode: str) -> None:
    for data in (
        docx({"word/_rels/document.xml.rels": rels("oleObject", target, mode=mode)}),
        xlsx_with({"xl/worksheets/_rels/sheet1.xml.rels": rels("oleObject", target, mode=mode)}),
    ):
        with pytest.raises(FileRefusedError, match="oggetti incorporati"):
            inspected(data)


@pytest.mark.parametrize(
    ("before", "target"),
    [(ENTITY, "&a;"), (BOMB, "&b;"), ('<!DOCTYPE r SYSTEM "http://esempio.it/r.dtd">', "m"), ("<rotto>", "m")],
    ids=["entity", "bomb", "outer", "broken"],
)
def test_relationships_that_hide_or_break_are_refused(before: str, target: str) -> None:
    with pytest.raises(FileRefusedError, match="danneggiato"):
        inspected(docx({SETTINGS: rels("attachedTemplate", target, before=before)}))


def test_links_are_looked_for_within_a_bound() -> None:
    long, noise = b"<r>" + b"a" * MAX_XML + b"</r>", b"n" + random.Random(1).randbytes(500_000)  # noqa: S311 - no secret
    with pytest.raises(FileRefusedError, match="troppo testo"):
        inspected(docx({SETTINGS: long, "word/media/n": noise}))


@pytest.mark.parametrize(
    "target",
    [
        "file:///C:/Users/anna/Normal.dotm",
        "file:///C:\\Modelli\\m.dotm",
        "C:\\Modelli\\m.dotm",
        "file://localhost/m.dotm",
        "Normal.dotm",
        "../m.dotm",
        "/word/m.dotm",
        "file:///usr/share/m.ott",
        "file://C:/m.dotm",
    ],
)
def test_a_template_of_ones_own_machine_comes_in(target: str) -> None:
    assert inspected(docx({SETTINGS: rels("attachedTemplate", target)})) == TipoFile.DOCX
    assert inspected(odt(**{"meta.xml": odf("meta:template", target)})) == TipoFile.ODT


def test_addresses_that_a_reader_follows_come_in() -> None:
    link = rels("hyperlink", "https://www.regione.puglia.it/distretti")
    assert inspected(docx({"word/_rels/document.xml.rels": link})) == TipoFile.DOCX
    assert inspected(xlsx_with({"xl/worksheets/_rels/sheet1.xml.rels": link})) == TipoFile.XLSX
    assert inspected(odt(**{"content.xml": odf("text:a", "https://www.regione.puglia.it/")})) == TipoFile.ODT
    assert inspected(odt(**{"content.xml": odf("draw:a", "https://www.regione.puglia.it/")})) == TipoFile.ODT
    assert inspected(odt(**{"content.xml": odf("draw:object", "./Object 1")})) == TipoFile.ODT
    assert inspected(odt(**{"content.xml": odf("draw:image", "Pictures/logo.png")})) == TipoFile.ODT
    assert inspected(docx({"word/_rels/document.xml.rels": rels("image", "media/logo.png")})) == TipoFile.DOCX
    assert inspected(xlsx()) == TipoFile.XLSX
