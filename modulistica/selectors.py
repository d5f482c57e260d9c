"""Reads of the models: by code, what awaits approval, what enters into force on a day."""

import datetime as dt

from django.db.models import QuerySet

from modulistica.enums import StatoVersione
from modulistica.models import FileVersione, Modello, VersioneModello


def find_modello(codice: str) -> Modello | None:
    """Return a model by its code, or None."""
    return Modello.objects.filter(codice=codice).first()


def find_file(*, codice: str, numero: int, nome: str) -> FileVersione | None:
    """Return the file at a permanent address, if its version was approved; or None."""
    return (
        FileVersione.objects.filter(
            versione__modello__codice=codice,
            versione__numero=numero,
            versione__stato=StatoVersione.APPROVATA,
            nome=nome,
        )
        .select_related("file__contenuto", "versione__modello")
        .first()
    )


def waiting_versions() -> QuerySet[VersioneModello]:
    """Return the versions that await approval, oldest first."""
    return VersioneModello.objects.filter(stato=StatoVersione.IN_APPROVAZIONE).select_related("modello").order_by("pk")


def versions_to_activate(day: dt.date) -> QuerySet[VersioneModello]:
    """Return the approved versions whose day has come and that were not yet published as current."""
    found = VersioneModello.objects.filter(stato=StatoVersione.APPROVATA, attiva_dal__isnull=True)
    return found.filter(in_vigore_dal__lte=day).select_related("modello").order_by("in_vigore_dal", "pk")


def models_ended(day: dt.date) -> QuerySet[Modello]:
    """Return the models with a version whose declared end passed on the eve of `day`."""
    eve = day - dt.timedelta(days=1)
    return Modello.objects.filter(versioni__stato=StatoVersione.APPROVATA, versioni__in_vigore_al=eve).distinct()
