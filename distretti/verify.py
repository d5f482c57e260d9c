"""Proves the register: the chain of annotations, the entries derived from it, the rendered documents; reads only."""

import gzip
from collections.abc import Callable, Iterator
from typing import Any

from core.canonical import digest, sha256_hex
from core.clock import today
from distretti.derived import derived_columns
from distretti.models import Annotazione, Atto, Iscrizione
from distretti.models.annotazione import IMPRONTA_ZERO
from distretti.selectors import head_of_chain
from pubblicazione.models import Documento

Progress = Callable[[int], None]


def _ignore(_count: int) -> None:
    return None


def verify_chain(*, advance: Progress = _ignore) -> Iterator[str]:
    """Yield, in Italian, each break of the chain: a gap, a changed row, an act that is not the one recorded."""
    atti: dict[int, str] = {}
    expected_seq, previous = 1, IMPRONTA_ZERO
    for row in Annotazione.objects.order_by("seq").iterator(chunk_size=2000):
        if row.seq != expected_seq:
            yield f"annotazione {row.seq}: manca l'annotazione {expected_seq}"
        if row.atto_id not in atti:
            atti[row.atto_id] = digest(Atto.objects.get(pk=row.atto_id).content())
        yield from _verify_row(row, previous=previous, atto=atti[row.atto_id])
        expected_seq, previous = row.seq + 1, row.impronta
        advance(1)


def _verify_row(row: Annotazione, *, previous: str, atto: str) -> Iterator[str]:
    """Yield what is wrong with one row: `previous` is the hash of the row before, `atto` that of its act today."""
    name = f"annotazione {row.seq}"
    if row.impronta_precedente != previous:
        yield f"{name}: l'impronta precedente non è quella dell'annotazione prima"
    if row.compute_impronta() != row.impronta:
        yield f"{name}: il contenuto non corrisponde alla sua impronta"
    if atto != row.atto_impronta:
        yield f"{name}: l'atto {row.atto_id} non è più quello registrato"


def verify_voce(iscrizione: Iscrizione) -> Iterator[str]:
    """Yield what is wrong with one entry: its rows, their places in the chain, the columns derived from them."""
    rows = list(iscrizione.annotazioni.select_related("atto"))
    wanted = {row.seq + step for row in rows for step in (-1, 1)}
    beside = {row.seq: row for row in Annotazione.objects.filter(seq__in=wanted)}
    head, _impronta = head_of_chain()
    for row in rows:
        before, after = beside.get(row.seq - 1), beside.get(row.seq + 1)
        if (before is None and row.seq > 1) or (after is None and row.seq < head):
            yield f"annotazione {row.seq}: nella catena manca la riga accanto"
        previous = before.impronta if before else IMPRONTA_ZERO if row.seq == 1 else row.impronta_precedente
        yield from _verify_row(row, previous=previous, atto=digest(row.atto.content()))
        if after is not None and after.impronta_precedente != row.impronta:
            yield f"annotazione {row.seq}: la riga dopo non cita la sua impronta"
    yield from _verify_columns(iscrizione)


def verify_head(seq: int, impronta: str) -> Iterator[str]:
    """Yield a finding unless the chain still holds the published head: a cut tail or a rewrite is caught here."""
    found = Annotazione.objects.filter(seq=seq).values_list("impronta", flat=True).first()
    if seq == 0 and impronta == IMPRONTA_ZERO:
        return
    if found is None:
        yield f"coda del registro: l'annotazione {seq} è stata pubblicata ma non c'è più (ultima: {head_of_chain()[0]})"
    elif found != impronta:
        yield f"annotazione {seq}: l'impronta non è quella pubblicata"


def verify_iscrizioni(*, advance: Progress = _ignore) -> Iterator[str]:
    """Yield each entry whose columns or public document are not what the ledger says today."""
    for iscrizione in Iscrizione.objects.for_documento().order_by("pk").iterator(chunk_size=500):
        yield from _verify_columns(iscrizione)
        yield from _verify_documento(iscrizione.codice, iscrizione.render_loaded().corpo)
        advance(1)


def _verify_columns(iscrizione: Iscrizione) -> Iterator[str]:
    for column, value in derived_columns(iscrizione.stato_at(today())).items():
        if getattr(iscrizione, column) != value:
            yield f"iscrizione {iscrizione.codice}: «{column}» non è quello che risulta dalle annotazioni"


def _verify_documento(codice: str, expected: bytes) -> Iterator[str]:
    documento = Documento.objects.filter(risorsa="iscrizioni", chiave=codice).first()
    if documento is None:
        yield f"documento iscrizioni/{codice}: manca"
    elif bytes(documento.corpo) != expected:
        yield f"documento iscrizioni/{codice}: non è quello che risulta dal registro"


def verify_documenti(*, advance: Progress = _ignore) -> Iterator[str]:
    """Yield each public document whose bytes are not those of its SHA-256, plain or coded."""
    for documento in Documento.objects.order_by("pk").iterator(chunk_size=200):
        name = f"documento {documento}"
        if sha256_hex(bytes(documento.corpo)) != documento.sha256:
            yield f"{name}: i byte non corrispondono allo SHA-256"
        elif _decoded(documento.corpo_gzip) != bytes(documento.corpo):
            yield f"{name}: la copia compressa non corrisponde"
        advance(1)


def _decoded(data: Any) -> bytes | None:
    try:
        return gzip.decompress(bytes(data))
    except (OSError, EOFError):
        return None
