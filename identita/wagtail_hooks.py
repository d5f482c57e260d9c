"""Connects Wagtail's hooks with what this app logs."""

from typing import Any

from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from identita.actions import CREATE_CHIAVE, REVOKE_CHIAVE, SET_ACCESSO, SET_RUOLI


@hooks.register("register_log_actions")
def register_identita_log_actions(actions: Any) -> None:
    """Say in the history who gave or took which role, made or revoked which key."""

    @actions.register_action(SET_RUOLI)
    class SetRuoliFormatter(LogFormatter):
        label = "Assegna i ruoli"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            before, after = (", ".join(log_entry.data[when]) or "nessuno" for when in ("prima", "dopo"))
            return f"Ruoli cambiati: prima {before}; ora {after}"

    @actions.register_action(SET_ACCESSO)
    class SetAccessoFormatter(LogFormatter):
        label = "Apri o chiudi l’accesso"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return "Accesso aperto" if log_entry.data["attivo"] else "Accesso chiuso"

    for action, label in ((CREATE_CHIAVE, "Creata la chiave dell’API"), (REVOKE_CHIAVE, "Revocata la chiave dell’API")):
        actions.register_action(action, label, label)
