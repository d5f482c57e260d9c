"""Whoever changes, in the database itself, what was approved is named by `verify_registro`."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from wagtail.models import Page

from distretti.actions.elenco import approve_elenco, upload_elenco
from distretti.models import Iscrizione
from home.models import ContenutoPage
from identita.models import User
from modulistica.models import Modello
from pubblicazione.models import Documento, DocumentoFiltro, Sigillo
from pubblicazione.selectors import last_sequenza
from tests.distretti.elenchi import CANTIERI, SARTORIA, xlsx
from tests.factories import make_funzionario
from tests.modulistica.conftest import modello, publish
from tests.tampering import Tamper

pytestmark = pytest.mark.slow

__all__ = ["modello"]


def findings() -> list[str]:
    """Everything that the whole proof names; empty when the register is honest."""
    err = io.StringIO()
    try:
        call_command("verify_registro", "--all", stdout=io.StringIO(), stderr=err)
    except SystemExit:
        return [line for line in err.getvalue().splitlines() if line and "Verifica del registro" not in line]
    return []


@pytest.fixture
def elenco(nautica: Iscrizione, funzionario: User) -> None:
    made = upload_elenco(
        iscrizione=nautica, by=funzionario, contenuto=xlsx(CANTIERI, SARTORIA), al=dt.date(2025, 6, 30)
    )
    approve_elenco(elenco=made, by=make_funzionario(username="funzionario.ricerca2"), sha256=made.sha256)


@pytest.fixture
def whole(nautica: Iscrizione, elenco: None, modello: Modello, funzionario: User) -> Iscrizione:
    """An entry with an approved profile and members, and a model in force: all honest."""
    publish(modello, funzionario, make_funzionario(username="funzionario.ricerca3"))
    assert findings() == []
    return nautica


def test_a_field_of_the_live_page(whole: Iscrizione, tamper: Tamper) -> None:
    tamper("UPDATE distretti_distrettopage SET sintesi = 'Altro' WHERE sintesi LIKE 'Cantieri%'")
    found = findings()
    assert f"pagina {whole.scheda.slug}: il campo «sintesi» della pagina pubblica non è quello approvato" in found


def test_a_child_of_the_live_page(whole: Iscrizione, tamper: Tamper) -> None:
    tamper("UPDATE distretti_distrettoindicatore SET valore = 9999 WHERE anno = 2024")
    assert any("il campo «indicatori» della pagina pubblica" in line for line in findings())


def test_a_live_revision(whole: Iscrizione, tamper: Tamper) -> None:
    sigillo = Sigillo.objects.get()
    revisione = sigillo.revisione
    revisione.content["sintesi"] = "Altro"
    type(revisione).objects.filter(pk=revisione.pk).update(content=revisione.content)
    assert f"revisione {revisione.pk} ({whole.scheda.slug}): non è il testo approvato" in findings()


def test_another_revision_made_live(whole: Iscrizione, funzionario: User, tamper: Tamper) -> None:
    other = whole.scheda.save_revision(user=funzionario)
    tamper(f"UPDATE wagtailcore_page SET live_revision_id = {other.pk} WHERE id = {whole.scheda.pk}")
    assert any(f"è pubblica la revisione {other.pk}" in line for line in findings())


def test_a_page_put_online_without_approval(registro_pieno: list[str], tamper: Tamper) -> None:
    scheda = Iscrizione.objects.get(codice=registro_pieno[1]).scheda
    tamper(f"UPDATE distretti_distrettopage SET sintesi = 'Abusiva' WHERE page_ptr_id = {scheda.pk}")
    Page.objects.filter(pk=scheda.pk).update(live=True)
    assert f"pagina {scheda.slug}: è pubblica senza che nessuno l’abbia approvata" in findings()


def test_a_seal(whole: Iscrizione, tamper: Tamper) -> None:
    sigillo = Sigillo.objects.get()
    tamper(f"UPDATE pubblicazione_sigillo SET sha256 = '{'0' * 64}' WHERE id = {sigillo.pk}")
    assert any(line.startswith(f"sigillo {sigillo.pk} (") for line in findings())


@pytest.mark.parametrize("risorsa", ["iscrizioni", "aderenti", "modelli", "sezioni"])
def test_the_bytes_of_a_document(whole: Iscrizione, risorsa: str) -> None:
    documento = Documento.objects.filter(risorsa=risorsa).order_by("pk")[0]
    Documento.objects.filter(pk=documento.pk).update(corpo=bytes(documento.corpo).replace(b"a", b"e", 1))
    assert f"documento {documento}: i byte non corrispondono allo SHA-256" in findings()


def test_the_place_of_an_entry_among_those_of_a_filter(whole: Iscrizione) -> None:
    DocumentoFiltro.objects.filter(documento__risorsa="iscrizioni", nome="stato").update(ordine="prima di tutte")
    assert any("RP-1-0001: i suoi filtri non sono" in line for line in findings())


def test_a_document_that_vanished(whole: Iscrizione) -> None:
    Documento.objects.filter(risorsa="aderenti").delete()
    assert any("aderenti/RP-1-0001" in line for line in findings())


def test_a_document_of_nothing(whole: Iscrizione) -> None:
    documento = Documento.objects.get(risorsa="aderenti")
    Documento.objects.filter(pk=documento.pk).update(chiave="RP-1-0099")
    assert any("aderenti/RP-1-0099" in line for line in findings())


def test_a_member_of_a_list(whole: Iscrizione, tamper: Tamper) -> None:
    tamper("UPDATE distretti_aderente SET denominazione = 'Prestanome s.r.l.' WHERE posizione = 1")
    assert "elenco degli aderenti di RP-1-0001, versione 1: le righe non sono quelle caricate" in findings()


def test_the_hash_of_a_list(whole: Iscrizione, tamper: Tamper) -> None:
    tamper(f"UPDATE distretti_elencoaderenti SET sha256 = '{'0' * 64}'")
    found = findings()
    assert "elenco degli aderenti di RP-1-0001, versione 1: non è quello che il registro annota come approvato" in found


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE modulistica_versionemodello SET novita = 'Altro'",
        "UPDATE modulistica_fileversione SET nome = 'Altro.pdf' WHERE nome = 'Programma.pdf'",
    ],
)
def test_a_version_of_a_model(whole: Iscrizione, tamper: Tamper, statement: str) -> None:
    tamper(statement)
    assert "modello programma-di-sviluppo, versione 1: non è quella approvata" in findings()


def test_the_seal_of_a_version(whole: Iscrizione, tamper: Tamper) -> None:
    tamper(f"UPDATE modulistica_sigilloversione SET sha256 = '{'0' * 64}'")
    said = "modello programma-di-sviluppo, versione 1: il contenuto del sigillo non corrisponde al suo SHA-256"
    assert said in findings()


@pytest.mark.parametrize("risorsa", ["iscrizioni", "modelli", "pagine", "aderenti", "vocabolari"])
@pytest.mark.parametrize("field", ["corpo", "corpo_gzip"])
def test_a_rebuild_tells_first_and_mends_then(
    whole: Iscrizione, pagina: ContenutoPage, risorsa: str, field: str
) -> None:
    documento = Documento.objects.filter(risorsa=risorsa).order_by("pk")[0]
    Documento.objects.filter(pk=documento.pk).update(**{field: b"{}"})
    before = last_sequenza()
    assert any(f"documento {documento}:" in line for line in findings())
    call_command("rebuild_documenti", "--dry-run", stdout=io.StringIO(), stderr=io.StringIO())
    assert bytes(getattr(Documento.objects.get(pk=documento.pk), field)) == b"{}"
    call_command("rebuild_documenti", stdout=io.StringIO(), stderr=io.StringIO())
    assert findings() == []
    assert last_sequenza() == before


def test_a_dry_run_says_what_would_change(whole: Iscrizione) -> None:
    Documento.objects.filter(risorsa="iscrizioni").update(corpo=b"{}")
    out = io.StringIO()
    call_command("rebuild_documenti", "--dry-run", stdout=out, stderr=io.StringIO())
    assert "documento iscrizioni/RP-1-0001" in out.getvalue()
    assert "Documenti che cambierebbero: 1." in out.getvalue()


def test_a_rebuild_writes_columns_anew_from_the_ledger(whole: Iscrizione, tamper: Tamper) -> None:
    name = whole.denominazione
    tamper("UPDATE distretti_iscrizione SET denominazione = 'Altro', stato = 'revocata' WHERE codice = 'RP-1-0001'")
    assert any("«denominazione» non è quello che risulta" in line for line in findings())
    call_command("rebuild_documenti", "--dry-run", stdout=io.StringIO(), stderr=io.StringIO())
    assert Iscrizione.objects.get(pk=whole.pk).denominazione == "Altro"
    call_command("rebuild_documenti", stdout=io.StringIO(), stderr=io.StringIO())
    mended = Iscrizione.objects.get(pk=whole.pk)
    assert (mended.denominazione, mended.stato) == (name, "attiva")
    assert findings() == []
