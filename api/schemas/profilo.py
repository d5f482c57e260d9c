"""The approved profile of an entry, and the whole entry."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import BASE, DataIncerta, Double, Instant, Int32, Int64, Strict, Uri, VoceVocabolario, told
from api.schemas.registro import Atto, IscrizioneInElenco, Registro, TipoDiAnnotazione
from distretti.enums import NomeIndicatore

NomeDiIndicatore = Annotated[str, Field(json_schema_extra={"enum": list(NomeIndicatore.values)})]


class PuntoFocale(Strict):
    """Il punto da tenere in vista quando l’immagine si ritaglia."""

    x: Double = told("Da sinistra (0) a destra (1).", 0.5, ge=0, le=1)
    y: Double = told("Dall’alto (0) al basso (1).", 0.33, ge=0, le=1)


class Immagine(Strict):
    """Una immagine già ridotta per il web."""

    url: Uri = told("Indirizzo.", f"{BASE}/media/images/cantiere.webp")
    width: Int32 = told("Larghezza in pixel.", 1600, ge=1)
    height: Int32 = told("Altezza in pixel.", 900, ge=1)
    alt: str = told("Che cosa mostra, per chi non la vede.", "Un cantiere sul Mar Piccolo")
    punto_focale: PuntoFocale | None = Field(description="Il punto che conta; null se non è detto.")


class Indicatore(Strict):
    """Un numero del distretto, sempre con anno e fonte."""

    nome: NomeDiIndicatore = told("Quale numero.", "imprese")
    etichetta: str = told("Il nome, in parole.", "Imprese")
    valore: Int64 = told("Il valore.", 120, ge=0)
    anno: Int32 = told("L’anno a cui si riferisce.", 2024)
    fonte: str = told("Da dove viene.", "Relazione annuale")


class ComuneDelTerritorio(Strict):
    """Un comune del territorio del distretto."""

    codice: str = told("Codice ISTAT.", "073027")
    nome: str = told("Nome.", "Taranto")
    provincia: str = told("Sigla della provincia.", "TA")


class BloccoTesto(Strict):
    """Un testo."""

    tipo: Literal["testo"] = told("Il tipo del blocco.", "testo")
    html: str = told("HTML semplice, con indirizzi assoluti.", "<p>La nostra storia.</p>")


class BloccoImmagine(Strict):
    """Una immagine con didascalia."""

    tipo: Literal["immagine"] = told("Il tipo del blocco.", "immagine")
    immagine: Immagine = told("L’immagine.")
    didascalia: str = told("La didascalia, o testo vuoto.", "Il varo")


class BloccoCitazione(Strict):
    """Parole di qualcuno."""

    tipo: Literal["citazione"] = told("Il tipo del blocco.", "citazione")
    testo: str = told("Le parole.", "Il mare è il nostro cantiere.")
    autore: str = told("Chi le ha dette, o testo vuoto.", "Un maestro d’ascia")


Blocco = Annotated[BloccoTesto | BloccoImmagine | BloccoCitazione, Field(discriminator="tipo")]


class Profilo(Strict):
    """Il profilo scritto dal distretto e approvato dalla struttura competente."""

    sintesi: str = told("Una frase.", "Cantieri, componenti e servizi.")
    presentazione: str = told("HTML semplice, con indirizzi assoluti.", "<p>Il distretto riunisce…</p>")
    immagine: Immagine | None = told("Immagine principale.")
    logo: Immagine | None = told("Marchio.")
    filiere: list[VoceVocabolario] = told("Filiere.")
    ateco: list[VoceVocabolario] = told(
        "Attività economiche ATECO 2025.", [{"codice": "30.11", "nome": "Costruzione di navi civili"}]
    )
    indicatori: list[Indicatore] = told("I numeri.")
    territorio: list[ComuneDelTerritorio] = told("I comuni del territorio.")
    territorio_descrizione: str = told("Il territorio, in parole.", "L’arco ionico.")
    email: str = told("E-mail per il pubblico, o testo vuoto.", "info@nautica.example.it")
    telefono: str = told("Telefono, o testo vuoto.", "+39 099 000000")
    linkedin: str = told("LinkedIn, o testo vuoto.", "https://www.linkedin.com/company/nautica")
    facebook: str = told("Facebook, o testo vuoto.", "https://www.facebook.com/nautica")
    instagram: str = told("Instagram, o testo vuoto.", "https://www.instagram.com/nautica")
    youtube: str = told("YouTube, o testo vuoto.", "https://www.youtube.com/@nautica")
    corpo: list[Blocco] = told("Approfondimenti, blocco per blocco.")
    finalita: str = told("Finalità, per le ulteriori forme di aggregazione.", "Promuovere la nautica.")
    sintesi_en: str = told("La sintesi in inglese, o testo vuoto.", "Yards, parts and services.")
    presentazione_en: str = told("La presentazione in inglese, o testo vuoto.", "The district gathers…")
    pubblicato_il: Instant | None = told("Quando questo testo è diventato pubblico.", "2025-05-02T09:00:00.5Z")


class AderentiInBreve(Strict):
    """Quanti aderenti, secondo l’ultimo elenco approvato."""

    totale: Int32 = told("Quanti.", 120, ge=0)
    al: dt.date = told("Il giorno a cui l’elenco si riferisce.", "2024-12-31")


class Incerto(Strict):
    """Un fatto che quel giorno poteva essere già avvenuto oppure no."""

    seq: Int64 = told("L’annotazione.", 7, ge=1)
    tipo: TipoDiAnnotazione = told("Che cosa.", "variazione")
    decorrenza: DataIncerta = told("Quando, per quanto se ne sa.")
    testo: str = told("La frase del registro.", "Cambio di denominazione tra il 2010 e il 2013.")


class Iscrizione(IscrizioneInElenco):
    """Una voce intera: dati ufficiali, profilo approvato, aderenti. Con `fields` mancano i campi non chiesti."""

    registro: Registro = told("I dati ufficiali.")
    profilo: Profilo | None = told("Il profilo approvato; null finché non ce n’è uno.")
    aderenti: AderentiInBreve | None = told("Quanti aderenti; null finché non c’è un elenco approvato.")
    incerti: list[Incerto] = told("Solo con `alla_data`: ciò che non si può decidere.", default=[])


class AttoCitato(Atto):
    """Un atto, con le annotazioni che dispone."""

    annotazioni: list[Int64] = told("Numeri delle annotazioni.", [12])
