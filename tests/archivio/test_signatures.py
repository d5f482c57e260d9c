"""Signatures are told apart: intact and known, intact and unknown, altered; PAdES and CAdES, never just "valid"."""

import datetime as dt
from typing import Any

import pytest

from archivio.enums import TipoFile
from archivio.ispezione.firma import describe, signature_report
from archivio.ispezione.tipo import content_of, read_signed
from tests.archivio import files

ON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
PDF = files.pdf()


def report(data: bytes, tipo: TipoFile, *, known: bool = True) -> dict[str, Any]:
    roots = [files.authority().root] if known else [files.authority("Altra autorità").root]
    return signature_report(data, tipo, roots=roots, on=ON)


def signed(tipo: TipoFile) -> bytes:
    maker = files.authority()
    return maker.sign_pdf(PDF) if tipo is TipoFile.PDF else maker.sign_p7m(PDF)


BOTH = pytest.mark.parametrize("tipo", [TipoFile.PDF, TipoFile.P7M])


@BOTH
def test_an_intact_signature_of_a_known_authority(tipo: TipoFile) -> None:
    found = report(signed(tipo), tipo)
    assert found["formato"] == ("PAdES" if tipo is TipoFile.PDF else "CAdES")
    (firma,) = found["firme"]
    assert (firma["firmatario"], firma["codice_fiscale"]) == ("Maria Rossi", "RSSMRA80A41A662X")
    assert (firma["integra"], firma["catena"]) == (True, True)
    assert describe(found) == [
        "Maria Rossi: documento integro, certificato verificato il 1º marzo 2026 rispetto alle autorità note."
    ]


@BOTH
def test_an_authority_nobody_knows_is_said(tipo: TipoFile) -> None:
    found = report(signed(tipo), tipo, known=False)
    assert "non è tra le autorità note" in describe(found)[0]


@BOTH
def test_one_changed_byte_is_said(tipo: TipoFile) -> None:
    data = bytearray(signed(tipo))
    place = data.index(b"/MediaBox") + 1
    data[place] ^= 1
    assert "non corrisponde al documento" in describe(report(bytes(data), tipo))[0]


def test_a_file_without_signatures_says_so() -> None:
    assert describe(report(PDF, TipoFile.PDF)) == ["Il file non è firmato digitalmente."]
    assert describe({}) == ["Il file non è firmato digitalmente."]


def test_envelopes_within_envelopes_are_all_read() -> None:
    maker = files.authority()
    twice = maker.sign_p7m(maker.sign_p7m(PDF))
    assert len(report(twice, TipoFile.P7M)["firme"]) == 2
    signed = read_signed(twice)
    assert signed is not None
    assert content_of(signed) == PDF
    assert len(report(files.as_pem(twice), TipoFile.P7M)["firme"]) == 2
