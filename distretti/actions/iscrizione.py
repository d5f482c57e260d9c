"""The named acts on one entry: recognition, registration, changes, confirmation, suspension, end; each with its act."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction

from core.locks import lock_register
from core.uncertain_dates import UncertainDate, on_day
from distretti.actions.ledger import find_repeated, locked, open_iscrizione, record_annotazione
from distretti.actions.rettifica import record_rettifica
from distretti.enums import TipoAnnotazione
from distretti.exceptions import DatiError
from distretti.models import Annotazione, Atto, Iscrizione, Sezione
from distretti.policies.annotazione import check_one_of
from distretti.selectors.evento import act_of_term, expired_after
from identita.models import User

__all__ = [
    "cancel",
    "expire",
    "open_iscrizione",
    "open_or_record",
    "record_annotazione",
    "record_conferma",
    "record_iscrizione",
    "record_riconoscimento",
    "record_variazione",
    "resume",
    "revoke",
    "suspend",
]

_T = TipoAnnotazione
_CONFIRMED_BEFORE = "Il riconoscimento è stato confermato con decorrenza anteriore alla scadenza annotata"


class Inizio(TypedDict, total=False):
    """What a recognition and a registration are told: who, by which act, since when, and on which entry or section."""

    by: Required[User]
    atto: Required[Atto]
    decorrenza: Required[UncertainDate]
    dati: Mapping[str, Any]
    iscrizione: Iscrizione | None
    sezione: Sezione | None
    chiave: str


@transaction.atomic
def open_or_record(
    *,
    tipo: TipoAnnotazione,
    by: User,
    atto: Atto,
    decorrenza: UncertainDate,
    dati: Mapping[str, Any] | None = None,
    iscrizione: Iscrizione | None = None,
    sezione: Sezione | None = None,
    chiave: str = "",
) -> Annotazione:
    """Open an entry in `sezione`, or record on `iscrizione`: exactly one of the two is given."""
    check_one_of(iscrizione=iscrizione, sezione=sezione)
    facts = dati or {}
    if sezione is None:
        assert iscrizione is not None  # noqa: S101 - told to the type checker, refused above
        return record_annotazione(
            iscrizione=iscrizione, tipo=tipo, decorrenza=decorrenza, atto=atto, dati=facts, by=by, chiave=chiave
        )
    opened = open_iscrizione(
        sezione=sezione, tipo=tipo, decorrenza=decorrenza, atto=atto, dati=facts, by=by, chiave=chiave
    )
    return opened.annotazioni.get(tipo=tipo)


def record_riconoscimento(*, definitivo: bool, **inizio: Unpack[Inizio]) -> Annotazione:
    """Record a first or a definitive recognition, opening an entry in `sezione` or on the existing `iscrizione`."""
    return open_or_record(tipo=_T.RICONOSCIMENTO_DEFINITIVO if definitivo else _T.PRIMO_RICONOSCIMENTO, **inizio)


def record_iscrizione(**inizio: Unpack[Inizio]) -> Annotazione:
    """Record the registration, opening an entry in `sezione` or on the entry of one already recognised."""
    return open_or_record(tipo=_T.ISCRIZIONE, **inizio)


def record_variazione(
    *,
    iscrizione: Iscrizione,
    by: User,
    atto: Atto,
    decorrenza: UncertainDate,
    dati: Mapping[str, Any],
    chiave: str = "",
) -> Annotazione:
    """Record the facts of `dati` that differ from those in force at `decorrenza`; an empty value takes a fact away."""
    return record_annotazione(
        iscrizione=iscrizione, tipo=_T.VARIAZIONE, decorrenza=decorrenza, atto=atto, dati=dati, by=by, chiave=chiave
    )


@transaction.atomic
def record_conferma(
    *,
    iscrizione: Iscrizione,
    by: User,
    atto: Atto,
    decorrenza: UncertainDate,
    scade_il: dt.date | str | None,
    chiave: str = "",
) -> Annotazione:
    """Record the confirmation up to a new term; an expired entry is active again.

    A scadenza annotated after `decorrenza`, because the act of confirmation came late, is annulled by the same act.
    """
    current = locked(iscrizione, by=by)
    repeated = find_repeated(chiave=chiave, tipo=_T.CONFERMA, by=by)
    if repeated is not None:
        return repeated
    for scadenza in expired_after(current, decorrenza.al):
        record_rettifica(annotazione=scadenza, by=by, atto=atto, annulla=True, motivo=_CONFIRMED_BEFORE)
    return record_annotazione(
        iscrizione=iscrizione,
        tipo=_T.CONFERMA,
        decorrenza=decorrenza,
        atto=atto,
        dati={"scade_il": scade_il},
        by=by,
        chiave=chiave,
    )


def suspend(
    *,
    iscrizione: Iscrizione,
    by: User,
    atto: Atto,
    decorrenza: UncertainDate,
    sospesa_al: dt.date | str,
    chiave: str = "",
) -> Annotazione:
    """Suspend up to and including a day that the act must state (art. 21-quater L. 241/1990)."""
    return record_annotazione(
        iscrizione=iscrizione,
        tipo=_T.SOSPENSIONE,
        decorrenza=decorrenza,
        atto=atto,
        dati={"sospesa_al": sospesa_al},
        by=by,
        chiave=chiave,
    )


def _of_term(iscrizione: Iscrizione, fatto: str, missing: str) -> Atto:
    atto = act_of_term(iscrizione, fatto)
    if atto is None:
        raise DatiError({"atto_tipo": missing})
    return atto


@transaction.atomic
def resume(
    *, iscrizione: Iscrizione, by: User, decorrenza: UncertainDate, atto: Atto | None = None, chiave: str = ""
) -> Annotazione:
    """End a suspension before its term by an act; without one, cite the act that suspended."""
    lock_register()
    cited = atto or _of_term(iscrizione, "sospesa_al", "La voce non risulta sospesa: indica l’atto.")
    return record_annotazione(
        iscrizione=iscrizione, tipo=_T.RIPRESA, decorrenza=decorrenza, atto=cited, by=by, chiave=chiave
    )


@transaction.atomic
def expire(
    *,
    iscrizione: Iscrizione,
    by: User,
    decorrenza: UncertainDate | None = None,
    atto: Atto | None = None,
    chiave: str = "",
) -> Annotazione:
    """Record that the term has passed, from the day after it, citing the act that fixed it unless another is given."""
    lock_register()
    current = Iscrizione.objects.get(pk=iscrizione.pk)
    cited = atto or _of_term(current, "scade_il", "La voce non ha un termine: indica l’atto che lo fissa.")
    if decorrenza is None:
        if current.scade_il is None:
            raise DatiError({"decorrenza": "La voce non ha un termine: indica da quando è scaduta."})
        decorrenza = on_day(current.scade_il + dt.timedelta(days=1))
    return record_annotazione(
        iscrizione=current, tipo=_T.SCADENZA, decorrenza=decorrenza, atto=cited, by=by, chiave=chiave
    )


def revoke(*, iscrizione: Iscrizione, by: User, atto: Atto, decorrenza: UncertainDate, chiave: str = "") -> Annotazione:
    """Revoke the recognition (art. 21-quinquies L. 241/1990); the entry stays readable."""
    return record_annotazione(
        iscrizione=iscrizione, tipo=_T.REVOCA, decorrenza=decorrenza, atto=atto, by=by, chiave=chiave
    )


def cancel(*, iscrizione: Iscrizione, by: User, atto: Atto, decorrenza: UncertainDate, chiave: str = "") -> Annotazione:
    """Cancel the entry, on request or ex officio; its code is never used again."""
    return record_annotazione(
        iscrizione=iscrizione, tipo=_T.CANCELLAZIONE, decorrenza=decorrenza, atto=atto, by=by, chiave=chiave
    )
