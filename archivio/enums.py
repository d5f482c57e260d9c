"""Kinds of file, what they are sent for, and what each use admits: the one table of the door."""

from dataclasses import dataclass

from django.db.models import TextChoices

MIB = 1024 * 1024


class TipoFile(TextChoices):
    """What the bytes are, whatever the name says; the value is the extension that the stored name gets."""

    PDF = "pdf", "PDF"
    P7M = "p7m", "Documento firmato CAdES (.p7m)"
    DOCX = "docx", "Documento Word (.docx)"
    ODT = "odt", "Documento OpenDocument (.odt)"
    XLSX = "xlsx", "Foglio Excel (.xlsx)"
    CSV = "csv", "Testo CSV"
    PNG = "png", "Immagine PNG"
    JPEG = "jpg", "Immagine JPEG"


MEDIA_TYPE: dict[TipoFile, str] = {
    TipoFile.PDF: "application/pdf",
    TipoFile.P7M: "application/pkcs7-mime",
    TipoFile.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    TipoFile.ODT: "application/vnd.oasis.opendocument.text",
    TipoFile.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TipoFile.CSV: "text/csv; charset=utf-8",
    TipoFile.PNG: "image/png",
    TipoFile.JPEG: "image/jpeg",
}


class Deposito(TextChoices):
    """The two stores; the value is the alias in STORAGES."""

    PUBBLICO = "pubblico", "Pubblico"
    RISERVATO = "riservato", "Riservato"


class UsoFile(TextChoices):
    """What a file is sent for; it decides limits, kinds and store."""

    MODELLO = "modello", "Modello ufficiale"
    ATTO = "atto", "Atto"
    ELENCO_ADERENTI = "elenco_aderenti", "Elenco degli aderenti"
    ALLEGATO = "allegato", "Allegato di un’istanza"
    SCRITTO = "scritto", "Scritto dell’ufficio"
    IMPORTAZIONE = "importazione", "Dati da importare"


class Antivirus(TextChoices):
    """What the antivirus said; a file that waits is in quarantine and nobody can download it."""

    PULITO = "pulito", "Controllato: nessun virus trovato"
    IN_ATTESA = "in_attesa", "In quarantena: aspetta il controllo antivirus"
    NON_CONFIGURATO = "non_configurato", "Non controllato: nessun antivirus è configurato"
    INFETTO = "infetto", "Bloccato: l’antivirus ha trovato una minaccia"


@dataclass(frozen=True)
class RegolaUso:
    """What a use admits: kinds of file, size of one file in bytes, how many at once, and where the bytes go."""

    tipi: frozenset[TipoFile]
    max_bytes: int
    max_files: int
    deposito: Deposito


_T = TipoFile
REGOLE_USO: dict[UsoFile, RegolaUso] = {
    UsoFile.MODELLO: RegolaUso(frozenset({_T.ODT, _T.DOCX, _T.PDF, _T.XLSX}), 20 * MIB, 6, Deposito.PUBBLICO),
    UsoFile.ATTO: RegolaUso(frozenset({_T.PDF, _T.P7M}), 50 * MIB, 1, Deposito.PUBBLICO),
    UsoFile.SCRITTO: RegolaUso(frozenset({_T.DOCX}), 10 * MIB, 1, Deposito.RISERVATO),
    UsoFile.IMPORTAZIONE: RegolaUso(frozenset({_T.XLSX, _T.CSV}), 5 * MIB, 1, Deposito.RISERVATO),
    UsoFile.ELENCO_ADERENTI: RegolaUso(frozenset({_T.XLSX, _T.CSV}), 5 * MIB, 1, Deposito.RISERVATO),
    UsoFile.ALLEGATO: RegolaUso(
        frozenset({_T.PDF, _T.P7M, _T.DOCX, _T.ODT, _T.XLSX, _T.PNG, _T.JPEG}), 30 * MIB, 30, Deposito.RISERVATO
    ),
}
