"""Official facts of an entry, as the ledger gives them."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from api.schemas.base import (
    API,
    BASE,
    SHA,
    DataIncerta,
    Double,
    Instant,
    Int64,
    SezioneBreve,
    Sha256,
    Strict,
    Uri,
    VoceVocabolario,
    told,
)
from distretti.enums import StatoIscrizione, TipoAnnotazione, TipoAtto

Stato = Annotated[str, Field(json_schema_extra={"enum": list(StatoIscrizione.values)})]
TipoDiAtto = Annotated[str, Field(json_schema_extra={"enum": list(TipoAtto.values)})]
TipoDiAnnotazione = Annotated[str, Field(json_schema_extra={"enum": list(TipoAnnotazione.values)})]


class Comune(Strict):
    """Un comune pugliese."""

    codice: str = told("Codice ISTAT.", "073027", pattern="^[0-9]{6}$")
    nome: str = told("Nome.", "Taranto")


class Sede(Strict):
    """Dove ha sede."""

    comune: Comune = told("Il comune.")
    provincia: str = told("Sigla della provincia.", "TA", pattern="^[A-Z]{2}$")
    lat: Double | None = told("Latitudine del comune in gradi decimali (WGS 84).", 40.46438)
    lon: Double | None = told("Longitudine del comune in gradi decimali (WGS 84).", 17.24707)


class LinksIscrizione(Strict):
    """Dove si trova la voce."""

    self: Uri = told("La voce intera in JSON.", f"{API}/iscrizioni/RP-1-0001")
    pagina: Uri = told("La pagina pubblica della voce.", f"{BASE}/registro/RP-1-0001")


class IscrizioneInElenco(Strict):
    """Una voce come appare negli elenchi. Con `fields` mancano i campi non chiesti."""

    codice: str = told("Codice della voce, mai riusato.", "RP-1-0001", pattern="^RP-[1-7]-[0-9]{4,}$")
    sezione: SezioneBreve = told("La sezione in cui è iscritta.")
    stato: Stato = told("Lo stato di oggi (o del giorno chiesto).", "attiva")
    denominazione: str = told("Il nome ufficiale.", "Distretto della Nautica da Diporto")
    sintesi: str = told("Una frase sul distretto, dal profilo approvato.", "Cantieri, componenti e servizi.")
    sede: Sede | None = told("La sede legale, se nota.")
    riconosciuto_dal: DataIncerta | None = told("Da quando è riconosciuto dalla Regione, se lo è.")
    iscritto_dal: DataIncerta | None = told(
        "Da quando è iscritto nel registro (che esiste dal 2025).",
        {"dal": "2025-04-01", "al": "2025-04-01", "precisione": "giorno"},
    )
    aggiornato_il: Instant = told("Ultima annotazione o pubblicazione del profilo.", "2025-04-01T08:30:00.123456Z")
    links: LinksIscrizione = Field(alias="_links", description="Gli indirizzi della voce.")


class Burp(Strict):
    """Il Bollettino ufficiale della Regione Puglia in cui l’atto è pubblicato."""

    numero: str = told("Numero.", "12")
    data: dt.date | None = told("Giorno.", "2010-01-20")
    link: str = told("Indirizzo, o testo vuoto.", "https://burp.regione.puglia.it/n12")


class Atto(Strict):
    """L’atto che dispone un fatto. Ciò che non è noto è vuoto o null: non si inventa nulla."""

    tipo: TipoDiAtto = told("Tipo di atto.", "dgr")
    etichetta: str = told("Il tipo, in parole.", "Deliberazione della Giunta regionale")
    organo: str = told("Chi lo ha adottato.", "Giunta regionale")
    numero: str = told("Numero.", "7")
    data: DataIncerta | None = told("Quando è stato adottato.")
    oggetto: str = told("Oggetto.", "Riconoscimento definitivo")
    burp: Burp | None = told("Dove è pubblicato.")
    fonte: str = told("Da dove viene il dato, per i dati storici.", "Bollettino ufficiale")


class Annotazione(Strict):
    """Una riga del registro: non cambia mai, e la sua impronta dipende da tutte le righe prima."""

    seq: Int64 = told("Numero progressivo nell’intero registro.", 12, ge=1)
    tipo: TipoDiAnnotazione = told("Che cosa è successo.", "iscrizione")
    etichetta: str = told("Il tipo, in parole.", "Iscrizione")
    decorrenza: DataIncerta = told(
        "Da quando è vero.", {"dal": "2025-04-01", "al": "2025-04-01", "precisione": "giorno"}
    )
    registrata_il: Instant = told("Da quando il registro lo sa.", "2025-04-01T08:30:00.123456Z")
    testo: str = told("La frase che sta nel registro.", "Iscrizione nel registro dal 1º aprile 2025.")
    impronta: Sha256 = told("Impronta SHA-256 della riga, che comprende quella della riga prima.", SHA)
    rettificata_da: Int64 | None = told("Numero della rettifica che l’ha corretta, se c’è.", None, 15)
    atto: Atto = told("L’atto che lo dispone.")


class Denominazione(Strict):
    """Un nome che la voce ha avuto."""

    denominazione: str = told("Il nome.", "Distretto della Nautica")
    dal: DataIncerta = told("Da quando.")
    seq: Int64 = told("L’annotazione che lo dice.", 1, ge=1)


class Carica(Strict):
    """Chi ricopre una carica: nome e ruolo, nient’altro."""

    nome: str = told("Nome e cognome.", "Anna Esempio")
    ruolo: str = told("Ruolo.", "Presidente")
    organo: str = told("Organo.", "Comitato di distretto")
    rappresentante_legale: bool = told("Se rappresenta legalmente il distretto.", True)
    dal: dt.date | None = told("Primo giorno della carica.", "2024-05-01")
    al: dt.date | None = told("Ultimo giorno della carica.", "2027-04-30")


class Registro(Strict):
    """I dati ufficiali: cambiano soltanto con un atto."""

    forma_giuridica: VoceVocabolario | None = told(
        "Forma giuridica.", {"codice": "1.8.10", "nome": "Associazione riconosciuta"}
    )
    codice_fiscale: str = told("Codice fiscale dell’ente, o testo vuoto.", "90012340732")
    partita_iva: str = told("Partita IVA, o testo vuoto.", "02612340739")
    indirizzo: str = told("Indirizzo della sede, o testo vuoto.", "Via del Porto 1")
    territorio: str = told("Territorio riconosciuto dagli atti, in parole, o testo vuoto.", "Province di Foggia e Bari")
    sito: str = told("Sito, o testo vuoto.", "https://nautica.example.it")
    pec: str = told("Posta certificata, o testo vuoto.", "nautica@pec.example.it")
    sezione_secondaria: SezioneBreve | None = told("Seconda sezione, se c’è.", None)
    tipologia_cibo: VoceVocabolario | None = told("Tipologia di distretto del cibo (art. 13 d.lgs. 228/2001).", None)
    scade_il: dt.date | None = told("Ultimo giorno di validità, se c’è.", "2028-03-31")
    confluita_in: str | None = told("Codice della voce in cui è confluita.", None, "RP-1-0002")
    denominazioni: list[Denominazione] = told("I nomi che ha avuto, in ordine.")
    organi: list[Carica] = told("Le cariche.")
    annotazioni: list[Annotazione] = told("Tutte le righe del registro che la riguardano, per decorrenza.")
