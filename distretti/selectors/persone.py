"""Reads of who may write a profile (deleghe) and who holds an office (cariche), as the desk lists and opens them."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db.models import Exists, F, OuterRef, QuerySet
from wagtail.models import ModelLogEntry

from distretti.enums import STATI_FINALI
from distretti.models import Carica, Delega, Iscrizione
from identita.models import Incarico, User


def deleghe_in(competenze: Iterable[str]) -> QuerySet[Delega]:
    """Return the deleghe for the entries of these structures, the latest granted first.

    `altrove` tells those that open nothing because their person works for another structure.
    """
    other = Incarico.objects.filter(group__user=OuterRef("user")).exclude(competenza="")
    other = other.exclude(competenza=OuterRef("iscrizione__sezione__competenza"))
    found = Delega.objects.filter(iscrizione__sezione__competenza__in=list(competenze)).annotate(altrove=Exists(other))
    return found.select_related("user", "iscrizione__sezione", "conferita_da", "terminata_da").order_by("-pk")


def deleghe_over(deleghe: QuerySet[Delega], day: dt.date) -> QuerySet[Delega]:
    """Keep the deleghe that hold no more on `day`."""
    future = deleghe.filter(terminata_il__isnull=True, dal__gt=day)
    return deleghe.exclude(pk__in=Delega.objects.in_force(day).values("pk")).exclude(pk__in=future.values("pk"))


def deleghe_ending(deleghe: QuerySet[Delega], day: dt.date, *, within: int) -> QuerySet[Delega]:
    """Keep the deleghe in force whose last day comes within so many days."""
    in_force = Delega.objects.in_force(day).filter(al__lte=day + dt.timedelta(days=within))
    return deleghe.filter(pk__in=in_force.values("pk")).order_by("al", "pk")


def find_delega(pk: int) -> Delega | None:
    """Return a delega with its entry and person, or None."""
    return Delega.objects.select_related("user", "iscrizione__sezione").filter(pk=pk).first()


def works_elsewhere(user: User, competenza: str) -> bool:
    """Tell whether a role of `user` belongs to a structure other than this."""
    return bool(user.strutture - {competenza})


def lapsed_delega(user: User, codice: str, day: dt.date) -> Delega | None:
    """Return the delega that `user` once had for the entry of a code, if none is in force on `day`, or None."""
    granted = Delega.objects.filter(user=user, iscrizione__codice=codice)
    if granted.filter(pk__in=Delega.objects.in_force(day).values("pk")).exists():
        return None
    return granted.select_related("iscrizione__sezione").order_by("-pk").first()


def people_to_charge(competenze: Iterable[str]) -> QuerySet[User]:
    """Return the people who may be given a delega by these structures: nobody of the other, nobody switched off."""
    roles = Group.objects.filter(incarico__isnull=False).exclude(incarico__competenza__in=["", *competenze])
    people = User.objects.filter(is_active=True, is_superuser=False).exclude(groups__in=roles)
    return people.order_by("last_name", "first_name", "username")


def open_voci_in(competenze: Iterable[str]) -> QuerySet[Iscrizione]:
    """Return the entries of these structures whose profile may still be written, by name."""
    alive = Iscrizione.objects.exclude(stato__in=STATI_FINALI).filter(sezione__competenza__in=list(competenze))
    return alive.order_by("denominazione", "codice")


def offices_of(iscrizione: Iscrizione) -> list[Carica]:
    """Return every office of an entry: those held now first, the legal representative at the top."""
    return list(iscrizione.cariche.order_by(F("al").desc(nulls_first=True), "-rappresentante_legale", "organo", "nome"))


def find_carica(iscrizione: Iscrizione, pk: int) -> Carica | None:
    """Return an office of an entry, or None."""
    return iscrizione.cariche.filter(pk=pk).first()


def log_of_cariche(iscrizione: Iscrizione) -> list[ModelLogEntry]:
    """Return who recorded, ended or removed an office of an entry, the latest first."""
    entries = ModelLogEntry.objects.for_instance(iscrizione).filter(action__endswith="_carica")
    return list(entries.select_related("user").order_by("-timestamp", "-pk"))
