"""Who sits in the Nucleo: named, corrected while nothing was done, ended, replaced by another."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from core.clock import now
from core.locks import lock_register
from identita.models import User
from procedimenti.collegio import IncaricoNucleo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import ComponenteNucleo, LinkNucleo, PresenzaNucleo, VotoNucleo
from procedimenti.permissions import check_manage_nucleo
from procedimenti.policies.nucleo import check_testo
from procedimenti.policies.seduta import check_componente, check_periodo, check_replace
from procedimenti.selectors.nucleo.componenti import holders_of
from procedimenti.termini import local_day


def _locked(componente: ComponenteNucleo, by: User) -> ComponenteNucleo:
    lock_register()
    current = ComponenteNucleo.objects.get(pk=componente.pk)
    check_manage_nucleo(by, current.competenza)
    return current


def _check(one: ComponenteNucleo, incarico: IncaricoNucleo) -> None:
    others = holders_of(one.competenza, incarico, dal=one.dal, al=one.al, but=one.pk)
    check_componente(nome=one.nome, email=one.email, dal=one.dal, al=one.al, ends=others)
    for campo in ("qualifica", "atto"):  # they stand in the verbale, which XML could not hold
        check_testo(getattr(one, campo), campo=campo)


@transaction.atomic
def name_componente(
    *, competenza: str, nome: str, incarico: IncaricoNucleo, dal: dt.date, by: User, **more: Any
) -> ComponenteNucleo:
    """Write that a person sits in the Nucleo; `more`: al, email, qualifica, atto, vota. Raises ProcedimentoError."""
    lock_register()
    check_manage_nucleo(by, competenza)
    one = ComponenteNucleo(
        competenza=competenza,
        nome=nome.strip(),
        incarico=incarico,
        dal=dal,
        creato_da=by,
        creato_il=now(),
        **more,
    )
    _check(one, incarico)
    one.save()
    return one


@transaction.atomic
def correct_componente(*, componente: ComponenteNucleo, by: User, **fields: Any) -> ComponenteNucleo:
    """Correct what is written of a member; name, office, vote and first day stay once something was done with them.

    `fields`: nome, incarico, vota, dal, email, qualifica, atto. Raises ProcedimentoError.
    """
    current = _locked(componente, by)
    fixed = {"nome", "incarico", "vota", "dal"}
    changed = {name for name, value in fields.items() if getattr(current, name) != value}
    if changed & fixed and has_acted(current):
        raise ProcedimentoError(
            f"{current.nome} ha già preso parte a una seduta: nome, incarico, voto e primo giorno non si cambiano."
        )
    for name, value in fields.items():
        setattr(current, name, value)
    _check(current, IncaricoNucleo(current.incarico))
    current.save(update_fields=list(fields))
    return current


def has_acted(componente: ComponenteNucleo) -> bool:
    """Tell whether something was recorded of a member in a seduta."""
    about = Q(componente=componente)
    return any(model._default_manager.filter(about).exists() for model in (VotoNucleo, PresenzaNucleo, LinkNucleo))


@transaction.atomic
def end_componente(*, componente: ComponenteNucleo, al: dt.date, by: User) -> ComponenteNucleo:
    """Write the last day of a member. Raises ProcedimentoError."""
    current = _locked(componente, by)
    if current.sostituito_da_id is not None:
        raise ProcedimentoError("Questo componente è già stato sostituito: il suo ultimo giorno non si cambia.")
    check_periodo(current.dal, al)
    last = _last_day_of_action(current)
    if last is not None and al < last:
        raise ProcedimentoError("Dopo quel giorno ha ancora votato: l’ultimo giorno non può venire prima.", campo="al")
    current.al = al
    current.save(update_fields=["al"])
    return current


def _last_day_of_action(componente: ComponenteNucleo) -> dt.date | None:
    last = VotoNucleo.objects.filter(componente=componente).order_by("-votato_il").first()
    return local_day(last.votato_il) if last else None


@transaction.atomic
def replace_componente(
    *, componente: ComponenteNucleo, nome: str, dal: dt.date, by: User, **more: Any
) -> ComponenteNucleo:
    """Give the seat of a member to another from a day: the one ends the day before. Raises ProcedimentoError.

    `more`: al, email, qualifica, atto; office and right to vote are those of the seat.
    """
    current = _locked(componente, by)
    check_replace(al=current.al, replaced=current.sostituito_da_id is not None, dal=current.dal, begins=dal)
    if current.al is None:
        end_componente(componente=current, al=dal - dt.timedelta(days=1), by=by)
    follower = name_componente(
        competenza=current.competenza,
        nome=nome,
        incarico=IncaricoNucleo(current.incarico),
        dal=dal,
        by=by,
        vota=current.vota,
        **more,
    )
    ComponenteNucleo.objects.filter(pk=current.pk).update(sostituito_da=follower)
    return follower
