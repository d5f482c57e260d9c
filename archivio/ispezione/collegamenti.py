"""What an office document would fetch from elsewhere by itself when it is opened: read here, refused if remote."""

import re
import zipfile
from urllib.parse import unquote
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.sax import parseString

from archivio.enums import MIB, TipoFile
from archivio.exceptions import FileRefusedError

MAX_XML = 20 * MIB
# ECMA-376 part 1 §9.2: the last segment is the same in the transitional and in the strict names of a relationship.
# A reader follows a hyperlink when the person wants; every other relationship outside is opened with the document:
# templates and frames, and as well pictures, parts of other formats (altChunk) and workbooks that cells quote.
_FOLLOWED = frozenset({"hyperlink"})
_OLE = "oleobject"
# OpenDocument 1.3: elements whose xlink:href is followed by the reader; of any other it is opened with the document.
_ODF_FOLLOWED = frozenset({"a", "form", "area-rectangle", "area-circle", "area-polygon"})
_ODF_PARTS = ("content.xml", "styles.xml", "meta.xml")
_SCHEME = re.compile(r"\b(?:https?|ftps?|sftp|smb|davs?|webdavs?):", re.IGNORECASE)
# \\server\share and file://server/share; not file:///C:/…, nor file://C:/… that some programs write.
_UNC = re.compile(r"(?:file:)?//(?!/|localhost/|[a-z][:|])|file:/{4,}", re.IGNORECASE)
_REMOTE = (
    "Il file, aperto, andrebbe a prendere da un altro server un’immagine, un modello o un documento collegato: "
    "incorporalo o togli il collegamento, salva di nuovo e riprova."
)
_EMBEDDED = "Il file contiene oggetti incorporati di altri programmi: salvalo senza e riprova."
_TOO_LONG = "Il file contiene troppo testo per poter essere controllato: dividilo e riprova."
_BROKEN = "Il file è danneggiato: non si riesce ad aprirlo. Salvalo di nuovo e riprova."


def check_links(archive: zipfile.ZipFile, kind: TipoFile) -> None:
    """Read the relationships and, in an .odt, the links of every part; at most MAX_XML bytes in all.

    The archive has been unpacked before within its bounds. Raises FileRefusedError for a remote template, picture
    or document, for any OLE object, for XML that is broken or declares a document type (as OPC forbids).
    """
    left = MAX_XML
    for entry in archive.infolist():
        handler = _handler(entry.filename.lower(), kind)
        if handler is None:
            continue
        with archive.open(entry) as part:
            data = part.read(left + 1)
        left -= len(data)
        if left < 0:
            raise FileRefusedError(_TOO_LONG)
        try:
            parseString(data, handler, forbid_dtd=True)
        except (SAXException, ValueError, LookupError) as error:
            raise FileRefusedError(_BROKEN) from error


def _handler(name: str, kind: TipoFile) -> ContentHandler | None:
    if name.endswith(".rels"):
        return _Relationships()
    return _Links() if kind == TipoFile.ODT and name.rpartition("/")[2] in _ODF_PARTS else None


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def is_remote(target: str) -> bool:
    """Say whether an address is of another machine: http, ftp, WebDAV or a UNC path, however it is written."""
    plain = re.sub(r"[\x00-\x20]", "", unquote(target)).replace("\\", "/")
    return bool(_SCHEME.search(plain) or _UNC.match(plain))


class _Relationships(ContentHandler):
    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name of SAX
        kind = attrs.get("Type", "").strip().rpartition("/")[2].lower()
        if kind == _OLE:
            raise FileRefusedError(_EMBEDDED)
        if kind not in _FOLLOWED and is_remote(attrs.get("Target", "")):
            raise FileRefusedError(_REMOTE)


class _Links(ContentHandler):
    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name of SAX
        if _local(name) in _ODF_FOLLOWED:
            return
        if any(_local(attribute) == "href" and is_remote(value) for attribute, value in attrs.items()):
            raise FileRefusedError(_REMOTE)
