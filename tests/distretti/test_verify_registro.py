"""`verify_registro` names what was tampered with, and is green on an honest register."""

import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from distretti.selectors import head_of_chain
from identita.models import User
from pubblicazione.models import Documento
from tests.factories import make_iscrizione


def run(*args: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("verify_registro", *args, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(str(stop.code)), err.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def three_entries(funzionario: User) -> None:
    for name in ("Moda", "Nautica", "Pesca"):
        make_iscrizione(f"Distretto {name}", by=funzionario)


def test_an_honest_register_is_green_and_says_its_head(three_entries: None) -> None:
    code, text = run()
    assert code == 0
    seq, impronta = head_of_chain()
    assert f"{seq}:{impronta}" in text
    assert run("--head", f"{seq}:{impronta}")[0] == 0


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE distretti_annotazione SET decorrenza_al = '2030-01-01' WHERE seq = 2", "annotazione 2: il contenuto"),
        ("DELETE FROM distretti_annotazione WHERE seq = 2", "annotazione 3: manca l’annotazione 2"),
        ("UPDATE distretti_atto SET numero = '999' WHERE id = (SELECT min(id) FROM distretti_atto)", "l’atto"),
        (
            "UPDATE distretti_iscrizione SET denominazione = 'Altro' WHERE codice = 'RP-1-0003'",
            "iscrizione RP-1-0003: «denominazione»",
        ),
    ],
)
def test_what_was_tampered_with_is_named(
    three_entries: None, tamper: Callable[[str], None], statement: str, named: str
) -> None:
    tamper(statement)
    code, text = run()
    assert code == 1
    assert named in text


def test_a_document_with_other_bytes_is_named(three_entries: None) -> None:
    Documento.objects.filter(chiave="RP-1-0002").update(corpo=b"{}")
    code, text = run("--all")
    assert code == 1
    assert "documento iscrizioni/RP-1-0002" in text


def test_a_cut_tail_is_caught_with_the_published_head(three_entries: None, tamper: Callable[[str], None]) -> None:
    seq, impronta = head_of_chain()
    tamper(f"DELETE FROM distretti_annotazione WHERE seq = {seq}")
    code, text = run("--head", f"{seq}:{impronta}")
    assert code == 1
    assert f"l’annotazione {seq} è stata pubblicata ma non c’è più" in text


def test_a_head_that_cannot_be_read_is_a_usage_error(db: None) -> None:
    with pytest.raises(CommandError, match="SEQ:IMPRONTA"):
        call_command("verify_registro", "--head", "xx")
