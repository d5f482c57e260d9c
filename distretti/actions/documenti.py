"""Rendering what no single act renders: sections and vocabularies, and everything again when it must be rebuilt."""

from collections.abc import Callable

from django.db import transaction

from distretti.models import Ateco, Comune, Filiera, FormaGiuridica, Iscrizione, Provincia, Sezione, TipologiaCibo
from distretti.models.rendering import elenco_in_force
from distretti.models.vocabolari import Voce
from distretti.schemas import render_aderenti
from distretti.schemas.vocabolario import CLOSED_LISTS, render_closed_list, render_vocabolario
from pubblicazione.actions.documento import store_documento

_TABLES: dict[str, type[Voce]] = {
    "province": Provincia,
    "forme-giuridiche": FormaGiuridica,
    "ateco": Ateco,
    "filiere": Filiera,
    "tipologie-cibo": TipologiaCibo,
}


@transaction.atomic
def store_vocabolari() -> None:
    """Render every vocabulary; those that say the same as before change nothing."""
    comuni = Comune.objects.select_related("provincia")
    store_documento(rendering=render_vocabolario("comuni", comuni))
    for nome, model in _TABLES.items():
        voci = model._default_manager.all()
        store_documento(rendering=render_vocabolario(nome, voci))
    for nome in CLOSED_LISTS:
        store_documento(rendering=render_closed_list(nome))


@transaction.atomic
def store_sezioni() -> None:
    """Render every section."""
    for sezione in Sezione.objects.all():
        store_documento(rendering=sezione.render_documento())


@transaction.atomic
def store_aderenti(*, iscrizione: Iscrizione) -> None:
    """Render the members of an entry, if it has an approved list."""
    elenco = elenco_in_force(iscrizione.elenchi.all())
    if elenco is not None:
        store_documento(rendering=render_aderenti(iscrizione.codice, elenco, elenco.righe.all()))


def rebuild_documenti(*, advance: Callable[[int], None]) -> None:
    """Render everything again, an entry a transaction: honest documents keep their bytes and the feed stays still."""
    store_vocabolari()
    store_sezioni()
    for iscrizione in Iscrizione.objects.for_documento().order_by("pk").iterator(chunk_size=200):
        with transaction.atomic():
            store_documento(rendering=iscrizione.render_loaded())
            store_aderenti(iscrizione=iscrizione)
        advance(1)
