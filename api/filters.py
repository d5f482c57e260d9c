"""The parameters by which entries are searched; how each is read lives in `params`."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from api.cursor import After, read_cursor
from api.errors import refuse_parameter
from api.params import (
    PAGING,
    NotAcceptedError,
    Parameter,
    bbox,
    choice,
    day,
    instant,
    integer,
    matching,
    names,
    search_words,
)
from distretti.enums import StatoIscrizione
from distretti.schemas import FILTRI as FACETS
from pubblicazione.selectors import PERTINENZA, SORTS, Query

PROVINCE = ("BA", "BR", "BT", "FG", "LE", "TA")
ITEM_FIELDS = (
    "codice",
    "sezione",
    "stato",
    "denominazione",
    "sintesi",
    "sede",
    "riconosciuto_dal",
    "iscritto_dal",
    "aggiornato_il",
    "_links",
)
WHOLE_FIELDS = (*ITEM_FIELDS, "registro", "profilo", "aderenti")
_OR = " Può ripetersi: basta che valga uno dei valori."


def _enum(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _pattern(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": pattern}


def _names(what: tuple[str, ...]) -> dict[str, Any]:
    one = "|".join(what)
    return {"type": "string", "maxLength": 400, "pattern": f"^({one})(,({one}))*$"}


_SEZIONI, _STATI = tuple("1234567"), tuple(StatoIscrizione.values)
_COMUNE, _ATECO, _FILIERA = "[0-9]{6}", "[0-9]{2}([.][0-9]{1,2}){0,2}", "[a-z][a-z0-9_-]{0,39}"

SEZIONE = Parameter("sezione", "Sezione del registro." + _OR, "1", _enum(_SEZIONI), choice(_SEZIONI), repeatable=True)
STATO = Parameter(
    "stato",
    "Stato della voce; se manca, voci di ogni stato." + _OR,
    "attiva",
    _enum(_STATI),
    choice(_STATI),
    repeatable=True,
)
PROVINCIA = Parameter(
    "provincia", "Provincia della sede (sigla)." + _OR, "TA", _enum(PROVINCE), choice(PROVINCE), repeatable=True
)
COMUNE = Parameter(
    "comune",
    "Comune della sede (codice ISTAT di sei cifre; l’elenco è in `/vocabolari/comuni`)." + _OR,
    "073027",
    _pattern(f"^{_COMUNE}$"),
    matching(_COMUNE, "un codice ISTAT di sei cifre"),
    repeatable=True,
)
ATECO = Parameter(
    "ateco",
    "Attività economica ATECO 2025 del profilo; un codice trova anche quelli che contiene." + _OR,
    "30",
    _pattern(f"^{_ATECO}$"),
    matching(_ATECO, "un codice ATECO, per esempio 30 o 30.11"),
    repeatable=True,
)
FILIERA = Parameter(
    "filiera",
    "Filiera del profilo (codice; l’elenco è in `/vocabolari/filiere`)." + _OR,
    "nautica",
    _pattern(f"^{_FILIERA}$"),
    matching(_FILIERA, "il codice di una filiera"),
    repeatable=True,
)
Q = Parameter(
    "q",
    "Parole da cercare nel nome, nel profilo e nel territorio: devono esserci tutte, senza badare ad accenti, "
    "maiuscole e desinenze; dell’ultima basta l’inizio.",
    "nautica",
    {"type": "string", "minLength": 1, "maxLength": 200},
    search_words,
)
AGGIORNATE_DAL = Parameter(
    "aggiornate_dal",
    "Solo le voci il cui `aggiornato_il` è questo istante o dopo.",
    "2025-01-01T00:00:00Z",
    {"type": "string", "format": "date-time"},
    instant,
)
BBOX = Parameter(
    "bbox",
    "Solo le voci con la sede in questo rettangolo: ovest,sud,est,nord in gradi decimali (WGS 84).",
    "16.9,40.3,17.5,40.7",
    {"type": "string", "maxLength": 80, "pattern": r"^-?[0-9]{1,3}([.][0-9]+)?(,-?[0-9]{1,3}([.][0-9]+)?){3}$"},
    bbox,
)
ALLA_DATA = Parameter(
    "alla_data",
    "Il registro com’era in questo giorno, per quanto se ne sa oggi; ciò che non si può decidere è in `incerti`. "
    "Il nome e la sede sono quelli di allora; non si usa con ciò che riguarda il profilo di oggi.",
    "2013-01-15",
    {"type": "string", "format": "date"},
    day,
)
CONOSCIUTA_AL = Parameter(
    "conosciuta_al",
    "Per quanto se ne sapeva in questo istante, del giorno `alla_data` o, se manca, di oggi.",
    "2025-06-30T00:00:00Z",
    {"type": "string", "format": "date-time"},
    instant,
)
SORT = Parameter(
    "sort",
    "Ordine: `denominazione` (se manca), `codice` o `aggiornato_il`; con `-` davanti, al contrario. Con `q`, se "
    "manca, per `pertinenza`: prima le parole del nome, poi quelle della sintesi, poi le altre.",
    "denominazione",
    _enum((*SORTS, PERTINENZA)),
    choice((*SORTS, PERTINENZA)),
)
FIELDS = Parameter(
    "fields",
    "Quali campi di primo livello, separati da virgole; con `registro`, `profilo` o `aderenti` le voci sono intere.",
    "codice,denominazione",
    _names(WHOLE_FIELDS),
    names(WHOLE_FIELDS),
)
FACETS_PARAMETER = Parameter(
    "facets",
    "Per quali filtri contare i risultati di ogni valore, separati da virgole; ognuno ignora il proprio filtro.",
    "sezione,provincia",
    _names(FACETS),
    names(FACETS),
)

FILTERS = (SEZIONE, STATO, PROVINCIA, COMUNE, ATECO, FILIERA, Q, AGGIORNATE_DAL, BBOX)
LIST_PARAMETERS = (
    *FILTERS,
    ALLA_DATA,
    SORT,
    PAGING.limit,
    PAGING.cursor,
    FIELDS,
    FACETS_PARAMETER,
)
# More than any document can have.
MAX_PUNTEGGIO = 10_000
_ABOUT_TODAY = ("ateco", "filiera", "aggiornate_dal", "facets")


@dataclass(frozen=True)
class Search:
    """A search of entries: the query, its identity (to which cursors are bound), and what to show of what is found."""

    query: Query
    identity: dict[str, Any]
    fields: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    alla_data: dt.date | None = None


def _check_cursor_value(sort: str, after: str) -> None:
    if sort.lstrip("-") == "aggiornato_il" and instant(after) != parse_datetime(after):
        raise NotAcceptedError("si scrive come lo scrive il registro.")
    if sort == PERTINENZA:
        integer(0, MAX_PUNTEGGIO)(after.partition(" ")[0])


def _after(given: dict[str, Any], identity: dict[str, Any], sort: str) -> After | None:
    if "cursor" not in given:
        return None
    return read_cursor(given["cursor"], query=identity, check=lambda value: _check_cursor_value(sort, value))


def _sort(given: dict[str, Any]) -> str:
    by_words = "q" in given and "alla_data" not in given
    sort: str = given.get("sort", PERTINENZA if by_words else "denominazione")
    if sort == PERTINENZA and not by_words:
        reason = "si può usare solo con «q», e non con «alla_data»: ordina per quanto contano le parole cercate."
        raise refuse_parameter("sort", reason)
    return sort


def read_search(given: dict[str, Any], *, risorsa: str = "iscrizioni", default_limit: int = 20) -> Search:
    """Build the search from parameters already read.

    Raises ProblemError (422) for a cursor of another search, and for `alla_data` with what only today's profile knows.
    """
    if "alla_data" in given:
        for name in _ABOUT_TODAY:
            if name in given:
                raise refuse_parameter(name, "non si può usare con «alla_data»: riguarda il profilo di oggi.")
    sort = _sort(given)
    bounds = given.get("bbox")
    identity = {
        "risorsa": risorsa,
        "sort": sort,
        **{name: given[name] for name in (*FACETS, "q", "aggiornate_dal", "alla_data") if name in given},
        **({"bbox": [str(b) for b in bounds]} if bounds else {}),
    }
    fields = given.get("fields", ())
    query = Query(
        risorsa="iscrizioni",
        filtri={name: given[name] for name in FACETS if name in given},
        q=given.get("q", ""),
        aggiornate_dal=given.get("aggiornate_dal"),
        bbox=bounds,
        sort=sort,
        limit=given.get("limit", default_limit),
        after=_after(given, identity, sort),
        whole=not set(fields) <= set(ITEM_FIELDS),
    )
    return Search(query, identity, fields, given.get("facets", ()), given.get("alla_data"))
