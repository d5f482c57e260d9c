"""The models in the admin's menu, for whoever may work on them."""

from distretti.admin.guard import may_enter
from distretti.admin.menu import DeskMenuItem
from identita.enums import Permesso


def modelli_menu() -> DeskMenuItem:
    """Return the entry of the menu."""
    return DeskMenuItem(
        "Modelli",
        "modelli:elenco",
        icon="doc-full",
        order=120,
        shown_to=lambda user: may_enter(user, Permesso.APPROVE_PROFILO),
    )
