"""Reads of files and pictures: what waits in quarantine, which bytes the rows expect, which rendition has a name."""

from collections.abc import Iterator

from django.db.models import QuerySet

from archivio.enums import Antivirus, Deposito
from archivio.models import Contenuto, FileRicevuto, ImmagineRendition


def waiting_files() -> QuerySet[FileRicevuto]:
    """Return the files that wait for the antivirus, oldest first."""
    return FileRicevuto.objects.filter(antivirus=Antivirus.IN_ATTESA).select_related("contenuto").order_by("pk")


def expected_hashes(deposito: Deposito) -> Iterator[str]:
    """Yield the SHA-256 of every content that a store must hold, in order."""
    rows = Contenuto.objects.filter(deposito=deposito).order_by("sha256")
    yield from rows.values_list("sha256", flat=True).iterator(chunk_size=2000)


def count_contents(deposito: Deposito) -> int:
    """Return how many contents a store must hold."""
    return Contenuto.objects.filter(deposito=deposito).count()


def find_rendition(nome: str) -> ImmagineRendition | None:
    """Return the rendition of a picture whose file has this name, or None."""
    return ImmagineRendition.objects.filter(file=f"images/{nome}").first()


def find_file_ricevuto(pk: int) -> FileRicevuto | None:
    """Return a file that came in by the door, with its content, or None."""
    return FileRicevuto.objects.filter(pk=pk).select_related("contenuto").first()
