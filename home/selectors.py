"""What the public pages read, from rendered documents and vocabularies; from the ledger only a past day."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Max
from django.utils.timezone import localdate
from wagtail.contrib.redirects.models import Redirect

from core.canonical import public_bytes
from core.text import is_askable
from distretti.models import Filiera, Provincia
from distretti.schemas import show_iscrizione_at
from distretti.schemas.registro import show_incerto
from distretti.selectors.storia import voci_at
from home.models import ContenutoPage, HomePage, PaginaEditoriale
from home.percorsi import path_key
from home.ricerca import FACETS, RISORSA, STATI, Chip, Labels, Richiesta
from pubblicazione.models import Documento, DocumentoFiltro
from pubblicazione.ricerca import all_documenti, count_documenti, facets_of, numbered_page
from pubblicazione.selectors import find_documento, find_pagina, last_ritiro_pubblicazione


def body_of(documento: Documento) -> dict[str, Any]:
    """Return the content of a document."""
    content: dict[str, Any] = json.loads(bytes(documento.corpo))
    return content


def sezioni() -> list[dict[str, Any]]:
    """Return the documents of the sections, in order."""
    found = Documento.objects.filter(risorsa="sezioni").order_by("ordine").defer("corpo_gzip", "estratto")
    return [body_of(d) for d in found]


def withdrawn_on(percorso: str) -> dt.date | None:
    """Return the day on which the page that stood under a path was taken off line, or None if none did."""
    chiave = _withdrawn_at(percorso)
    ritiro = last_ritiro_pubblicazione(int(chiave)) if chiave else None
    return localdate(ritiro.ritirata_il) if ritiro else None


def sezione_documento(codice: str) -> dict[str, Any] | None:
    """Return the document of a section, or None."""
    documento = find_documento("sezioni", codice)
    return body_of(documento) if documento else None


def scheda_documento(codice: str) -> dict[str, Any] | None:
    """Return the document of an entry, or None if no entry has this code."""
    documento = find_documento(RISORSA, codice)
    return body_of(documento) if documento else None


@dataclass(frozen=True)
class PassatoScheda:
    """An entry on a past day: its document, or None if it was not surely there; and what cannot be decided."""

    documento: dict[str, Any] | None
    incerti: list[dict[str, Any]]


def scheda_at(codice: str, day: dt.date) -> PassatoScheda:
    """Return an entry as it was on `day`, as known today, folded from the ledger; the entry must exist."""
    voce = voci_at([codice], day)[codice]
    if not voce.stato.exists:
        testi = {a.seq: a.testo for a in voce.iscrizione.annotazioni.all()}
        incerti = [show_incerto(e, testi[e.seq]) for e in voce.stato.incerti]
        return PassatoScheda(None, json.loads(public_bytes(incerti)))
    shown: dict[str, Any] = json.loads(public_bytes(show_iscrizione_at(voce)))
    return PassatoScheda(shown, shown["incerti"])


def aderenti_documento(codice: str) -> dict[str, Any] | None:
    """Return the document of an entry's members, or None if no list was ever approved."""
    documento = find_documento("aderenti", codice)
    return body_of(documento) if documento else None


_province: dict[str, str] = {}


def province_names() -> dict[str, str]:
    """Return the names of the six provinces by their letters; they are read once, when there are any."""
    if not _province:
        _province.update(Provincia.objects.order_by("denominazione").values_list("sigla", "denominazione"))
    return _province


def facet_labels(known_sezioni: list[dict[str, Any]]) -> Labels:
    """Return the values that each facet may have, with their names, in the order in which people expect them."""
    return {
        "sezione": {str(s["codice"]): s["nome"] for s in known_sezioni},
        "provincia": province_names(),
        "filiera": dict(Filiera.objects.order_by("denominazione").values_list("codice", "denominazione")),
        "stato": STATI,
    }


@dataclass(frozen=True)
class Risultati:
    """A page of results, how many there are in all, and how they divide."""

    voci: list[dict[str, Any]]
    totale: int
    facets: dict[str, dict[str, int]]


