"""Proves the extracts: each still certifies what the register, as it was known then, says of that day."""

from collections.abc import Callable, Iterator

from core.canonical import digest
from estratti.models import Estratto
from estratti.selectors import content_of, voce_on


def verify_estratti(*, advance: Callable[[int], None]) -> Iterator[str]:
    """Yield each extract whose content was changed, or that the ledger does not confirm."""
    for estratto in Estratto.objects.select_related("iscrizione").order_by("pk").iterator(chunk_size=200):
        chain = estratto.contenuto.get("catena", {})
        voce = voce_on(estratto.iscrizione, estratto.alla_data, conosciuta_al=estratto.rilasciato_il)
        told = content_of(voce, sequenza=chain.get("sequenza", 0), impronta=chain.get("impronta", ""))
        if digest(estratto.contenuto) != estratto.sha256:
            yield f"estratto {estratto.codice}: il contenuto non corrisponde alla sua impronta"
        elif digest(told) != estratto.sha256:
            yield f"estratto {estratto.codice}: il registro non conferma ciò che certifica"
        advance(1)
