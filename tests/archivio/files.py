"""Files made on the spot: good ones of every kind, and the traps that the door must refuse."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pikepdf
from asn1crypto import pem, x509
from cryptography import x509 as cx509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from openpyxl import Workbook
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

# The test file of every antivirus, in two halves so that no scanner of this repository takes it for the real thing.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(*, javascript: bool = False, attachment: bool = False, password: str = "") -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    if javascript:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if attachment:
        document.attachments["nascosto.txt"] = pikepdf.AttachedFileSpec(document, b"x")
    out = io.BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(out, encryption=encryption, deterministic_id=not password)
    return out.getvalue()


def zipped(entries: dict[str, bytes], *, mimetype: bytes = b"", comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype, zipfile.ZIP_STORED)
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return out.getvalue()


def odt(**entries: bytes) -> bytes:
    return zipped({"content.xml": b"<office/>", **entries}, mimetype=b"application/vnd.oasis.opendocument.text")


_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(extra: dict[str, bytes] | None = None, types: bytes = _WORD, comment: bytes = b"") -> bytes:
    parts = {"[Content_Types].xml": b'<Types><Override ContentType="' + types + b'"/></Types>'}
    return zipped({**parts, "word/document.xml": b"<w:document/>", **(extra or {})}, comment=comment)


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def rels(kind: str, target: str, *, mode: str = "External", before: str = "", base: str = _OFFICE) -> bytes:
    """A part of relationships with one of them, of the last segment `kind`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{base}{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    ).encode()


def odf(element: str, href: str) -> bytes:
    """A part of an .odt where one element (`prefix:name`) has an address."""
    return (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<office:body><{element} xlink:href="{href}"/></office:body></office:document-content>'
    ).encode()


def xlsx_with(extra: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx())) as book:
        return zipped({name: book.read(name) for name in book.namelist()} | extra)


def xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["denominazione", "codice fiscale"])
    book.save(out)
    return out.getvalue()


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    return out.getvalue()


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "JPEG")
    return out.getvalue()


def _name(common_name: str, serial: str = "") -> cx509.Name:
    parts = [cx509.NameAttribute(NameOID.COUNTRY_NAME, "IT"), cx509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    if serial:
        parts.append(cx509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return cx509.Name(parts)


class Authority:
    """A throw-away certification authority with one signer."""

    def __init__(self, name: str = "Autorità di prova") -> None:
        self.key = rsa.generate_private_key(65537, 2048)
        start, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
        usage = cx509.KeyUsage(False, False, False, False, False, True, True, False, False)
        self.certificate = (
            cx509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(name))
            .public_key(self.key.public_key())
            .serial_number(cx509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(cx509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .sign(self.key, hashes.SHA256())
        )
        self.signer_key = rsa.generate_private_key(65537, 2048)
        usage = cx509.KeyUsage(True, True, False, False, False, False, False, False, False)
        self.signer_certificate = (
            cx509.CertificateBuilder()
            .subject_name(_name("Maria Rossi", "TINIT-RSSMRA80A41A662X"))
            .issuer_name(_name(name))
            .public_key(self.signer_key.public_key())
            .serial_number(cx509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=3650))
            .add_extension(cx509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .sign(self.key, hashes.SHA256())
        )

    @property
    def root(self) -> x509.Certificate:
        return x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def signer(self) -> signers.SimpleSigner:
        from asn1crypto import keys

        der = self.signer_key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        certificate = x509.Certificate.load(self.signer_certificate.public_bytes(serialization.Encoding.DER))
        return signers.SimpleSigner(
            signing_cert=certificate,
            signing_key=keys.PrivateKeyInfo.load(der),
            cert_registry=SimpleCertificateStore(),
        )

    def sign_pdf(self, data: bytes) -> bytes:
        metadata = signers.PdfSignatureMetadata(field_name="Firma", subfilter=SigSeedSubFilter.PADES)
        out = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), metadata, signer=self.signer)
        return bytes(out.getvalue())

    def sign_p7m(self, data: bytes) -> bytes:
        import asyncio

        envelope = asyncio.run(self.signer.async_sign_general_data(data, "sha256", detached=False))
        return bytes(envelope.dump())


@lru_cache(maxsize=2)
def authority(name: str = "Autorità di prova") -> Authority:
    return Authority(name)


def as_pem(der: bytes) -> bytes:
    return bytes(pem.armor("PKCS7", der))