def search_iscrizioni(richiesta: Richiesta) -> Risultati:
    """Return the page of entries that a visitor asked for; a page beyond the last is the last."""
    totale = count_documenti(richiesta.query)
    last = max(1, -(-totale // richiesta.query.limit))
    page = numbered_page(richiesta.query, number=min(richiesta.pagina, last)) if totale else []
    return Risultati([body_of(d) for d in page], totale, facets_of(richiesta.query, tuple(FACETS)))


def totals_without(active: list[Chip]) -> list[tuple[Chip, int]]:
    """Return, for each thing asked, how many entries there would be without it; only those that would help."""
    counted = [(chip, count_documenti(chip.senza.query)) for chip in active]
    return [(chip, total) for chip, total in counted if total]


def each_iscrizione(richiesta: Richiesta) -> Iterator[dict[str, Any]]:
    """Yield every entry that a search finds, on whatever page."""
    return (body_of(d) for d in all_documenti(richiesta.query))


def last_update() -> dt.datetime | None:
    """Return when the register last changed, or None while it is empty."""
    last: dt.datetime | None = Documento.objects.filter(risorsa=RISORSA).aggregate(last=Max("aggiornato_il"))["last"]
    return last


def latest_acts(limit: int) -> list[dict[str, Any]]:
    """Return the entries whose last dated act is most recent, newest first."""
    rows = DocumentoFiltro.objects.filter(nome="ultimo_atto").select_related("documento")
    return [body_of(row.documento) for row in rows.order_by("-valore", "-documento_id")[:limit]]


def find_pagina_at(percorso: str) -> str | None:
    """Return the key of the page that the public reads at a path, or read there before it moved or was taken off line.

    A path is what an address has after the host: encoded letters, a final slash and a query are understood.
    """
    path = _path_of(percorso)
    if path is None:
        return None
    found = _pagina_at(path)
    if found is None:
        redirect = Redirect.objects.filter(old_path=Redirect.normalise_path(path), redirect_page__isnull=False)
        page = redirect.select_related("redirect_page").first()
        found = str(page.redirect_page_id) if page else None
    return found or _withdrawn_at(path)


def find_editoriale_at(percorso: str) -> PaginaEditoriale | None:
    """Return the page that stands at a path, or once did, whether the public reads it or not yet."""
    path = _path_of(percorso)
    pages = [*HomePage.objects.all(), *ContenutoPage.objects.all()]
    found = next((page for page in pages if page.percorso == path), None)
    return found or find_editoriale(find_pagina_at(percorso) or "")


def find_editoriale(chiave: str) -> PaginaEditoriale | None:
    """Return a page of the site by its key, whether the public reads it or not yet."""
    pagina = find_pagina(int(chiave[:18])) if chiave.isascii() and chiave.isdigit() else None
    return pagina if isinstance(pagina, PaginaEditoriale) else None


def _path_of(percorso: str) -> str | None:
    """Return the path in an address as pages have it: letters decoded, no final slash, no query; None if it is none."""
    try:
        path = unquote(urlsplit(percorso).path).strip("/")
    except ValueError:  # it begins as the name of a host, and is none
        return None
    return f"/{path}" if is_askable(path) else None


def _pagina_at(path: str) -> str | None:
    rows = DocumentoFiltro.objects.filter(nome="percorso", valore=path_key(path), documento__risorsa="pagine")
    return rows.values_list("documento__chiave", flat=True).first()


def _withdrawn_at(path: str) -> str | None:
    return next((str(p.pk) for p in ContenutoPage.objects.filter(live=False) if p.percorso == path), None)


def was_withdrawn(chiave: str) -> bool:
    """Tell whether a page of this key was public and was taken off line."""
    return chiave.isascii() and chiave.isdigit() and last_ritiro_pubblicazione(int(chiave[:18])) is not None


def pagina_documento(percorso: str) -> dict[str, Any] | None:
    """Return the document of an editorial page by its path under /pagine/, or None."""
    row = DocumentoFiltro.objects.filter(nome="percorso", valore=path_key(percorso), documento__risorsa="pagine")
    found = row.select_related("documento").first()
    return body_of(found.documento) if found else None


def pagine() -> list[dict[str, Any]]:
    """Return the documents of the editorial pages under the home page, by title."""
    found = Documento.objects.filter(risorsa="pagine").order_by("ordine", "chiave").defer("corpo_gzip")
    return [page for page in map(body_of, found) if page["percorso"] != "/"]


def modelli() -> list[dict[str, Any]]:
    """Return the documents of the models, by title."""
    found = Documento.objects.filter(risorsa="modelli").order_by("ordine", "chiave").defer("corpo_gzip")
    return [body_of(documento) for documento in found]


def addresses() -> Iterator[tuple[str, dt.datetime]]:
    """Yield the resource key and the last change of everything that has a page of its own."""
    rows = Documento.objects.filter(risorsa=RISORSA).order_by("chiave")
    return rows.values_list("chiave", "aggiornato_il").iterator(chunk_size=1_000)
