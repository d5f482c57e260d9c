"""The one guard of the desk: which screen a person may open, and on which entries (design law 3)."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from distretti.models import Iscrizione
from distretti.selectors.scrivania import find_voce
from identita.enums import Competenza, Permesso
from identita.models import User


def may_enter(user: User, permesso: Permesso) -> bool:
    """Tell whether a role of `user` grants `permesso` somewhere, so that its screens have something to show."""
    return bool(user.competenze_with(permesso))


def may_act(user: User, permesso: Permesso, competenza: Competenza | str) -> bool:
    """Tell whether `user` holds `permesso` over the entries kept by `competenza`."""
    return user.has_competenza(competenza, permesso)


def voce_url(codice: str) -> str:
    """Return the address of an entry in the official view."""
    return reverse("registro_modeladmin_inspect", args=[codice])


class Guarded(WagtailAdminTemplateMixin, View):
    """A screen for whoever holds `permesso` in some competence; the others are sent away as Wagtail does."""

    permesso: ClassVar[Permesso]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.user: User = request.user  # type: ignore[assignment]
        self.check_entry(**kwargs)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def check_entry(self, **_kwargs: Any) -> None:
        """Raise PermissionDenied, or Http404 for what the other structure reserves."""
        if not may_enter(self.user, self.permesso):
            raise PermissionDenied

    def trail(self) -> list[tuple[str, str]]:
        """Addresses and names of the screens above this one, below the admin's home."""
        if may_enter(self.user, Permesso.VIEW_REGISTRO):
            return [(reverse("registro_modeladmin_index"), "Registro")]
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = [(reverse("wagtailadmin_home"), "Home"), *self.trail()]
        return [*({"url": url, "label": label} for url, label in above), {"url": "", "label": self.get_page_title()}]

    @property
    def competenze(self) -> frozenset[Competenza]:
        """Where the person holds the permission: what a list may show."""
        return self.user.competenze_with(self.permesso)


class GuardedVoce(Guarded):
    """A screen on one entry, named by its code: for the structure that keeps it, nowhere to be found by the other."""

    iscrizione: Iscrizione

    def check_entry(self, **kwargs: Any) -> None:
        iscrizione = find_voce(kwargs["codice"])
        if iscrizione is None or not self.may_open(iscrizione):
            super().check_entry(**kwargs)
            raise Http404
        self.iscrizione = iscrizione

    def trail(self) -> list[tuple[str, str]]:
        above = super().trail()
        if above:
            above.append((voce_url(self.iscrizione.codice), self.iscrizione.codice))
        return above

    def may_open(self, iscrizione: Iscrizione) -> bool:
        return may_act(self.user, self.permesso, iscrizione.sezione.competenza)
