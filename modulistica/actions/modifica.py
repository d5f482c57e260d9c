"""Changing a model's own data: at once while nobody sees it, by a proposal and a second person once it is public."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from core.clock import now, today
from core.locks import lock_register
from core.text import INVISIBILI, has_unseen
from distretti.models import Atto, Sezione
from identita.models import User
from modulistica.actions.avvisi import tell_decisione, tell_proposta
from modulistica.actions.modello import render_documento
from modulistica.enums import StatoModifica
from modulistica.exceptions import ModulisticaError
from modulistica.models import Modello, ModificaModello
from modulistica.permissions import check_manage_modello
from modulistica.policies import (
    check_as_proposed,
    check_changed,
    check_one_proposal,
    check_proposer,
    check_termine,
    check_waiting,
)


@transaction.atomic
def change_modello(
    *,
    modello: Modello,
    titolo: str,
    descrizione: str,
    obbligatorio: bool,
    atto: Atto | None,
    sezioni: Sequence[Sezione],
    by: User,
    termina_il: dt.date | None = None,
) -> ModificaModello | None:
    """Change a model that is not public yet, and return None; or propose the change, for another to decide.

    Raises ModulisticaError.
    """
    modello = _locked(modello)
    check_manage_modello(by, modello.competenze)
    if not sezioni:
        raise ModulisticaError("Indica almeno una sezione a cui il modello si applica.", campo="sezioni")
    dati = {
        "titolo": titolo.strip(),
        "descrizione": descrizione.strip(),
        "obbligatorio": obbligatorio,
        "atto": atto.pk if atto else None,
        "sezioni": sorted(s.codice for s in sezioni),
        "termina_il": termina_il.isoformat() if termina_il else None,
    }
    check_changed(prima=modello.dati(), dati=dati)
    _check_end(modello, termina_il)
    if not modello.approved().exists():
        _apply(modello, dati)
        return None
    check_one_proposal(waiting=modello.modifiche.filter(stato=StatoModifica.IN_ATTESA).exists())
    modifica = ModificaModello.objects.create(
        modello=modello, prima=modello.dati(), dati=dati, proposta_da=by, proposta_il=now()
    )
    tell_proposta(modifica=modifica)
    return modifica


@transaction.atomic
def approve_modifica(*, modifica: ModificaModello, by: User) -> ModificaModello:
    """Make a proposed change, by somebody else than who proposed it. Raises ModulisticaError."""
    modifica = _waiting(modifica, by, withdraws=False)
    check_as_proposed(prima=modifica.prima, now=modifica.modello.dati())
    end = modifica.dati["termina_il"]
    _check_end(modifica.modello, dt.date.fromisoformat(end) if end else None)
    _apply(modifica.modello, modifica.dati)
    return _decide(modifica, StatoModifica.APPROVATA, by)


@transaction.atomic
def reject_modifica(*, modifica: ModificaModello, motivo: str, by: User) -> ModificaModello:
    """Refuse a proposed change with the reason. Raises ModulisticaError."""
    modifica = _waiting(modifica, by, withdraws=False)
    if not motivo.strip():
        raise ModulisticaError("Scrivi perché la respingi.", campo="motivo")
    if has_unseen(motivo):
        raise ModulisticaError(INVISIBILI, campo="motivo")
    return _decide(modifica, StatoModifica.RESPINTA, by, motivo.strip())


@transaction.atomic
def withdraw_modifica(*, modifica: ModificaModello, by: User) -> ModificaModello:
    """Take back one's own proposal. Raises ModulisticaError."""
    return _decide(_waiting(modifica, by, withdraws=True), StatoModifica.RITIRATA, by)


def _locked(modello: Modello) -> Modello:
    lock_register()
    return Modello.objects.get(pk=modello.pk)


def _waiting(modifica: ModificaModello, by: User, *, withdraws: bool) -> ModificaModello:
    """Return the proposal as it is now, under the register's lock, if this person may decide on it."""
    lock_register()
    found = ModificaModello.objects.select_related("modello").get(pk=modifica.pk)
    check_manage_modello(by, found.modello.competenze)
    check_waiting(stato=StatoModifica(found.stato))
    check_proposer(same=found.proposta_da_id == by.pk, withdraws=withdraws)
    return found


def _check_end(modello: Modello, termina_il: dt.date | None) -> None:
    last = modello.approved().last()
    if termina_il != modello.termina_il:
        check_termine(termina_il=termina_il, today=today(), ultima_dal=last.in_vigore_dal if last else None)


def _apply(modello: Modello, dati: dict[str, Any]) -> None:
    modello.titolo, modello.descrizione = dati["titolo"], dati["descrizione"]
    modello.obbligatorio, modello.atto_id = dati["obbligatorio"], dati["atto"]
    modello.termina_il = dt.date.fromisoformat(dati["termina_il"]) if dati["termina_il"] else None
    modello.save(update_fields=["titolo", "descrizione", "obbligatorio", "atto", "termina_il"])
    modello.sezioni.set(Sezione.objects.filter(pk__in=dati["sezioni"]))
    render_documento(modello=Modello.objects.get(pk=modello.pk))


def _decide(modifica: ModificaModello, stato: StatoModifica, by: User, motivo: str = "") -> ModificaModello:
    modifica.stato, modifica.decisa_da, modifica.decisa_il, modifica.motivo = stato, by, now(), motivo
    modifica.save(update_fields=["stato", "decisa_da", "decisa_il", "motivo"])
    if by.pk != modifica.proposta_da_id:
        tell_decisione(modifica=modifica)
    return modifica
