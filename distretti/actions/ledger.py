"""The two ways a row enters the ledger, and the derivation of the entry from it; named acts are in other modules."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.canonical import canonical_bytes, digest
from core.clock import now, today
from core.locks import lock_register
from core.uncertain_dates import UncertainDate
from distretti.actions.pagine import add_scheda
from distretti.derived import DATES, derived_columns
from distretti.enums import StatoIscrizione, TipoAnnotazione, TipoSezione
from distretti.exceptions import RepeatedError
from distretti.frasi import Contesto, sentence
from distretti.models import Annotazione, Atto, Iscrizione, Sezione
from distretti.permissions import check_record_annotazione
from distretti.policies.annotazione import (
    check_atto_of,
    check_begun,
    check_decorrenza,
    check_not_final,
    check_opens,
    check_storia,
    check_term,
    check_term_passed,
)
from distretti.policies.dati import canonical_dati, check_sezione, check_voci, only_changes
from distretti.selectors import head_of_chain
from distretti.selectors.evento import find_submission, name_of, next_codice, sconosciute
from distretti.stato import Event, Evento, fold
from identita.enums import Competenza
from identita.models import User
from pubblicazione.actions.documento import store_documento


@transaction.atomic
def open_iscrizione(
    *,
    sezione: Sezione,
    tipo: TipoAnnotazione,
    decorrenza: UncertainDate,
    atto: Atto,
    dati: Mapping[str, Any],
    by: User,
    legami: Mapping[str, Any] | None = None,
    chiave: str = "",
) -> Iscrizione:
    """Open a new entry with its first annotation and the next code of its section.

    `legami` are facts that no form writes: which entries it receives. `chiave` names the submission: twice is once.
    Raises NotPermittedError, AnnotazioneNotAllowedError, DatiError.
    """
    lock_register()
    check_record_annotazione(by, Competenza(sezione.competenza))
    repeated = find_repeated(chiave=chiave, tipo=tipo, by=by)
    if repeated is not None:
        return repeated.iscrizione
    return open_unchecked(
        sezione=sezione,
        tipo=tipo,
        decorrenza=decorrenza,
        atto=atto,
        dati=canonical_dati(dati, tipo=tipo, opening=True) | dict(legami or {}),
        by=by,
        chiave=chiave,
    )


def open_unchecked(
    *,
    sezione: Sezione,
    tipo: TipoAnnotazione,
    decorrenza: UncertainDate,
    atto: Atto,
    dati: dict[str, Any],
    by: User | None,
    chiave: str = "",
) -> Iscrizione:
    """Open an entry on facts already canonical, whoever asks; the caller holds the lock and has checked the person."""
    check_opens(tipo)
    check_begun(decorrenza, today=today())
    check_facts(tipo=tipo, decorrenza=decorrenza, atto=atto, dati=dati, sezione=sezione.codice)
    codice, progressivo = next_codice(sezione)
    iscrizione = Iscrizione.objects.create(
        codice=codice,
        sezione=sezione,
        progressivo=progressivo,
        stato=StatoIscrizione.ATTIVA,
        denominazione=dati["denominazione"],
    )
    nuovo = Evento(head_of_chain()[0] + 1, tipo, dati, now(), decorrenza, atto.pk)
    append_annotazione(iscrizione=iscrizione, evento=nuovo, atto=atto, by=by, chiave=chiave)
    add_scheda(iscrizione=iscrizione)
    derive_iscrizione(iscrizione=iscrizione)
    return iscrizione


def locked(iscrizione: Iscrizione, *, by: User) -> Iscrizione:
    """Hold the register's lock and return the entry as it is now, if `by` may record on it; else NotPermittedError."""
    lock_register()
    current = Iscrizione.objects.select_related("sezione").get(pk=iscrizione.pk)
    check_record_annotazione(by, Competenza(current.sezione.competenza))
    return current


@transaction.atomic
def record_annotazione(
    *,
    iscrizione: Iscrizione,
    tipo: TipoAnnotazione,
    decorrenza: UncertainDate,
    atto: Atto,
    dati: Mapping[str, Any] | None = None,
    by: User,
    legami: Mapping[str, Any] | None = None,
    chiave: str = "",
) -> Annotazione:
    """Append an annotation to an entry, if its state, its history and the person's competence allow it.

    `legami` are facts that no form writes: where the entry flows, what it receives. `chiave` names the submission.
    Raises NotPermittedError, AnnotazioneNotAllowedError, DatiError.
    """
    iscrizione = locked(iscrizione, by=by)
    repeated = find_repeated(chiave=chiave, tipo=tipo, by=by)
    if repeated is not None:
        return repeated
    clean = canonical_dati(dati or {}, tipo=tipo, opening=False) | dict(legami or {})
    return record_unchecked(
        iscrizione=iscrizione, tipo=tipo, decorrenza=decorrenza, atto=atto, dati=clean, by=by, chiave=chiave
    )


