"""The public pages, one subject a module; each reads through selectors and hands a template what it shows."""

from home.views.elenco import elenco, elenco_csv, sezione
from home.views.errori import not_found, server_error
from home.views.esportazioni import esportazione
from home.views.estratti import cerca_estratto, estratto
from home.views.iniziale import home
from home.views.macchine import colore, robots, sitemap
from home.views.modelli import modelli
from home.views.pagine import dati, indice, pagina
from home.views.scheda import aderenti, aderenti_csv, other_code, scheda

__all__ = [
    "aderenti",
    "aderenti_csv",
    "cerca_estratto",
    "colore",
    "dati",
    "elenco",
    "elenco_csv",
    "esportazione",
    "estratto",
    "home",
    "indice",
    "modelli",
    "not_found",
    "other_code",
    "pagina",
    "robots",
    "scheda",
    "server_error",
    "sezione",
    "sitemap",
]
