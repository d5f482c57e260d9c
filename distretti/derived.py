"""Which columns of an entry follow from its ledger, and with what value; writing them is the work of actions."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from distretti.stato import StatoRegistro


@dataclass(frozen=True)
class Fatto:
    """A fact of the ledger: the column it fills, its value when never recorded, its name for people."""

    column: str
    empty: Any
    etichetta: str


FACTS: dict[str, Fatto] = {
    "denominazione": Fatto("denominazione", "", "denominazione"),
    "forma_giuridica": Fatto("forma_giuridica_id", None, "forma giuridica"),
    "codice_fiscale": Fatto("codice_fiscale", "", "codice fiscale"),
    "partita_iva": Fatto("partita_iva", "", "partita IVA"),
    "comune": Fatto("comune_id", None, "comune della sede"),
    "indirizzo": Fatto("indirizzo", "", "indirizzo della sede"),
    "sito": Fatto("sito", "", "sito"),
    "pec": Fatto("pec", "", "PEC"),
    "sezione_secondaria": Fatto("sezione_secondaria_id", None, "sezione secondaria"),
    "tipologia_cibo": Fatto("tipologia_cibo_id", None, "tipologia di distretto del cibo"),
    "territorio": Fatto("territorio", "", "territorio"),
    "scade_il": Fatto("scade_il", None, "scade il"),
    "sospesa_al": Fatto("sospesa_al", None, "sospesa fino al"),
    "confluita_in": Fatto("confluita_in", "", "confluita in"),
    "proviene_da": Fatto("proviene_da", [], "proviene da"),
}
DATES = ("scade_il", "sospesa_al")


def derived_columns(stato: StatoRegistro) -> dict[str, Any]:
    """Return the value of every derived column; a fact never recorded has its empty value."""
    values = {name: stato.fatti.get(name, fatto.empty) for name, fatto in FACTS.items()}
    for name in DATES:
        values[name] = values[name] and dt.date.fromisoformat(values[name])
    columns = {FACTS[name].column: value for name, value in values.items()}
    if stato.stato is not None:
        columns["stato"] = stato.stato
    return columns
