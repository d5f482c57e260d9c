"""The desk's group in the admin's menu: each person sees what his roles may use, and no more."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from distretti.admin.aderenti.guardia import works_on_elenchi
from distretti.admin.guard import may_enter
from identita.enums import Permesso
from identita.models import User


class DeskMenuItem(MenuItem):
    """A screen of the desk; `shown_to` is the question that its guard asks."""

    def __init__(self, label: str, url_name: str, *, icon: str, order: int, shown_to: Callable[[User], bool]) -> None:
        self.shown_to = shown_to
        super().__init__(label, reverse(url_name), name=url_name.replace(":", "-"), icon_name=icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return self.shown_to(request.user)  # type: ignore[arg-type]


def _holds(permesso: Permesso) -> Callable[[User], bool]:
    return lambda user: may_enter(user, permesso)


def registro_menu() -> SubmenuMenuItem:
    """Return the group, which hides itself when nothing in it is for the person."""
    items = [
        DeskMenuItem(
            "Vista ufficiale",
            "registro_modeladmin_index",
            icon="list-ul",
            order=10,
            shown_to=_holds(Permesso.VIEW_REGISTRO),
        ),
        DeskMenuItem(
            "Nuova iscrizione",
            "registro:nuova",
            icon="plus",
            order=20,
            shown_to=_holds(Permesso.RECORD_ANNOTAZIONE),
        ),
        DeskMenuItem("Aderenti", "registro:elenchi", icon="table", order=30, shown_to=works_on_elenchi),
        DeskMenuItem("Deleghe", "registro:deleghe", icon="group", order=40, shown_to=_holds(Permesso.MANAGE_DELEGA)),
    ]
    return SubmenuMenuItem("Registro", Menu(items=items), name="registro", icon_name="list-ul", order=110)
