"""What several answers are made of: strictness, dates, values of vocabularies, links, problems."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Int32 = Annotated[int, Field(json_schema_extra={"format": "int32"})]
Int64 = Annotated[int, Field(json_schema_extra={"format": "int64"})]
Double = Annotated[float, Field(json_schema_extra={"format": "double"})]


class Strict(BaseModel):
    """A description that is whole: a document with a field more, or without one, does not match it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def told(description: str, *examples: Any, **more: Any) -> Any:
    """Return a field with what it means and an example of it."""
    return Field(description=description, examples=list(examples) or None, **more)


Instant = Annotated[dt.datetime, Field(json_schema_extra={"format": "date-time"})]
Uri = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
BASE = "https://registro.example.it"
API = f"{BASE}/api/v1"
LICENZA = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/deed.it"}
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class DataIncerta(Strict):
    """Una data con quanto se ne sa: l’intervallo chiuso in cui cade e la sua precisione."""

    dal: dt.date | None = told("Primo giorno possibile; null se non si conosce nemmeno un limite.", "2010-01-11")
    al: dt.date = told("Ultimo giorno possibile.", "2010-01-11")
    precisione: Literal["giorno", "mese", "anno", "non_nota"] = told("Quanto è nota la data.", "giorno")


class VoceVocabolario(Strict):
    """Un valore di un vocabolario."""

    codice: str = told("Codice, stabile nel tempo.", "nautica")
    nome: str = told("Nome da mostrare.", "Nautica da diporto")


class SezioneBreve(Strict):
    """Una delle sette sezioni."""

    codice: Int32 = told("Numero della sezione, da 1 a 7.", 1, ge=1, le=7)
    nome: str = told("Nome della sezione.", "Distretti produttivi")


class LinksPagina(Strict):
    """Dove si trova questa pagina, e la prossima."""

    self: Uri = told("Questa pagina.", f"{API}/iscrizioni?limit=20")
    next: Uri | None = told("La pagina che segue; null se questa è l’ultima.", f"{API}/iscrizioni?limit=20&cursor=WyI5")


class Testa(Strict):
    """La testa della catena delle annotazioni: chi la conserva si accorge di ogni riscrittura."""

    seq: Int64 = told("Numero dell’ultima annotazione; 0 se non ce ne sono.", 128, ge=0)
    impronta: Sha256 = told("Impronta SHA-256 dell’ultima annotazione.", SHA)


class Motivo(Strict):
    """Un parametro non accettato."""

    parametro: str = told("Nome del parametro.", "limit")
    motivo: str = told("Perché non è accettato.", "deve essere un numero intero da 1 a 100.")


class Problema(Strict):
    """Perché l’API non ha risposto, secondo RFC 9457."""

    type: Uri = told("Il tipo di problema: un punto della documentazione.", f"{API}/docs#parametro-non-accettato")
    title: str = told("Il tipo di problema, in parole.", "Parametro non accettato")
    status: Int32 = told("Stato HTTP.", 422, ge=100, le=599)
    detail: str = told(
        "Che cosa è successo e che cosa fare.",
        "Il parametro «limit» non è accettato: deve essere un numero intero da 1 a 100.",
    )
    errors: list[Motivo] = told("I parametri non accettati, se il problema è in un parametro.", default=[])
