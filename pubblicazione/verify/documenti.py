"""Proves the rendered documents and the change feed; what a document must say is rendered anew by its owner."""

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from core.canonical import sha256_hex
from core.text import stem
from pubblicazione.models import Documento, Parola, Variazione
from pubblicazione.schemas import Rendering
from pubblicazione.selectors import weigh_stems

Progress = Callable[[int], None]
_CHUNK = 500


def verify_documenti(*, advance: Progress) -> Iterator[str]:
    """Yield each document whose bytes are not those of its SHA-256 (plain, coded) or of its last line in the feed."""
    etags = dict(Variazione.objects.order_by("sequenza").values_list("sequenza", "etag").iterator(chunk_size=5000))
    for documento in Documento.objects.order_by("pk").iterator(chunk_size=200):
        name = f"documento {documento}"
        if sha256_hex(bytes(documento.corpo)) != documento.sha256:
            yield f"{name}: i byte non corrispondono allo SHA-256"
        elif _decoded(documento.corpo_gzip) != bytes(documento.corpo):
            yield f"{name}: la copia compressa non corrisponde"
        elif etags.get(documento.sequenza) != documento.sha256:
            yield f"{name}: non è quello annunciato dalla variazione {documento.sequenza}"
        advance(1)


def _decoded(data: Any) -> bytes | None:
    try:
        return gzip.decompress(bytes(data))
    except (OSError, EOFError):
        return None


def verify_variazioni() -> Iterator[str]:
    """Yield the first gap of the change feed, which is numbered without any."""
    expected = 1
    for sequenza in (
        Variazione.objects.order_by("sequenza").values_list("sequenza", flat=True).iterator(chunk_size=5000)
    ):
        if sequenza != expected:
            yield f"variazione {sequenza}: manca la {expected}"
            return
        expected += 1


def verify_renderings(
    renderings: Iterable[Rendering | str], *, risorse: frozenset[str], advance: Progress
) -> Iterator[str]:
    """Yield each document that is missing, is not what its owner renders anew, or that nothing renders.

    `renderings`: all that must stand under `risorse`, and nothing else; read a chunk at a time. A text among them is
    something that the owner found wrong while rendering, and is yielded as it is.
    """
    seen: set[tuple[str, str]] = set()
    known = dict(Parola.objects.values_list("parola", "radice").iterator(chunk_size=5000))
    source = iter(renderings)
    while items := list(islice(source, _CHUNK)):
        yield from (item for item in items if isinstance(item, str))
        chunk = [item for item in items if isinstance(item, Rendering)]
        stored = _stored(chunk)
        for rendering in chunk:
            key = (rendering.risorsa, rendering.chiave)
            seen.add(key)
            yield from _compare(rendering, stored.get(key), known)
        advance(len(chunk))
    keys = Documento.objects.filter(risorsa__in=risorse).order_by("risorsa", "chiave")
    for risorsa, chiave in keys.values_list("risorsa", "chiave").iterator(chunk_size=5000):
        if (risorsa, chiave) not in seen:
            yield f"documento {risorsa}/{chiave}: nulla nel registro lo giustifica"


def _stored(chunk: list[Rendering]) -> dict[tuple[str, str], Documento]:
    found = Documento.objects.filter(
        risorsa__in={r.risorsa for r in chunk}, chiave__in=[r.chiave for r in chunk]
    ).prefetch_related("valori", "parole")
    return {(d.risorsa, d.chiave): d for d in found.defer("corpo_gzip", "sha256")}


def _compare(rendering: Rendering, documento: Documento | None, known: Mapping[str, str]) -> Iterator[str]:
    name = f"documento {rendering.risorsa}/{rendering.chiave}"
    if documento is None:
        yield f"{name}: manca"
        return
    if bytes(documento.corpo) != rendering.corpo:
        yield f"{name}: non è quello che risulta dal registro"
    elif bytes(documento.estratto) != (rendering.estratto or rendering.corpo):
        yield f"{name}: negli elenchi non è quello che risulta dal registro"
    elif documento.ordine != rendering.ordine:
        yield f"{name}: non si ordina per quello che dice"
    own = (rendering.risorsa, rendering.ordine, rendering.chiave)
    wanted = {(nome, valore, *own) for nome, valori in rendering.filtri.items() for valore in valori}
    if {(v.nome, v.valore, v.risorsa, v.ordine, v.chiave) for v in documento.valori.all()} != wanted:
        yield f"{name}: i suoi filtri non sono quelli che risultano dal registro"
    stems = {row.radice: row.peso for row in documento.parole.all()}
    if stems != weigh_stems(rendering.parole) or any(known.get(w) != stem(w) for w in rendering.parole):
        yield f"{name}: non si cerca per quello che dice"
