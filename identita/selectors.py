"""Reads about users that no single one answers."""

from dataclasses import dataclass

from django.db.models import Count, Q

from identita.models import User


@dataclass(frozen=True)
class ConteggioUtenti:
    """How many people enter, how many may but never did, how many have no role, how many are switched off."""

    attivi: int
    mai_entrati: int
    senza_ruolo: int
    disattivati: int


def count_utenti() -> ConteggioUtenti:
    """Return the numbers of users; the accounts for emergencies are not counted."""
    active, no_role = Q(is_active=True), Q(groups__incarico__isnull=True)
    counted = User.objects.filter(is_superuser=False).aggregate(
        attivi=Count("pk", filter=active, distinct=True),
        mai_entrati=Count("pk", filter=active & Q(last_login__isnull=True), distinct=True),
        senza_ruolo=Count("pk", filter=active & no_role, distinct=True),
        disattivati=Count("pk", filter=~active, distinct=True),
    )
    return ConteggioUtenti(**counted)
