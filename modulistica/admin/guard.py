"""Who opens the screens of the models: the officers of a structure that keeps a section the model applies to."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from distretti.admin.guard import Guarded
from identita.enums import Permesso
from modulistica.models import Modello, VersioneModello
from modulistica.permissions import can_manage_modello
from modulistica.selectors import find_modello, find_versione


def modello_url(modello: Modello) -> str:
    """Return the address of a model's screen."""
    return reverse("modelli:modello", args=[modello.codice])


def versione_url(versione: VersioneModello) -> str:
    """Return the address of a version's screen."""
    return reverse("modelli:versione", args=[versione.modello.codice, versione.numero])


class ModelliGuarded(Guarded):
    """A screen of the models, for whoever approves in some structure."""

    permesso = Permesso.APPROVE_PROFILO
    header_icon = "doc-full"

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("modelli:elenco"), "Modelli")]


class GuardedModello(ModelliGuarded):
    """A screen on one model; for the other structure it is nowhere to be found."""

    modello: Modello

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        modello = find_modello(kwargs["modello"])
        if modello is None or not can_manage_modello(self.user, modello.competenze):
            raise Http404
        self.modello = modello


class GuardedVersione(GuardedModello):
    """A screen on one version of a model."""

    versione: VersioneModello

    def check_entry(self, **kwargs: Any) -> None:
        super().check_entry(**kwargs)
        versione = find_versione(self.modello, kwargs["numero"])
        if versione is None:
            raise Http404
        self.versione = versione

    def trail(self) -> list[tuple[str, str]]:
        return [*super().trail(), (modello_url(self.modello), self.modello.titolo)]
