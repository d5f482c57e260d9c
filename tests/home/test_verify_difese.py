"""The finer damages that `verify_registro` names: a seal taken away, a chain rewritten, a list sorted otherwise."""

import datetime as dt
from collections.abc import Callable

import pytest
from wagtail.models import Page

from core.uncertain_dates import on_day
from distretti.actions.evento import record_evento
from distretti.enums import TipoAnnotazione
from distretti.models import Annotazione, Iscrizione
from distretti.selectors import head_of_chain
from distretti.verify import verify_head, verify_voce
from identita.models import User
from pubblicazione.models import Documento, DocumentoFiltro, Variazione
from tests.factories import make_iscrizione
from tests.home.test_verify import elenco, findings, modello, whole
from tests.tampering import Tamper

pytestmark = pytest.mark.slow

__all__ = ["elenco", "modello", "whole"]


def rewrite(annotazione: Annotazione, tamper: Tamper, **fields: str) -> None:
    """Change an annotation as somebody would who knows how its hash is made."""
    for name, value in fields.items():
        setattr(annotazione, name, value)
    fields["impronta"] = annotazione.compute_impronta()
    said = ", ".join(f"{name} = '{value}'" for name, value in fields.items())
    tamper(f"UPDATE distretti_annotazione SET {said} WHERE seq = {annotazione.seq}")


def test_a_row_rewritten_with_its_own_hash_breaks_the_row_after(
    whole: Iscrizione, funzionario: User, tamper: Tamper
) -> None:
    moda = make_iscrizione("Distretto della Moda", by=funzionario)
    seq, impronta = head_of_chain()
    assert list(verify_head(seq, impronta)) == []
    rewrite(whole.annotazioni.order_by("seq")[0], tamper, testo="Altra frase.")
    assert "annotazione 2: l’impronta precedente non è quella dell’annotazione prima" in findings()
    whole.refresh_from_db()
    assert "annotazione 1: la riga dopo non cita la sua impronta" in list(verify_voce(whole))
    rewrite(moda.annotazioni.get(), tamper, testo="Altra frase.")
    assert list(verify_head(seq, impronta)) == [f"annotazione {seq}: l’impronta non è quella pubblicata"]


def test_the_head_of_an_empty_register_proves_itself(registro: None) -> None:
    assert list(verify_head(*head_of_chain())) == []


def test_the_act_that_a_correction_pointed_at(whole: Iscrizione, funzionario: User, tamper: Tamper) -> None:
    right = {"tipo": "dgr", "organo": "Giunta regionale", "numero": "200", "data": on_day(dt.date(2025, 4, 1))}
    opening = whole.annotazioni.order_by("seq")[0]
    dati = {"rettifica_di": opening.seq, "motivo": "Atto trascritto male", "atto_corretto": right}
    dati["togli"] = ("sito",)
    made = record_evento(
        tipo=TipoAnnotazione.RETTIFICA, by=funzionario, atto=None, decorrenza=None, dati=dati, iscrizione=whole
    )
    assert made.dati["togli"] == ["sito"]
    assert findings() == []
    tamper(f"UPDATE distretti_atto SET numero = '201' WHERE id = {made.dati['atto']['id']}")
    said = f"annotazione {made.seq}: l’atto {made.dati['atto']['id']} non è più quello che la rettifica indicava"
    assert said in findings()
    whole.refresh_from_db()
    assert said in list(verify_voce(whole))


def test_a_list_approved_without_its_annotation(whole: Iscrizione, tamper: Tamper) -> None:
    tamper("UPDATE distretti_elencoaderenti SET annotazione_id = NULL")
    assert any("non è quello che il registro annota come approvato" in line for line in findings())


def test_a_version_whose_seal_was_taken_away(whole: Iscrizione, tamper: Tamper) -> None:
    tamper("DELETE FROM modulistica_sigilloversione")
    assert "modello programma-di-sviluppo, versione 1: è approvata senza un sigillo" in findings()


def test_an_approved_page_put_off_line(whole: Iscrizione) -> None:
    Page.objects.filter(pk=whole.scheda.pk).update(live=False)
    assert f"pagina {whole.scheda.slug}: ha un’approvazione in vigore ma non è pubblica" in findings()


def _other_item(documento: Documento) -> None:
    Documento.objects.filter(pk=documento.pk).update(estratto=b"{}")


def _other_order(documento: Documento) -> None:
    Documento.objects.filter(pk=documento.pk).update(ordine="zzz")


def _other_filters(documento: Documento) -> None:
    DocumentoFiltro.objects.filter(documento=documento, nome="provincia").update(valore="ZZ")


def _other_words(documento: Documento) -> None:
    documento.parole.all().delete()


def _other_line(documento: Documento) -> None:
    Variazione.objects.filter(sequenza=documento.sequenza).update(etag="0" * 64)


def _gap(documento: Documento) -> None:
    Variazione.objects.filter(sequenza=1).delete()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_other_item, "negli elenchi non è quello che risulta dal registro"),
        (_other_order, "non si ordina per quello che dice"),
        (_other_filters, "i suoi filtri non sono quelli che risultano dal registro"),
        (_other_words, "non si cerca per quello che dice"),
        (_other_line, "non è quello annunciato dalla variazione"),
        (_gap, "variazione 2: manca la 1"),
    ],
)
def test_a_document_found_otherwise_than_the_register_says(
    whole: Iscrizione, damage: Callable[[Documento], None], said: str
) -> None:
    damage(Documento.objects.get(risorsa="iscrizioni", chiave=whole.codice))
    assert any(said in line for line in findings())
