"""The only writers of roles, of access and of keys: keyword-only, one transaction each, and a line in the log."""

import datetime as dt
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from core.clock import now, today
from identita.enums import Competenza, Ruolo
from identita.models import Chiave, Incarico, User
from identita.permissions import check_change_utente, check_manage_chiave
from identita.policies import check_compatible, check_not_oneself, check_not_revocata, check_scadenza

SET_RUOLI = "identita.set_ruoli"
SET_ACCESSO = "identita.set_accesso"
CREATE_CHIAVE = "identita.create_chiave"
REVOKE_CHIAVE = "identita.revoke_chiave"
_INIZIO = "rp_"
_SHOWN = 9


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


@contextmanager
def lend_ruolo(
    *, username: str, nome: str, ruolo: Ruolo, competenze: Iterable[Competenza] = tuple(Competenza)
) -> Iterator[User]:
    """Lend a role in some structures to an account of the system, within the caller's transaction only.

    Outside of it the account is switched off, has no role and no password: nobody can enter with it, and whoever reads
    the database sees it so at every moment. It only names, in the register, what no person has written.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a role is lent within a transaction, or others would see it")
    utente, _made = User.objects.get_or_create(
        username=username, defaults={"first_name": nome, "is_active": False, "password": make_password(None)}
    )
    utente.is_active = True
    utente.save(update_fields=["is_active"])
    lent = [str(c) for c in competenze]
    utente.groups.set(Group.objects.filter(incarico__ruolo=ruolo, incarico__competenza__in=lent))
    vars(utente).pop("incarichi", None)
    yield utente
    utente.groups.clear()
    User.objects.filter(pk=utente.pk).update(is_active=False)


@transaction.atomic
def create_chiave(*, nome: str, contatto: str, scade_il: dt.date, by: User) -> tuple[Chiave, str]:
    """Make a key; returns its record and the key itself, which is written nowhere and cannot be told again.

    Raises ChiaveError, with the reason in Italian, for an expiry out of bounds and when `by` does not manage keys.
    """
    check_manage_chiave(by)
    check_scadenza(scade_il, on=today())
    text = _INIZIO + secrets.token_urlsafe(32)
    made = Chiave.objects.create(
        nome=nome, contatto=contatto, scade_il=scade_il, inizio=text[:_SHOWN], impronta=Chiave.impronta_of(text),
        creata_il=now(), creata_da=by,
    )  # fmt: skip
    log(made, CREATE_CHIAVE, user=by, data={"scade_il": scade_il.isoformat()})
    return made, text


@transaction.atomic
def revoke_chiave(*, chiave: Chiave, by: User) -> None:
    """Revoke a key, for ever; every worker refuses it within a second or two.

    Raises ChiaveError when it already is, and when `by` does not manage keys.
    """
    check_manage_chiave(by)
    locked = Chiave.objects.select_for_update().get(pk=chiave.pk)
    check_not_revocata(locked.revocata_il)
    locked.revocata_il, locked.revocata_da = now(), by
    locked.save(update_fields=["revocata_il", "revocata_da"])
    log(locked, REVOKE_CHIAVE, user=by)


def record_uso(*, chiavi: Collection[int], istante: dt.datetime) -> None:
    """Write when keys were last used; nobody decides it, so it stands in no log."""
    before = Q(ultimo_uso__isnull=True) | Q(ultimo_uso__lt=istante)
    Chiave.objects.filter(before, pk__in=chiavi).update(ultimo_uso=istante)
