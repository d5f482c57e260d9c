"""The public JSON of the register's documents, built from the facts it is given; no query here."""

from typing import Any

from core.uncertain_dates import Precisione, UncertainDate

SOMMARIO = ("codice", "sezione", "stato", "denominazione", "sede", "riconosciuto_dal", "iscritto_dal")


def show_date(value: UncertainDate | None) -> dict[str, Any] | None:
    """Show an uncertain date: its interval and how well it is known."""
    if value is None:
        return None
    dal = value.dal.isoformat() if value.dal else None
    return {"dal": dal, "al": value.al.isoformat(), "precisione": value.precisione.value}


def is_exact(value: UncertainDate) -> bool:
    return value.precisione is Precisione.GIORNO
