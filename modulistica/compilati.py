"""A version of a model filled for one entry: which file, with which data, under which name."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archivio.depositi import open_bytes
from archivio.enums import TipoFile
from archivio.ispezione.origine import Origine
from core.clock import today
from core.italiano import the_day
from distretti.models import Aderente
from modulistica.models import FileVersione, VersioneModello
from modulistica.precompilazione import fill_docx, fill_xlsx, valori_of
from pubblicazione.models import Documento
from pubblicazione.selectors import find_documento

# What is filled, in the order in which it is preferred.
FORMATI = (TipoFile.DOCX, TipoFile.XLSX)


@dataclass(frozen=True)
class Compilato:
    """A filled file with the name to give it."""

    nome: str
    tipo: TipoFile
    data: bytes


def file_to_fill(versione: VersioneModello, formato: str = "") -> FileVersione | None:
    """Return the file of a version that can be filled, in `formato` or in the preferred one; or None."""
    found = {item.formato: item for item in versione.file.select_related("file__contenuto")}
    wanted = [formato] if formato else [f.value for f in FORMATI]
    return next((found[f] for f in wanted if f in FORMATI and f in found), None)


def fill_for(item: FileVersione, documento: Documento) -> Compilato:
    """Fill a file with what is public of the entry that `documento` tells.

    Raises ModulisticaError, and StoreUnavailableError when the bytes are not at hand.
    """
    if item.formato == TipoFile.XLSX:
        return fill_list(item, documento.chiave, public_rows(documento.chiave), dati="pubblici")
    origine = _origin(item)
    avviso = _notice(item, documento.chiave, "pubblici")
    valori = valori_of(json.loads(bytes(documento.corpo)))
    return _named(item, documento.chiave, fill_docx(_read(item), valori, origine=str(origine), avviso=avviso))


def fill_list(item: FileVersione, codice: str, righe: Iterable[Mapping[str, Any]], *, dati: str) -> Compilato:
    """Fill a members' list with rows; `dati` says of what kind they are. Raises as `fill_for`."""
    avviso = _notice(item, codice, dati)
    return _named(item, codice, fill_xlsx(_read(item), righe, origine=str(_origin(item)), avviso=avviso))


def public_rows(codice: str) -> list[dict[str, Any]]:
    """Return the members of an entry as the public reads them: without the codici fiscali of natural persons."""
    documento = find_documento("aderenti", codice)
    items = json.loads(bytes(documento.corpo))["items"] if documento else []
    return [{**i, "tipo": i["etichetta"], "aderisce_dal": _day(i["aderisce_dal"])} for i in items]


def whole_row(aderente: Aderente) -> dict[str, Any]:
    """Return a member with all that the list in force knows of it."""
    names = ("denominazione", "codice_fiscale", "comune", "provincia", "ateco", "aderisce_dal")
    return {"tipo": aderente.get_tipo_display(), **{name: getattr(aderente, name) for name in names}}


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _origin(item: FileVersione) -> Origine:
    return Origine(item.versione.modello.codice, item.versione.numero)


def _notice(item: FileVersione, codice: str, dati: str) -> str:
    versione = item.versione
    return (
        f"Modello «{versione.modello}», versione {versione.numero}, precompilato {the_day(today())} "
        f"con i dati {dati} di {codice}."
    )


def _named(item: FileVersione, codice: str, data: bytes) -> Compilato:
    versione, tipo = item.versione, TipoFile(item.formato)
    return Compilato(f"{versione.modello.codice}-v{versione.numero}-{codice}.{tipo.value}", tipo, data)


def _read(item: FileVersione) -> bytes:
    contenuto = item.file.contenuto
    with open_bytes(contenuto.sha256, deposito=contenuto.deposito) as stream:
        return bytes(stream.read())
