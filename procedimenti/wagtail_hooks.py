"""Connects the desk of the procedures to Wagtail's admin; the screens and the rules are elsewhere."""

from typing import Any

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from core.italiano import show_count
from distretti.admin.menu import DeskMenuItem
from procedimenti.actions.importazione.libro import IMPORT_REGISTRO
from procedimenti.admin.menu import nucleo_menu, procedimenti_menu


@hooks.register("register_admin_urls")
def register_procedimenti_urls() -> list[URLResolver]:
    return [
        path("procedimenti/", include("procedimenti.admin.urls")),
        path("nucleo/", include("procedimenti.admin.nucleo.urls")),
    ]


@hooks.register("register_admin_menu_item")
def register_procedimenti_menu() -> DeskMenuItem:
    return procedimenti_menu()


@hooks.register("register_admin_menu_item")
def register_nucleo_menu() -> DeskMenuItem:
    return nucleo_menu()


@hooks.register("register_log_actions")
def register_importazione_log_action(actions: Any) -> None:
    """Say in the history which files were imported, and how many of their rows came in."""

    @actions.register_action(IMPORT_REGISTRO)
    class ImportRegistroFormatter(LogFormatter):
        label = "Importazione dei dati esistenti"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            files = ", ".join(f"{nome} (SHA-256 {sha256})" for nome, sha256 in log_entry.data["file"].items())
            rows = sum(n for found in log_entry.data["righe"].values() for n in found.values())
            return f"Importati {files}: {show_count(rows, 'riga', 'righe')}"
