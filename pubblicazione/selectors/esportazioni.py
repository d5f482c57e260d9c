"""Reads of the files that hold the whole register."""

from collections.abc import Iterator

from pubblicazione.models import Documento, Esportazione


def last_esportazione() -> Esportazione | None:
    """Return the newest file, or None if none was made yet."""
    return Esportazione.objects.order_by("-sequenza").first()


def find_esportazione(sequenza: int, formato: str) -> Esportazione | None:
    """Return one file, or None."""
    return Esportazione.objects.select_related("contenuto").filter(sequenza=sequenza, formato=formato).first()


def esportazioni_before(sequenza: int | None, *, limit: int) -> list[list[Esportazione]]:
    """Return the files of up to `limit + 1` numbers of the feed, newest first, below `sequenza`."""
    rows = Esportazione.objects.all() if sequenza is None else Esportazione.objects.filter(sequenza__lt=sequenza)
    numbers = list(rows.order_by("-sequenza").values_list("sequenza", flat=True).distinct()[: limit + 1])
    found: dict[int, list[Esportazione]] = {number: [] for number in numbers}
    for row in Esportazione.objects.filter(sequenza__in=numbers).select_related("contenuto").order_by("formato"):
        found[row.sequenza].append(row)
    return list(found.values())


def latest_esportazioni() -> list[Esportazione]:
    """Return the newest file of each format; none if none was made yet."""
    return next(iter(esportazioni_before(None, limit=0)), [])


def all_bodies(risorsa: str) -> Iterator[bytes]:
    """Yield the bytes of every document of a resource, by key, a few at a time."""
    rows = Documento.objects.filter(risorsa=risorsa).order_by("chiave").values_list("corpo", flat=True)
    return (bytes(body) for body in rows.iterator(chunk_size=500))
