"""Proves the members' lists: their rows against the hash they were approved by, and that against the ledger."""

from collections.abc import Callable, Iterator

from distretti.elenco.parse import Riga, sha256_of
from distretti.enums import StatoElenco
from distretti.models import ElencoAderenti
from distretti.models.aderenti import Aderente

Progress = Callable[[int], None]
_FIELDS = tuple(Riga.__dataclass_fields__)


def verify_elenchi(*, advance: Progress) -> Iterator[str]:
    """Yield each list whose rows are not those that were uploaded, or whose approval is not in the ledger."""
    elenchi = ElencoAderenti.objects.select_related("iscrizione", "annotazione").prefetch_related("righe")
    for elenco in elenchi.order_by("pk").iterator(chunk_size=50):
        name = f"elenco degli aderenti di {elenco.iscrizione.codice}, versione {elenco.versione}"
        rows = [_row(aderente) for aderente in elenco.righe.all()]
        if sha256_of(rows) != elenco.sha256 or len(rows) != elenco.totale:
            yield f"{name}: le righe non sono quelle caricate"
        if elenco.stato == StatoElenco.APPROVATO and _annotated(elenco) != (elenco.sha256, elenco.totale):
            yield f"{name}: non è quello che il registro annota come approvato"
        advance(1)


def _row(aderente: Aderente) -> Riga:
    return Riga(**{name: getattr(aderente, name) for name in _FIELDS})


def _annotated(elenco: ElencoAderenti) -> tuple[str, int] | None:
    if elenco.annotazione is None:
        return None
    content = elenco.annotazione.dati.get("aderenti", {})
    return content.get("sha256"), content.get("totale")
