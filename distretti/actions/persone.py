"""Who may write the profile of an entry (deleghe) and who holds its offices (cariche)."""

import datetime as dt

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from core.clock import now, today
from core.locks import lock_register
from distretti.actions.ledger import derive_iscrizione, locked
from distretti.enums import StatoIscrizione
from distretti.models import Carica, Delega, Iscrizione
from distretti.permissions import check_manage_delega
from distretti.policies.persone import check_carica, check_delega, check_end, check_not_ended
from distretti.selectors.persone import works_elsewhere
from identita.enums import Competenza, Ruolo
from identita.models import User

RECORD_CARICA = "distretti.record_carica"
END_CARICA = "distretti.end_carica"
REMOVE_CARICA = "distretti.remove_carica"


def _log(action: str, carica: Carica, by: User) -> None:
    """Write who did what to an office: the person who holds it stays out of the log, which nothing is taken from."""
    days = {name: day.isoformat() if day else None for name, day in (("dal", carica.dal), ("al", carica.al))}
    log(carica.iscrizione, action, user=by, data={"carica": carica.pk, "ruolo": carica.ruolo, **days})


@transaction.atomic
def grant_delega(
    *, user: User, iscrizione: Iscrizione, by: User, dal: dt.date | None = None, al: dt.date | None = None
) -> Delega:
    """Let `user` write and submit the profile of an entry, from a day (today) to a day (open), both included.

    The person gets the role of redattore by delega, without which the admin would not let them in.
    Raises NotPermittedError and DatiError (fields `user`, `iscrizione`, `dal`, `al`).
    """
    lock_register()
    iscrizione = Iscrizione.objects.select_related("sezione").get(pk=iscrizione.pk)
    check_manage_delega(by, Competenza(iscrizione.sezione.competenza))
    dal = dal or today()
    check_delega(
        user_active=user.is_active,
        elsewhere=works_elsewhere(user, iscrizione.sezione.competenza),
        stato=StatoIscrizione(iscrizione.stato),
        dal=dal,
        al=al,
        today=today(),
        others=Delega.objects.filter(user=user, iscrizione=iscrizione, terminata_il__isnull=True),
    )
    user.groups.add(Group.objects.get(incarico__ruolo=Ruolo.REDATTORE, incarico__competenza=""))
    return Delega.objects.create(user=user, iscrizione=iscrizione, dal=dal, al=al, conferita_da=by, conferita_il=now())


@transaction.atomic
def end_delega(*, delega: Delega, by: User) -> Delega:
    """End a delega now: at its next request the person writes no more. Raises NotPermittedError, RegistroError."""
    delega = Delega.objects.select_for_update(of=("self",)).select_related("iscrizione__sezione").get(pk=delega.pk)
    check_manage_delega(by, Competenza(delega.iscrizione.sezione.competenza))
    check_not_ended(ended=delega.terminata_il is not None, al=delega.al, today=today())
    delega.terminata_il, delega.terminata_da = now(), by
    delega.save(update_fields=["terminata_il", "terminata_da"])
    return delega


@transaction.atomic
def record_carica(
    *,
    iscrizione: Iscrizione,
    by: User,
    nome: str,
    ruolo: str,
    organo: str = "",
    rappresentante_legale: bool = False,
    dal: dt.date | None = None,
    al: dt.date | None = None,
) -> Carica:
    """Record who holds an office: name and role only, which are public. Raises NotPermittedError, DatiError."""
    iscrizione = locked(iscrizione, by=by)
    check_carica(
        nome=nome,
        ruolo=ruolo,
        organo=organo,
        dal=dal,
        al=al,
        legale=rappresentante_legale,
        others=iscrizione.cariche.filter(rappresentante_legale=True),
    )
    carica = Carica.objects.create(
        iscrizione=iscrizione,
        nome=" ".join(nome.split()),
        ruolo=" ".join(ruolo.split()),
        organo=" ".join(organo.split()),
        rappresentante_legale=rappresentante_legale,
        dal=dal,
        al=al,
    )
    _log(RECORD_CARICA, carica, by)
    derive_iscrizione(iscrizione=iscrizione)
    return carica


@transaction.atomic
def end_carica(*, carica: Carica, by: User, al: dt.date) -> Carica:
    """Write the last day of an office. Raises NotPermittedError, DatiError."""
    iscrizione = locked(carica.iscrizione, by=by)
    carica = Carica.objects.get(pk=carica.pk)
    check_end(dal=carica.dal, al=al)
    carica.al = al
    carica.save(update_fields=["al"])
    _log(END_CARICA, carica, by)
    derive_iscrizione(iscrizione=iscrizione)
    return carica


@transaction.atomic
def remove_carica(*, carica: Carica, by: User) -> None:
    """Take away an office recorded by mistake: personal data, outside the ledger, that must not stay if wrong."""
    iscrizione = locked(carica.iscrizione, by=by)
    carica = Carica.objects.get(pk=carica.pk)
    _log(REMOVE_CARICA, carica, by)
    carica.delete()
    derive_iscrizione(iscrizione=iscrizione)
