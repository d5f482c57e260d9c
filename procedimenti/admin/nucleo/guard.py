"""Who opens the desk of the Nucleo: who manages it, each inside his own structure (design law 3)."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from distretti.admin.guard import Guarded
from identita.enums import Permesso
from procedimenti.models import ComponenteNucleo, PuntoOrdine, SedutaNucleo
from procedimenti.permissions import can_manage_nucleo
from procedimenti.selectors.nucleo.componenti import find_componente
from procedimenti.selectors.nucleo.seduta import find_punto, find_seduta


def seduta_url(seduta: SedutaNucleo) -> str:
    """Return the address of a seduta's screen."""
    return reverse("nucleo:seduta", args=[seduta.pk])


class NucleoGuarded(Guarded):
    """A screen of the Nucleo, for whoever manages it in some structure."""

    permesso = Permesso.MANAGE_NUCLEO
    header_icon = "group"

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("nucleo:elenco"), "Nucleo")]


class GuardedSeduta(NucleoGuarded):
    """A screen on one seduta; for the other structure it is nowhere to be found."""

    seduta: SedutaNucleo

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        seduta = find_seduta(kwargs["seduta"])
        if seduta is None or not can_manage_nucleo(self.user, seduta.competenza):
            raise Http404
        self.seduta = seduta


class GuardedPunto(GuardedSeduta):
    """A screen on one item of a seduta."""

    punto: PuntoOrdine

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        punto = find_punto(self.seduta, kwargs["punto"])
        if punto is None:
            raise Http404
        self.punto = punto

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (seduta_url(self.seduta), str(self.seduta))]


class GuardedComponente(NucleoGuarded):
    """A screen on one member."""

    componente: ComponenteNucleo

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        found = find_componente(kwargs["componente"])
        if found is None or not can_manage_nucleo(self.user, found.competenza):
            raise Http404
        self.componente = found

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (reverse("nucleo:componenti"), "Componenti")]
