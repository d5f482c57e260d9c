"""Who opens the desk of the procedures: who treats istanze, each inside his own structure (design law 3)."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from distretti.admin.guard import Guarded
from identita.enums import Permesso
from procedimenti.models import Istanza
from procedimenti.permissions import can_handle
from procedimenti.selectors.caso import find_istanza


def caso_url(istanza: Istanza, scheda: str = "") -> str:
    """Return the address of a case's screen, on one of its tabs."""
    url = reverse("istanze:caso", args=[istanza.numero])
    return f"{url}?scheda={scheda}" if scheda else url


class IstanzeGuarded(Guarded):
    """A screen of the procedures, for whoever treats them in some structure."""

    permesso = Permesso.HANDLE_ISTANZA
    header_icon = "folder-open-inverse"

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("istanze:elenco"), "Procedimenti")]


class GuardedCaso(IstanzeGuarded):
    """A screen on one case; for the other structure it is nowhere to be found."""

    istanza: Istanza

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        istanza = find_istanza(kwargs["istanza"])
        if istanza is None or not can_handle(self.user, istanza.competenza):
            raise Http404
        self.istanza = istanza


class GuardedInside(GuardedCaso):
    """A screen below that of the case."""

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (caso_url(self.istanza), self.istanza.numero)]
