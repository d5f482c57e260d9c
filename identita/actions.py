"""The only writers of roles and of access: keyword-only, one transaction each, and a line in the log."""

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from identita.enums import Ruolo
from identita.models import Incarico, User
from identita.permissions import check_change_utente
from identita.policies import check_compatible, check_not_oneself

SET_RUOLI = "identita.set_ruoli"
SET_ACCESSO = "identita.set_accesso"


@transaction.atomic
def set_ruoli(*, utente: User, ruoli: Collection[Group], by: User) -> None:
    """Give `utente` exactly these roles.

    Raises UtenteError, with the reason in Italian, for one's own roles, for roles that exclude each other, and when
    `by` does not manage users.
    """
    before = {group.name for group in utente.groups.all()}
    after = {group.name for group in ruoli}
    if before == after:
        return
    check_change_utente(by, utente)
    check_not_oneself(utente=utente.pk, by=by.pk)
    held = Incarico.objects.filter(group__in=[group.pk for group in ruoli]).values_list("ruolo", "competenza")
    check_compatible((Ruolo(ruolo), competenza) for ruolo, competenza in held)
    utente.groups.set(ruoli)
    vars(utente).pop("incarichi", None)
    log(utente, SET_RUOLI, user=by, data={"prima": sorted(before), "dopo": sorted(after)})


@transaction.atomic
def set_accesso(*, utente: User, attivo: bool, by: User) -> None:
    """Open or close the door to `utente`: who is switched off is outside at the next request.

    Raises UtenteError for oneself, and when `by` does not manage users.
    """
    if utente.is_active == attivo:
        return
    check_change_utente(by, utente)
    check_not_oneself(utente=utente.pk, by=by.pk)
    utente.is_active = attivo
    utente.save(update_fields=["is_active"])
    log(utente, SET_ACCESSO, user=by, data={"attivo": attivo})
