"""The official models: their versions, and the files of each."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from api.schemas.base import API, BASE, SHA, Int32, Int64, LinksPagina, Sha256, Strict, Uri, VoceVocabolario, told
from archivio.enums import TipoFile
from modulistica.enums import USI_PUBBLICI, Lingua

_FILE = f"{BASE}/modelli/programma-di-sviluppo/v2/Programma.docx"
CodiceUso = Annotated[str, Field(json_schema_extra={"enum": [u.value for u in USI_PUBBLICI]})]
CodiceFormato = Annotated[str, Field(json_schema_extra={"enum": list(TipoFile.values)})]
CodiceLingua = Annotated[str, Field(json_schema_extra={"enum": list(Lingua.values)})]


class UsoDiModello(VoceVocabolario):
    """Che cosa vuole fare chi usa il modello."""

    codice: CodiceUso = told("Codice.", "programma")
    nome: str = told("In parole.", "Presentare il Programma di Sviluppo")


class LinksFile(Strict):
    """Dove si scarica."""

    self: Uri = told("Il file: questi byte, per sempre.", _FILE)


class FileDiModello(Strict):
    """Uno dei formati in cui si scarica una versione."""

    nome: str = told("Nome del file.", "Programma.docx")
    formato: CodiceFormato = told("Formato.", "docx")
    media_type: str = told(
        "Tipo secondo IANA.", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    dimensione: Int64 = told("Byte.", 24_310, ge=0)
    sha256: Sha256 = told("SHA-256 dei byte.", SHA)
    lingua: CodiceLingua = told("Lingua (ISO 639-1).", "it")
    accessibile: bool = told("Se è dichiarato accessibile (EN 301 549).", True)
    links: LinksFile = Field(alias="_links", description="Indirizzo del file.")


class VersioneDiModello(Strict):
    """Una versione approvata: non cambia più, e i suoi file restano al loro indirizzo."""

    numero: Int32 = told("Numero della versione.", 2, ge=1)
    in_vigore_dal: dt.date = told("Primo giorno in cui vale.", "2026-01-01")
    in_vigore_al: dt.date | None = told("Ultimo giorno in cui vale; null se non ha una fine.", "2026-12-31")
    novita: str = told("Che cosa cambia rispetto a quella di prima.", "Aggiunto il quadro degli indicatori")
    cambia_obbligatori: bool = told("Se cambiano i campi obbligatori.", False)
    file: list[FileDiModello] = told("I formati in cui si scarica.")


class AttoDiModello(Strict):
    """L’atto che adotta il modello."""

    etichetta: str = told("Tipo, numero e data.", "Deliberazione della Giunta regionale n. 192 del 24 febbraio 2025")
    oggetto: str = told("Oggetto.", "Linee guida del registro")


class LinksModello(Strict):
    """Dove si trovano il modello, il file in vigore e la pagina."""

    self: Uri = told("Il modello.", f"{API}/modelli/programma-di-sviluppo")
    file: Uri = told("Il file della versione in vigore oggi.", f"{BASE}/modelli/programma-di-sviluppo")
    pagina: Uri = told("La pagina pubblica.", f"{BASE}/modelli#programma-di-sviluppo")


class ModelloInElenco(Strict):
    """Un modello, con la versione in vigore."""

    codice: str = told("Codice, stabile nel tempo.", "programma-di-sviluppo")
    titolo: str = told("Titolo.", "Programma di Sviluppo")
    uso: UsoDiModello = told("A che cosa serve.")
    sezioni: list[Int32] = told("Le sezioni a cui si applica.", [1, 2, 3])
    obbligatorio: bool = told("Se usarlo è obbligatorio.", True)
    in_vigore: VersioneDiModello | None = told(
        "La versione in vigore, oggi o nel giorno di `alla_data`; null se non ce n’è una."
    )
    links: LinksModello = Field(alias="_links", description="Dove si trova.")


class Modello(ModelloInElenco):
    """Un modello con tutte le sue versioni approvate."""

    descrizione: str = told("Che cos’è e come si compila.", "Gli obiettivi del distretto per il triennio.")
    atto: AttoDiModello | None = told("L’atto che lo adotta; null se non è indicato.")
    versioni: list[VersioneDiModello] = told("Tutte le versioni approvate, dalla più recente.")


class PaginaModelli(Strict):
    """Una pagina di modelli."""

    items: list[ModelloInElenco] = told("I modelli, per titolo.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina e la prossima.")
