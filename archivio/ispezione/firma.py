"""Who signed a file and whether it is intact: PAdES and CAdES, against the roots the installation trusts.

The report never says "valid": without live revocation data and a qualified trust list it can only say what was
verified, against which roots and on which day (eIDAS, reg. UE 910/2014 art. 32).
"""

import asyncio
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asn1crypto import cms, x509
from django.utils.timezone import localdate
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import CMSExtractionError, SignedDataCerts, extract_certificate_info
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext

from archivio.enums import TipoFile
from archivio.ispezione.tipo import read_signed
from core.italiano import the_day

Report = dict[str, Any]


def load_roots(folder: str) -> list[x509.Certificate]:
    """Return the certificates (PEM or DER) of a folder; none if the setting is empty."""
    if not folder:
        return []
    return [load_cert_from_pemder(str(path)) for path in sorted(Path(folder).iterdir()) if path.is_file()]


def signature_report(data: bytes, tipo: TipoFile, *, roots: Sequence[x509.Certificate], on: dt.datetime) -> Report:
    """Report the signatures of a file: format, and for each who, when, whether intact and whether the chain is known.

    `on` is the instant of receipt, at which the chain is judged. A file without signatures has an empty list.
    """
    if tipo is TipoFile.PDF:
        formato, firme = "PAdES", _pades(data, roots, on)
    elif tipo is TipoFile.P7M:
        formato, firme = "CAdES", _cades(data, roots, on)
    else:
        formato, firme = "", []
    return {"formato": formato if firme else "", "firme": firme, "radici": len(roots), "verificata_il": on.isoformat()}


def _context(roots: Sequence[x509.Certificate], on: dt.datetime, others: Sequence[x509.Certificate]) -> Any:
    return ValidationContext(
        trust_roots=list(roots), other_certs=list(others), allow_fetching=False, moment=on, best_signature_time=on
    )


def _pades(data: bytes, roots: Sequence[x509.Certificate], on: dt.datetime) -> list[Report]:
    try:
        signatures = PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures
    except (PdfError, ValueError):
        return []
    found = []
    for signature in signatures:
        signer = signature.signer_cert
        try:
            status = validate_pdf_signature(signature, _context(roots, on, signature.other_embedded_certs))
            intact, trusted = bool(status.intact and status.valid), bool(status.trusted)
        except (SignatureValidationError, ValueError):
            intact, trusted = False, False
        found.append(_line(signer, signature.self_reported_timestamp, intact, trusted))
    return found


def _cades(data: bytes, roots: Sequence[x509.Certificate], on: dt.datetime) -> list[Report]:
    found: list[Report] = []
    signed = read_signed(data)
    while signed is not None:
        for index in range(len(signed["signer_infos"])):
            found.append(_cades_line(_only(signed, index), roots, on))
        content = signed["encap_content_info"]["content"].native
        signed = read_signed(content) if content else None
    return found


def _only(signed: cms.SignedData, index: int) -> cms.SignedData:
    """The same envelope with one signer: several may sign side by side, each is judged by itself."""
    alone = signed.copy()
    alone["signer_infos"] = cms.SignerInfos([signed["signer_infos"][index]])
    return alone


def _cades_line(signed: cms.SignedData, roots: Sequence[x509.Certificate], on: dt.datetime) -> Report:
    try:
        certificates: SignedDataCerts = extract_certificate_info(signed)
        signer, others = certificates.signer_cert, certificates.other_certs
    except (CMSExtractionError, ValueError):
        return {"firmatario": "", "codice_fiscale": "", "quando": None, "integra": False, "catena": False}
    try:
        coroutine = async_validate_cms_signature(
            signed, status_cls=SignatureStatus, validation_context=_context(roots, on, others)
        )
        status = asyncio.run(coroutine)
        intact, trusted = bool(status.intact and status.valid), bool(status.trusted)
    except (SignatureValidationError, ValueError):
        intact, trusted = False, False
    return _line(signer, _signing_time(signed), intact, trusted)


def _signing_time(signed: cms.SignedData) -> dt.datetime | None:
    for attribute in signed["signer_infos"][0]["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            return attribute["values"][0].native
    return None


def _line(signer: x509.Certificate, when: dt.datetime | None, intact: bool, trusted: bool) -> Report:
    subject = signer.subject.native
    name = subject.get("common_name") or f"{subject.get('given_name', '')} {subject.get('surname', '')}".strip()
    serial = str(subject.get("serial_number", ""))
    return {
        "firmatario": str(name),
        "codice_fiscale": serial.removeprefix("TINIT-") if serial.startswith("TINIT-") else "",
        "quando": when.isoformat() if when else None,
        "integra": intact,
        "catena": trusted,
    }


def describe(report: Report) -> list[str]:
    """Say the report in plain Italian, a sentence a signature; the codice fiscale is reserved and is not said."""
    if not report.get("firme"):
        return ["Il file non è firmato digitalmente."]
    day = the_day(localdate(dt.datetime.fromisoformat(report["verificata_il"])))
    lines = []
    for firma in report["firme"]:
        who = firma["firmatario"] or "Firmatario non leggibile"
        if not firma["integra"]:
            lines.append(f"{who}: la firma non corrisponde al documento, che è stato modificato o è danneggiato.")
        elif not firma["catena"]:
            lines.append(f"{who}: il documento è integro, ma chi ha emesso il certificato non è tra le autorità note.")
        else:
            lines.append(f"{who}: documento integro, certificato verificato {day} rispetto alle autorità note.")
    return lines
