"""Lists, sections, members, vocabularies, change feed, figures and the map."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import API, BASE, SHA, Double, Instant, Int32, Int64, LinksPagina, Strict, Testa, Uri, told
from api.schemas.profilo import AttoCitato, Incerto, Iscrizione
from api.schemas.registro import Annotazione, Stato
from distretti.enums import TipoSoggetto
from pubblicazione.schemas import MAX_CANDIDATI

TipoDiSoggetto = Annotated[str, Field(json_schema_extra={"enum": list(TipoSoggetto.values)})]
Conteggi = dict[str, Int32]


class IncertoInElenco(Incerto):
    """Un fatto incerto, e di quale voce."""

    codice: str = told("Codice della voce.", "RP-1-0001")


class Evidenza(Strict):
    """Dove sono le parole cercate: testo HTML sicuro, con le parole trovate in `<mark>`."""

    denominazione: str = told("Il nome, se vi è una delle parole.", "Distretto della <mark>Nautica</mark>", default="")
    sintesi: str = told(
        "La sintesi, se vi è una delle parole.", "Cantieri <mark>nautici</mark> dello Ionio", default=""
    )


class Pertinenza(Strict):
    """Fin dove arriva l’ordine per pertinenza."""

    limite: Int32 = told("Quante voci, al massimo, si ordinano per pertinenza.", MAX_CANDIDATI, ge=1)
    superato: bool = told("Se le voci trovate sono di più: quelle oltre il limite seguono, per denominazione.", False)


_PERTINENZA = (
    "Solo quando l’ordine è per pertinenza: fin dove arriva. Se le voci con le parole cercate superano il limite si "
    "ordinano per pertinenza le prime (quelle con una delle parole nel nome, poi le altre, per denominazione)."
)


class PaginaIscrizioni(Strict):
    """Una pagina di voci."""

    items: list[Iscrizione] = told("Le voci; senza `fields`, solo i campi degli elenchi.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina e la prossima.")
    facets: dict[str, Conteggi] = told(
        "Solo con `facets`: per ogni filtro, quante voci per valore.", {"sezione": {"1": 14, "6": 9}}, default={}
    )
    evidenze: dict[str, Evidenza] = told(
        "Solo con `q`: per ogni voce della pagina, nome e sintesi con le parole trovate in `<mark>`.",
        {"RP-1-0001": {"denominazione": "Distretto della <mark>Nautica</mark> da Diporto"}},
        default={},
    )
    incerti: list[IncertoInElenco] = told("Solo con `alla_data`: ciò che non si può decidere.", default=[])
    pertinenza: Pertinenza = told(_PERTINENZA, {"limite": MAX_CANDIDATI, "superato": False}, default=None)


class Competenza(Strict):
    """La struttura regionale che tiene la sezione."""

    codice: Literal["ricerca", "agricoltura"] = told("Codice.", "ricerca")
    nome: str = told("Nome.", "Sezione Ricerca e Relazioni Internazionali")


class LinksSezione(Strict):
    """Dove si trovano la sezione e le sue voci."""

    self: Uri = told("La sezione.", f"{API}/sezioni/1")
    iscrizioni: Uri = told("Le sue voci.", f"{API}/iscrizioni?sezione=1")


class Sezione(Strict):
    """Una delle sette sezioni, con quante voci ha."""

    codice: Int32 = told("Numero, da 1 a 7.", 1, ge=1, le=7)
    nome: str = told("Nome.", "Distretti produttivi")
    tipo: Literal["riconosciuta", "censita"] = told("Se la Regione riconosce o soltanto censisce.", "riconosciuta")
    competenza: Competenza = told("Chi la tiene.")
    conteggi: Conteggi = told("Quante voci in ogni stato.", {"attiva": 14, "cancellata": 1})
    totale: Int32 = told("Quante voci in tutto.", 15, ge=0)
    aderenti: Int32 = told("Quanti aderenti hanno le voci attive, secondo gli ultimi elenchi approvati.", 840, ge=0)
    links: LinksSezione = Field(alias="_links", description="Dove si trova.")


class PaginaSezioni(Strict):
    """Le sette sezioni."""

    items: list[Sezione] = told("Le sezioni.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina; non ce ne sono altre.")
    testa: Testa = told("La testa della catena delle annotazioni.")


class Aderente(Strict):
    """Un aderente. Il codice fiscale è mostrato solo se è di un ente."""

    posizione: Int32 = told("Posto nell’elenco.", 1, ge=1)
    denominazione: str = told("Nome.", "Cantieri Esempio S.r.l.")
    tipo: TipoDiSoggetto = told("Che cosa è.", "impresa")
    etichetta: str = told("Il tipo, in parole.", "Impresa")
    codice_fiscale: str = told("Undici cifre, o testo vuoto.", "02612340739", pattern="^([0-9]{11})?$")
    comune: str = told("Comune, o testo vuoto.", "Taranto")
    provincia: str = told("Provincia, o testo vuoto.", "TA")
    ateco: str = told("Attività ATECO, o testo vuoto.", "30.11")
    aderisce_dal: dt.date | None = told("Da quando aderisce.", "2015-06-01")


class PaginaAderenti(Strict):
    """Una pagina dell’ultimo elenco approvato."""

    items: list[Aderente] = told("Gli aderenti.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina e la prossima.")
    totale: Int32 = told("Quanti aderenti in tutto.", 120, ge=0)
    al: dt.date | None = told("Il giorno dell’elenco; null se non ce n’è uno approvato.", "2024-12-31")


class PaginaAtti(Strict):
    """Una pagina di atti."""

    items: list[AttoCitato] = told("Gli atti, nell’ordine in cui hanno effetto.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina e la prossima.")


class PaginaAnnotazioni(Strict):
    """Una pagina di annotazioni."""

    items: list[Annotazione] = told("Le annotazioni, per decorrenza.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina e la prossima.")


class VoceDiVocabolario(Strict):
    """Un valore. I campi oltre a codice e nome dipendono dal vocabolario."""

    codice: str = told("Codice.", "073027")
    nome: str = told("Nome.", "Taranto")
    provincia: str | None = told("Comuni: la provincia.", "TA", default=None)
    sigla: str | None = told("Province: la sigla.", "TA", default=None)
    lat: Double | None = told("Comuni: latitudine.", 40.46438, default=None)
    lon: Double | None = told("Comuni: longitudine.", 17.24707, default=None)
    valido_dal: dt.date | None = told("Da quando si usa.", "2025-01-01", default=None)
    valido_al: dt.date | None = told("Fino a quando si è usato.", None, default=None)


class Vocabolario(Strict):
    """Un elenco chiuso di valori: quelli non più in uso restano, con una data."""

    nome: str = told("Nome del vocabolario.", "comuni")
    titolo: str = told("Che cosa contiene.", "Comuni della Puglia")
    fonte: str = told("Da dove viene.", "ISTAT")
    items: list[VoceDiVocabolario] = told("I valori.")


class LinksVariazione(Strict):
    """Dove si legge ciò che è cambiato."""

    self: Uri | None = told("La risorsa cambiata; null se è stata tolta.", f"{API}/iscrizioni/RP-1-0001")


class Variazione(Strict):
    """Un cambiamento di una risorsa pubblica."""

    sequenza: Int64 = told("Numero progressivo, senza buchi, nell’ordine in cui i cambiamenti sono veri.", 512, ge=1)
    operazione: Literal["create", "update", "delete"] = told("Che cosa è successo.", "update")
    risorsa: str = told("Quale risorsa.", "iscrizioni")
    chiave: str = told("Quale elemento.", "RP-1-0001")
    istante: Instant = told("Quando.", "2025-05-02T09:00:00.5Z")
    etag: str = told("SHA-256 del documento dopo il cambiamento: è il suo ETag.", SHA)
    links: LinksVariazione = Field(alias="_links", description="Dove si legge.")


class LinksVariazioni(Strict):
    """Da dove si riprende."""

    self: Uri = told("Questa pagina.", f"{API}/variazioni?dopo=0")
    next: Uri = told("Da dove riprendere, adesso o più tardi: c’è sempre.", f"{API}/variazioni?dopo=512")


class PaginaVariazioni(Strict):
    """Una pagina di cambiamenti."""

    items: list[Variazione] = told("I cambiamenti, in ordine; nessuno, se non ce ne sono di nuovi.")
    links: LinksVariazioni = Field(alias="_links", description="Questa pagina e dove riprendere.")


class StatisticheIscrizioni(Strict):
    """Quante voci."""

    totale: Int32 = told("In tutto.", 35, ge=0)
    per_stato: Conteggi = told("Per stato.", {"attiva": 33, "cancellata": 2})
    per_sezione: Conteggi = told("Per sezione.", {"1": 14, "6": 9})
    per_provincia: Conteggi = told("Per provincia della sede.", {"BA": 11, "TA": 4})
    per_filiera: Conteggi = told("Per filiera del profilo.", {"nautica": 1})


class StatisticheAderenti(Strict):
    """Quanti aderenti, secondo gli ultimi elenchi approvati."""

    totale: Int32 = told("Somma degli ultimi elenchi approvati.", 2150, ge=0)
    elenchi: Int32 = told("Quante voci hanno un elenco approvato.", 21, ge=0)


class Statistiche(Strict):
    """I numeri del registro."""

    iscrizioni: StatisticheIscrizioni = told("Le voci.")
    aderenti: StatisticheAderenti = told("Gli aderenti.")


class Punto(Strict):
    """Un punto GeoJSON."""

    type: Literal["Point"] = told("Sempre `Point`.", "Point")
    coordinates: list[Double] = told("Longitudine e latitudine (WGS 84).", [17.24707, 40.46438])


class ProprietaVoce(Strict):
    """Che cosa c’è nel punto."""

    codice: str = told("Codice della voce.", "RP-1-0001")
    denominazione: str = told("Nome.", "Distretto della Nautica da Diporto")
    stato: Stato = told("Stato.", "attiva")
    sezione: Int32 = told("Sezione.", 1, ge=1, le=7)
    comune: str | None = told("Comune della sede.", "Taranto")
    provincia: str | None = told("Provincia della sede.", "TA")
    pagina: Uri = told("La pagina pubblica.", f"{BASE}/registro/RP-1-0001")


class VoceSullaMappa(Strict):
    """Una voce sulla mappa; senza geometria se la sede non è nota."""

    type: Literal["Feature"] = told("Sempre `Feature`.", "Feature")
    id: str = told("Codice della voce.", "RP-1-0001")
    geometry: Punto | None = told("Il punto del comune della sede.")
    properties: ProprietaVoce = told("Che cosa c’è.")


class Mappa(Strict):
    """Le voci come GeoJSON (RFC 7946)."""

    type: Literal["FeatureCollection"] = told("Sempre `FeatureCollection`.", "FeatureCollection")
    features: list[VoceSullaMappa] = told("Le voci.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina e la prossima.")
    pertinenza: Pertinenza = told(_PERTINENZA, {"limite": MAX_CANDIDATI, "superato": False}, default=None)
