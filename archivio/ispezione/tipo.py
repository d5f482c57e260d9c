"""What a file is, told from its bytes; the name it came under is only a name."""

import base64
import binascii
import io
from typing import BinaryIO

from asn1crypto import cms
from PIL import Image

from archivio.enums import TipoFile
from archivio.exceptions import FileRefusedError
from archivio.ispezione.contenitore import zip_kind
from archivio.ispezione.pdf import check_pdf

_MAX_NESTED_SIGNATURES = 5
_ZIP_END = b"PK\x05\x06"
_UNKNOWN = "Non è un tipo di file accettato: usa {}."


def inspect(stream: BinaryIO, ammessi: frozenset[TipoFile]) -> TipoFile:
    """Return the kind of a seekable file after having opened all of it.

    Raises FileRefusedError, with the reason in Italian, if it is none of `ammessi`, broken, disguised or active.
    """
    stream.seek(0)
    head = stream.read(8192)
    stream.seek(0)
    kind = _kind(stream, head)
    if kind is None or kind not in ammessi:
        raise FileRefusedError(_UNKNOWN.format(", ".join(sorted(t.label for t in ammessi))))
    return kind


def _kind(stream: BinaryIO, head: bytes) -> TipoFile | None:
    if head.startswith(b"%PDF-"):
        _check_no_zip_inside(stream)
        check_pdf(stream)
        return TipoFile.PDF
    if head.startswith(b"PK\x03\x04"):
        _check_no_pdf_inside(head)
        return zip_kind(stream)
    if head.startswith(b"\x89PNG\r\n\x1a\n") or head.startswith(b"\xff\xd8\xff"):
        _check_no_zip_inside(stream)
        return _check_image(stream)
    if head[:1] == b"\x30" or head.startswith(b"-----BEGIN") or head[:4].isalnum():
        signed = read_signed(stream.read())
        if signed is not None:
            _check_wrapped(signed)
            return TipoFile.P7M
    stream.seek(0)
    return TipoFile.CSV if _is_csv(stream.read()) else None


def _check_no_zip_inside(stream: BinaryIO) -> None:
    """What is also an archive means two things to two programs: refused."""
    data = stream.read()
    stream.seek(0)
    if _ZIP_END in data[-70_000:]:
        raise FileRefusedError("Il file è insieme un documento e un archivio: salvalo di nuovo e riprova.")


def _check_no_pdf_inside(head: bytes) -> None:
    """Many readers take for a PDF whatever says so in its first 1,024 bytes."""
    if b"%PDF-" in head[:1024]:
        raise FileRefusedError("Il file è insieme un documento e un PDF: salvalo di nuovo e riprova.")


def _check_image(stream: BinaryIO) -> TipoFile:
    try:
        with Image.open(stream, formats=("PNG", "JPEG")) as image:
            image.verify()
            return TipoFile.PNG if image.format == "PNG" else TipoFile.JPEG
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FileRefusedError("L’immagine è danneggiata o troppo grande: salvala di nuovo e riprova.") from error


def read_signed(data: bytes) -> cms.SignedData | None:
    """Return the CMS SignedData of a .p7m, given as DER, PEM or plain base64; None if it is nothing of the kind."""
    if data[:1] != b"\x30":
        lines = [line for line in data.splitlines() if line and not line.startswith(b"-----")]
        try:
            data = base64.b64decode(b"".join(lines), validate=True)
        except (binascii.Error, ValueError):
            return None
    try:
        info = cms.ContentInfo.load(data, strict=True)
        return info["content"] if info["content_type"].native == "signed_data" else None
    except (ValueError, TypeError, KeyError):
        return None


def content_of(signed: cms.SignedData) -> bytes:
    """Return what was signed, unwrapping signatures within signatures; b'' when the signature is detached."""
    for _level in range(_MAX_NESTED_SIGNATURES):
        content = signed["encap_content_info"]["content"].native
        if not content:
            return b""
        inner = read_signed(content)
        if inner is None:
            return bytes(content)
        signed = inner
    raise FileRefusedError("Il documento è firmato troppe volte una dentro l’altra: invia il file con meno buste.")


def _check_wrapped(signed: cms.SignedData) -> None:
    content = content_of(signed)
    if not content:
        raise FileRefusedError("Il file .p7m contiene solo la firma e non il documento: invia la busta completa.")
    if _kind(io.BytesIO(content), content[:8192]) in {None, TipoFile.P7M, TipoFile.CSV}:
        raise FileRefusedError("Il documento dentro il file .p7m non è di un tipo accettato: firma un PDF.")


def _is_csv(data: bytes) -> bool:
    """Plain text with more than one column, in an encoding that spreadsheets write."""
    if b"\x00" in data or data.lstrip()[:1] in {b"<", b"{", b"#"} or not data.strip():
        return False
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.splitlines()[0]
    return any(separator in first for separator in ",;\t")
