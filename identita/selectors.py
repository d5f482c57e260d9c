"""Reads about users and keys that no single one answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from identita.enums import Permesso, Ruolo
from identita.models import Chiave, User
from identita.permissions import PERMESSI, RUOLI_SENZA_COMPETENZA


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


def staff_with(permesso: Permesso) -> QuerySet[User]:
    """Return who may enter and holds a role that may grant `permesso`; where it does, the thing itself says."""
    ruoli = {ruolo for ruolo, permessi in PERMESSI.items() if permesso in permessi}
    active = User.objects.filter(is_active=True, groups__incarico__ruolo__in=ruoli | RUOLI_SENZA_COMPETENZA)
    return active.distinct().order_by("username")


def ruoli_by_email(emails: Iterable[str]) -> dict[str, set[Ruolo]]:
    """Return the roles behind each of these addresses that is of a user; one without a role has none."""
    users = User.objects.filter(email__in=set(emails)).prefetch_related("groups__incarico")
    found: dict[str, set[Ruolo]] = {}
    for user in users:
        ruoli = {Ruolo(group.incarico.ruolo) for group in user.groups.all() if hasattr(group, "incarico")}
        found.setdefault(user.email, set()).update(ruoli)
    return found


def all_chiavi() -> QuerySet[Chiave]:
    """Return every key ever made, the newest first, with who made and who revoked it."""
    return Chiave.objects.select_related("creata_da", "revocata_da")


def find_chiave(pk: int) -> Chiave | None:
    """Return a key, or None."""
    return all_chiavi().filter(pk=pk).first()
