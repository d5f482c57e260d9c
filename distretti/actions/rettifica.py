"""Correcting or annulling an annotation by another one: nothing is taken away, both can be read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from core.canonical import digest
from core.clock import now, today
from core.uncertain_dates import UncertainDate
from distretti.actions.ledger import append_annotazione, check_facts, derive_iscrizione, find_repeated, locked
from distretti.enums import TipoAnnotazione
from distretti.frasi import name_atto
from distretti.models import Annotazione, Atto, Iscrizione
from distretti.policies.annotazione import check_storia
from distretti.policies.dati import LEGAMI, canonical_dati
from distretti.policies.rettifica import check_corrects, check_motivo, check_partner, check_target, check_togli, merged
from distretti.selectors import head_of_chain
from distretti.selectors.evento import receiver_still_linked
from distretti.stato import Event, Evento, in_order
from identita.models import User

_T = TipoAnnotazione


@transaction.atomic
def record_rettifica(
    *,
    annotazione: Annotazione,
    by: User,
    motivo: str,
    annulla: bool = False,
    dati: Mapping[str, Any] | None = None,
    togli: tuple[str, ...] = (),
    decorrenza: UncertainDate | None = None,
    atto_corretto: Atto | None = None,
    atto: Atto | None = None,
    chiave: str = "",
) -> Annotazione:
    """Annul `annotazione`, or correct its facts (`dati`), decorrenza or act; `togli` names facts wrongly written in it.

    `atto` is the act that disposes the correction; without one, a slip in copying is corrected on the strength of the
    act that was copied. Raises NotPermittedError, AnnotazioneNotAllowedError, DatiError.
    """
    iscrizione = locked(annotazione.iscrizione, by=by)
    repeated = find_repeated(chiave=chiave, tipo=_T.RETTIFICA, by=by)
    if repeated is not None:
        return repeated
    check_motivo(motivo)
    events = list(iscrizione.annotazioni.all())
    target = _target(annotazione, events)
    content: dict[str, Any] = {"rettifica_di": target.seq, "motivo": " ".join(motivo.split())}
    if annulla:
        check_partner(codice=receiver_still_linked(iscrizione.codice, target.dati.get("confluita_in")))
        decorrenza, content["annulla"] = target.decorrenza, True
    else:
        decorrenza = decorrenza or target.decorrenza
        content |= _corrections(iscrizione, target, decorrenza, dati or {}, togli, atto_corretto)
    cited = atto or atto_corretto or Atto.objects.get(pk=target.atto_id)
    nuovo = Evento(head_of_chain()[0] + 1, _T.RETTIFICA, content, now(), decorrenza, cited.pk)
    check_storia(events, nuovo=nuovo, today=today())
    made = append_annotazione(iscrizione=iscrizione, evento=nuovo, atto=cited, by=by, chiave=chiave, rettificata=target)
    derive_iscrizione(iscrizione=iscrizione)
    return made


def _target(annotazione: Annotazione, events: Sequence[Event]) -> Event:
    """The event as the rettifiche before this one left it, if it may be corrected."""
    target = next((e for e in in_order(events) if e.seq == annotazione.seq), None)
    check_target(tipo=TipoAnnotazione(annotazione.tipo), in_force=target is not None)
    assert target is not None  # noqa: S101 - told to the type checker, refused above
    return target


def _corrections(
    iscrizione: Iscrizione,
    target: Event,
    decorrenza: UncertainDate,
    dati: Mapping[str, Any],
    togli: tuple[str, ...],
    atto_corretto: Atto | None,
) -> dict[str, Any]:
    """What the rettifica changes, checked as the annotation would be if it were recorded right at first."""
    tipo = TipoAnnotazione(target.tipo)
    opening = bool(target.dati.get("denominazione")) and tipo != _T.VARIAZIONE
    changes = canonical_dati(dati, tipo=tipo, opening=opening, partial=True)
    changes = {fatto: value for fatto, value in changes.items() if target.dati.get(fatto) != value}
    gone = tuple(fatto for fatto in togli if fatto in target.dati)
    check_togli(gone, tipo=tipo, opening=opening)
    facts = {f: v for f, v in merged(target.dati, changes=changes, togli=gone).items() if f not in LEGAMI}
    atto = atto_corretto or Atto.objects.get(pk=target.atto_id)
    check_facts(tipo=tipo, decorrenza=decorrenza, atto=atto, dati=facts, sezione=iscrizione.sezione_id)
    check_corrects(changed=bool(changes or gone or decorrenza != target.decorrenza or atto.pk != target.atto_id))
    content: dict[str, Any] = {"dati": changes} if changes else {}
    if gone:
        content["togli"] = list(gone)
    if atto.pk != target.atto_id:
        content["atto"] = {"id": atto.pk, "impronta": digest(atto.content()), "testo": name_atto(atto)}
    return content
