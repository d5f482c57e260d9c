"""The files of the whole register."""

from typing import Annotated

from pydantic import Field

from api.schemas.base import BASE, SHA, Instant, Int32, Int64, LinksPagina, Sha256, Strict, Uri, told
from pubblicazione.models import FormatoEsportazione

CodiceFormatoEsportazione = Annotated[str, Field(json_schema_extra={"enum": list(FormatoEsportazione.values)})]


class Licenza(Strict):
    """A quali condizioni si riusano i dati."""

    nome: str = told("Nome.", "CC BY 4.0")
    url: Uri = told("Testo.", "https://creativecommons.org/licenses/by/4.0/deed.it")


class LinksFileDelRegistro(Strict):
    """Dove si scarica."""

    self: Uri = told("Il file: questi byte, per sempre.", f"{BASE}/esportazioni/registro-412.ndjson")


class FileDelRegistro(Strict):
    """L’intero registro in un formato."""

    formato: CodiceFormatoEsportazione = told("Formato.", "ndjson")
    nome: str = told("Nome del file.", "registro-412.ndjson")
    media_type: str = told("Tipo secondo IANA.", "application/x-ndjson")
    dimensione: Int64 = told("Byte.", 184_310, ge=1)
    sha256: Sha256 = told("SHA-256 dei byte.", SHA)
    links: LinksFileDelRegistro = Field(alias="_links", description="Indirizzo del file.")


class Esportazione(Strict):
    """L’intero registro com’era a un numero della sequenza delle variazioni."""

    sequenza: Int64 = told("Ultima variazione compresa: chi parte da questi file segue il feed da qui.", 412, ge=0)
    creata_il: Instant = told("Quando è stata fatta.", "2026-03-10T02:00:00Z")
    voci: Int32 = told("Quante voci del registro contiene.", 35, ge=0)
    licenza: Licenza = told("A quali condizioni si riusa.")
    file: list[FileDelRegistro] = told("Gli stessi dati in ogni formato.")


class PaginaEsportazioni(Strict):
    """Una pagina dell’elenco."""

    items: list[Esportazione] = told("Le esportazioni, dalla più recente.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina dell’elenco e la prossima.")
