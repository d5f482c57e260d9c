"""The procedures in the admin's menu, for whoever treats them."""

from distretti.admin.guard import may_enter
from distretti.admin.menu import DeskMenuItem
from identita.enums import Permesso


def procedimenti_menu() -> DeskMenuItem:
    """Return the entry of the menu."""
    return DeskMenuItem(
        "Procedimenti",
        "istanze:elenco",
        icon="folder-open-inverse",
        order=105,
        shown_to=lambda user: may_enter(user, Permesso.HANDLE_ISTANZA),
    )


def nucleo_menu() -> DeskMenuItem:
    """Return the entry of the Nucleo, below that of the procedures."""
    return DeskMenuItem(
        "Nucleo",
        "nucleo:elenco",
        icon="group",
        order=106,
        shown_to=lambda user: may_enter(user, Permesso.MANAGE_NUCLEO),
    )
