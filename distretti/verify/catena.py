"""Proves the chain of annotations: its rows, their acts, its head; and the part of it that is of one entry."""

from collections.abc import Callable, Iterator

from core.canonical import digest
from distretti.models import Annotazione, Atto, Iscrizione
from distretti.models.annotazione import IMPRONTA_ZERO
from distretti.selectors import head_of_chain
from distretti.verify.voci import verify_columns

Progress = Callable[[int], None]


def verify_chain(*, advance: Progress) -> Iterator[str]:
    """Yield, in Italian, each break of the chain: a gap, a changed row, an act that is not the one recorded."""
    atti = {atto.pk: digest(atto.content()) for atto in Atto.objects.iterator(chunk_size=2000)}
    expected_seq, previous = 1, IMPRONTA_ZERO
    for row in Annotazione.objects.order_by("seq").iterator(chunk_size=2000):
        if row.seq != expected_seq:
            yield f"annotazione {row.seq}: manca l’annotazione {expected_seq}"
        yield from _verify_row(row, previous=previous, atti=atti)
        expected_seq, previous = row.seq + 1, row.impronta
        advance(1)


def _verify_row(row: Annotazione, *, previous: str, atti: dict[int, str]) -> Iterator[str]:
    """Yield what is wrong with one row: `previous` is the hash of the row before, `atti` those of the acts today."""
    name = f"annotazione {row.seq}"
    if row.impronta_precedente != previous:
        yield f"{name}: l’impronta precedente non è quella dell’annotazione prima"
    if row.compute_impronta() != row.impronta:
        yield f"{name}: il contenuto non corrisponde alla sua impronta"
    if atti.get(row.atto_id) != row.atto_impronta:
        yield f"{name}: l’atto {row.atto_id} non è più quello registrato"
    corrected = row.dati.get("atto")
    if corrected and atti.get(corrected["id"]) != corrected["impronta"]:
        yield f"{name}: l’atto {corrected['id']} non è più quello che la rettifica indicava"


def verify_voce(iscrizione: Iscrizione) -> Iterator[str]:
    """Yield what is wrong with one entry: its rows, their places in the chain, the columns derived from them."""
    rows = list(iscrizione.annotazioni.all())
    wanted = {row.seq + step for row in rows for step in (-1, 1)}
    beside = {row.seq: row for row in Annotazione.objects.filter(seq__in=wanted)}
    keys = {row.atto_id for row in rows} | {row.dati["atto"]["id"] for row in rows if row.dati.get("atto")}
    atti = {atto.pk: digest(atto.content()) for atto in Atto.objects.filter(pk__in=keys)}
    head, _impronta = head_of_chain()
    for row in rows:
        before, after = beside.get(row.seq - 1), beside.get(row.seq + 1)
        if (before is None and row.seq > 1) or (after is None and row.seq < head):
            yield f"annotazione {row.seq}: nella catena manca la riga accanto"
        previous = before.impronta if before else IMPRONTA_ZERO if row.seq == 1 else row.impronta_precedente
        yield from _verify_row(row, previous=previous, atti=atti)
        if after is not None and after.impronta_precedente != row.impronta:
            yield f"annotazione {row.seq}: la riga dopo non cita la sua impronta"
    yield from verify_columns(iscrizione)


def verify_head(seq: int, impronta: str) -> Iterator[str]:
    """Yield a finding unless the chain still holds the published head: a cut tail or a rewrite is caught here."""
    found = Annotazione.objects.filter(seq=seq).values_list("impronta", flat=True).first()
    if seq == 0 and impronta == IMPRONTA_ZERO:
        return
    if found is None:
        yield f"coda del registro: l’annotazione {seq} è stata pubblicata ma non c’è più (ultima: {head_of_chain()[0]})"
    elif found != impronta:
        yield f"annotazione {seq}: l’impronta non è quella pubblicata"
