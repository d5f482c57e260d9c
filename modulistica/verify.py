"""Proves the approved versions of the models against their seals; the bytes of their files are `verify_files`' own."""

from collections.abc import Callable, Iterator

from core.canonical import digest
from modulistica.enums import StatoVersione
from modulistica.models import VersioneModello

Progress = Callable[[int], None]


def verify_versioni(*, advance: Progress) -> Iterator[str]:
    """Yield each approved version that is not, to the letter, what its seal says an officer approved."""
    approved = VersioneModello.objects.filter(stato=StatoVersione.APPROVATA).select_related("modello", "sigillo")
    for versione in approved.order_by("pk"):
        name = f"modello {versione.modello.codice}, versione {versione.numero}"
        sigillo = getattr(versione, "sigillo", None)
        if sigillo is None:
            yield f"{name}: è approvata senza un sigillo"
        elif digest(sigillo.contenuto) != sigillo.sha256:
            yield f"{name}: il contenuto del sigillo non corrisponde al suo SHA-256"
        elif versione.sha256() != sigillo.sha256:
            yield f"{name}: non è quella approvata"
        advance(1)
