"""The columns of a members' list: the one table from which the template, the reading and the instructions derive."""

from distretti.elenco import cells
from distretti.elenco.tabella import Colonna

COLONNE = (
    Colonna(
        "denominazione",
        "Denominazione",
        cells.denominazione,
        "Il nome intero dell’impresa o dell’ente.",
        "Cantieri del Sud s.r.l.",
        ("ragione sociale", "nome", "soggetto", "impresa"),
        presente=True,
        obbligatoria=True,
    ),
    Colonna(
        "tipo",
        "Tipo di soggetto",
        cells.tipo,
        "Uno dei tipi elencati qui sotto.",
        "Impresa",
        ("tipologia", "tipo soggetto", "tipologia di soggetto"),
        presente=True,
        obbligatoria=True,
    ),
    Colonna(
        "codice_fiscale",
        "Codice fiscale",
        cells.codice_fiscale,
        "Undici cifre; sedici caratteri solo per le imprese individuali, e in questo caso non è pubblicato."
        " È obbligatorio per le imprese.",
        "00743110157",
        ("cf", "c.f.", "codice fiscale / partita iva", "codice fiscale/partita iva", "partita iva"),
        presente=True,
    ),
    Colonna("comune", "Comune", cells.comune, "Il comune della sede.", "Taranto", ("sede", "citta", "comune sede")),
    Colonna("provincia", "Provincia", cells.provincia, "La sigla di due lettere.", "TA", ("prov", "prov.", "pr")),
    Colonna(
        "ateco",
        "ATECO 2025",
        cells.ateco,
        "Il codice dell’attività principale, con i punti; le cifre oltre la quarta non servono.",
        "30.11",
        ("ateco", "codice ateco"),
    ),
    Colonna(
        "aderisce_dal",
        "Aderisce dal",
        cells.aderisce_dal,
        "Il giorno dell’adesione, se si conosce.",
        "31/12/2024",
        ("data adesione", "data di adesione", "adesione"),
    ),
)
