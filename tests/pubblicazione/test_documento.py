"""A public document is written when its bytes change, and the change feed tells of it once."""

import pytest

from pubblicazione.actions.documento import store_documento
from pubblicazione.models import Documento, DocumentoFiltro, Operazione, Variazione
from pubblicazione.schemas import Rendering

pytestmark = pytest.mark.django_db


def store(corpo: str, **filtri: list[str]) -> Documento:
    return store_documento(
        rendering=Rendering(risorsa="prova", chiave="P1", corpo=corpo.encode(), ordine="uno", filtri=filtri)
    )


def operations() -> list[str]:
    return list(Variazione.objects.filter(risorsa="prova").order_by("sequenza").values_list("operazione", flat=True))


def test_new_bytes_are_a_new_line_of_the_feed_and_the_same_are_none() -> None:
    store("{}")
    first = store('{"a":1}')
    again = store('{"a":1}')
    assert again.sequenza == first.sequenza
    assert operations() == [Operazione.CREATE, Operazione.UPDATE]


def test_the_filters_follow_the_rendering_also_when_the_bytes_stay() -> None:
    store("{}", provincia=["BA", "LE"])
    store("{}", provincia=["LE", "TA"])
    values = DocumentoFiltro.objects.filter(documento__chiave="P1").order_by("valore")
    assert list(values.values_list("valore", flat=True)) == ["LE", "TA"]
