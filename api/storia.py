"""The register on a past day, as the API answers it; the fold of the ledger is in the register's own selectors."""

import datetime as dt

from django.http import HttpRequest, HttpResponse

from api.cursor import make_cursor
from api.errors import ProblemError, unknown_codice
from api.filters import Search
from api.responses import content_response, links_of, pick
from core.italiano import the_day
from distretti.schemas import show_iscrizione, show_iscrizione_at, show_item
from distretti.schemas.registro import show_incerto
from distretti.selectors.storia import register_at, voci_at


def list_at(request: HttpRequest, search: Search, day: dt.date) -> HttpResponse:
    """Answer a page of the register as it was on `day`; what cannot be decided goes with the first page."""
    query, fotografia = search.query, register_at(day)
    found = fotografia.search(query)
    page = found[: query.limit]
    voci = voci_at([v.codice for v in page], day, whole=query.whole)
    show = show_iscrizione if query.whole else show_item
    cursor = None
    if len(found) > query.limit:
        after = page[-1].ordine[query.sort.lstrip("-")], page[-1].codice
        cursor = make_cursor(query=search.identity, after=after)
    incerti = [] if query.after else fotografia.incerti_of(query)
    content = {
        "items": [pick(show(voci[v.codice]), search.fields) for v in page],
        "incerti": [{"codice": i.codice, **show_incerto(i.evento, i.testo)} for i in incerti],
        "_links": links_of(request, "iscrizioni", cursor=cursor),
    }
    return content_response(request, content)


def show_at(
    request: HttpRequest, codice: str, day: dt.date, conosciuta_al: dt.datetime | None, fields: tuple[str, ...]
) -> HttpResponse:
    """Answer an entry as it was on `day`.

    Raises ProblemError (404) for a code that no entry bears, and for an entry that was not surely there on the day.
    """
    voce = voci_at([codice], day, conosciuta_al).get(codice)
    if voce is None:
        raise unknown_codice(codice)
    if not voce.stato.exists:
        known = " per quanto se ne sapeva" if conosciuta_al else ""
        maybe = " Forse c’era già: la data non è nota con precisione." if voce.stato.incerti else ""
        raise ProblemError("non-trovato", f"La voce {codice} {the_day(day)}{known} non risultava ancora.{maybe}")
    return content_response(request, pick(show_iscrizione_at(voce), fields))
