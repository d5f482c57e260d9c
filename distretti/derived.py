"""Which columns of an entry follow from its ledger, and with what value; writing them is the work of actions."""

from typing import Any

from distretti.stato import StatoRegistro

FACTS: dict[str, Any] = {
    "denominazione": "",
    "forma_giuridica_id": None,
    "codice_fiscale": "",
    "partita_iva": "",
    "comune_id": None,
    "sito": "",
    "pec": "",
}


def derived_columns(stato: StatoRegistro) -> dict[str, Any]:
    """Return the value of every derived column; a fact never recorded has its empty value."""
    columns = {name: stato.fatti.get(name, empty) for name, empty in FACTS.items()}
    if stato.stato is not None:
        columns["stato"] = stato.stato
    return columns
