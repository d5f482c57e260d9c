"""Which columns of an entry follow from its ledger, and with what value; writing them is the work of actions."""

import datetime as dt
from typing import Any

from distretti.stato import StatoRegistro

# Each fact of the ledger: the column it fills and the value when it was never recorded.
FACTS: dict[str, tuple[str, Any]] = {
    "denominazione": ("denominazione", ""),
    "forma_giuridica": ("forma_giuridica_id", None),
    "codice_fiscale": ("codice_fiscale", ""),
    "partita_iva": ("partita_iva", ""),
    "comune": ("comune_id", None),
    "indirizzo": ("indirizzo", ""),
    "sito": ("sito", ""),
    "pec": ("pec", ""),
    "sezione_secondaria": ("sezione_secondaria_id", None),
    "tipologia_cibo": ("tipologia_cibo_id", None),
    "scade_il": ("scade_il", None),
    "confluita_in": ("confluita_in", ""),
}


def derived_columns(stato: StatoRegistro) -> dict[str, Any]:
    """Return the value of every derived column; a fact never recorded has its empty value."""
    columns = {column: stato.fatti.get(name, empty) for name, (column, empty) in FACTS.items()}
    if columns["scade_il"] is not None:
        columns["scade_il"] = dt.date.fromisoformat(columns["scade_il"])
    if stato.stato is not None:
        columns["stato"] = stato.stato
    return columns