def record_unchecked(
    *,
    iscrizione: Iscrizione,
    tipo: TipoAnnotazione,
    decorrenza: UncertainDate,
    atto: Atto,
    dati: dict[str, Any],
    by: User | None,
    chiave: str = "",
) -> Annotazione:
    """Append facts already canonical, whoever asks; the caller holds the lock and has checked the person."""
    events = list(iscrizione.annotazioni.all())
    check_not_final(tipo, stato=StatoIscrizione(fold(events, alla_data=today()).stato or iscrizione.stato))
    prima = fold(events, alla_data=decorrenza.al).fatti
    check_facts(tipo=tipo, decorrenza=decorrenza, atto=atto, dati=dati, sezione=iscrizione.sezione_id, prima=prima)
    own_act = all(event.atto_id != atto.pk for event in events)
    check_term_passed(tipo=tipo, prima=prima, decorrenza=decorrenza, own_act=own_act)
    if tipo == TipoAnnotazione.VARIAZIONE:
        dati = only_changes(dati, prima=prima)
    nuovo = Evento(head_of_chain()[0] + 1, tipo, dati, now(), decorrenza, atto.pk)
    check_storia(events, nuovo=nuovo, today=today())
    annotazione = append_annotazione(iscrizione=iscrizione, evento=nuovo, atto=atto, by=by, chiave=chiave, prima=prima)
    derive_iscrizione(iscrizione=iscrizione)
    return annotazione


def check_facts(
    *,
    tipo: TipoAnnotazione,
    decorrenza: UncertainDate,
    atto: Atto,
    dati: Mapping[str, Any],
    sezione: int,
    prima: Mapping[str, Any] | None = None,
) -> None:
    """Check what does not depend on who asks nor on the entry's history."""
    check_atto_of(tipo=tipo, atto=atto)
    check_decorrenza(decorrenza=decorrenza, atto=atto.data, tipo=tipo, today=today())
    check_voci(dati, sconosciute=sconosciute(dati, on=decorrenza.al))
    check_sezione({**(prima or {}), **dati}, sezione=sezione)
    for name in DATES:
        check_term(name=name, day=dati.get(name), decorrenza=decorrenza)


def find_repeated(*, chiave: str, tipo: TipoAnnotazione, by: User | None) -> Annotazione | None:
    """Return what the same submission recorded before; raises RepeatedError if it was another's."""
    found = find_submission(chiave)
    if found is not None and (found.tipo != tipo or found.registrata_da_id != (by and by.pk)):
        raise RepeatedError("Questo modulo è già stato inviato con altri dati: riaprilo e ricomincia.")
    return found


def append_annotazione(
    *,
    iscrizione: Iscrizione,
    evento: Evento,
    atto: Atto,
    by: User | None,
    chiave: str = "",
    prima: Mapping[str, Any] | None = None,
    rettificata: Event | None = None,
) -> Annotazione:
    """Append one row to the chain, with the sentence that will stand in the register; the caller holds the lock.

    `prima` and `rettificata` are what the sentence compares with: the facts before, or the event that is corrected.
    """
    canonical_bytes(evento.dati)  # refuses what has no canonical form before anything is written
    sezione = iscrizione.sezione
    censita = sezione.tipo == TipoSezione.CENSITA
    contesto = Contesto(name_of, prima or {}, str(sezione), censita, rettificata)
    last_seq, last_impronta = head_of_chain()
    annotazione = Annotazione(
        seq=last_seq + 1,
        iscrizione=iscrizione,
        tipo=TipoAnnotazione(evento.tipo).value,
        decorrenza_dal=evento.decorrenza.dal,
        decorrenza_al=evento.decorrenza.al,
        precisione=evento.decorrenza.precisione.value,
        registrata_il=evento.registrata_il,
        registrata_da=by,
        atto=atto,
        atto_impronta=digest(atto.content()),
        dati=evento.dati,
        testo=sentence(evento, atto=atto, contesto=contesto),
        chiave=chiave or None,
        impronta_precedente=last_impronta,
    )
    annotazione.impronta = annotazione.compute_impronta()
    annotazione.save(force_insert=True)
    return annotazione


def restore_columns(*, iscrizione: Iscrizione) -> bool:
    """Write the entry's columns anew if they do not say what its ledger says today; returns whether they did not."""
    wanted = derived_columns(iscrizione.stato_at(today()))
    differ = any(getattr(iscrizione, column) != value for column, value in wanted.items())
    if differ:
        _write_columns(iscrizione)
    return differ


def _write_columns(iscrizione: Iscrizione) -> None:
    iscrizione.derivata_al = today()
    for column, value in derived_columns(iscrizione.stato_at(today())).items():
        setattr(iscrizione, column, value)
    iscrizione.save()
    _retitle(iscrizione=iscrizione)


def derive_iscrizione(*, iscrizione: Iscrizione) -> None:
    """Write the entry's columns as its ledger says today, and render its public document and its section's."""
    _write_columns(iscrizione)
    store_documento(rendering=iscrizione.render_documento())
    store_documento(rendering=iscrizione.sezione.render_documento())


def _retitle(*, iscrizione: Iscrizione) -> None:
    """Give the page the name that the register gives; it is no field of the profile, so no approval is due."""
    scheda = iscrizione.scheda
    if scheda is not None and scheda.title != iscrizione.denominazione:
        type(scheda).objects.filter(pk=scheda.pk).update(
            title=iscrizione.denominazione, draft_title=iscrizione.denominazione
        )
