"""Appending to the ledger and deriving the entry from it; which act does so is decided by the other actions."""

from typing import Any

from core.canonical import canonical_bytes, digest
from core.clock import now, today
from core.locks import lock_register
from core.uncertain_dates import UncertainDate
from distretti.derived import derived_columns
from distretti.enums import TipoAnnotazione
from distretti.models import Annotazione, Atto, Iscrizione
from distretti.selectors import head_of_chain
from identita.models import User
from pubblicazione.actions.documento import store_documento


def append_annotazione(
    *,
    iscrizione: Iscrizione,
    tipo: TipoAnnotazione,
    decorrenza: UncertainDate,
    atto: Atto,
    dati: dict[str, Any],
    by: User,
) -> Annotazione:
    """Append one row to the chain, under the register's lock; the caller holds the transaction."""
    canonical_bytes(dati)  # refuses what has no canonical form before anything is written
    lock_register()
    last_seq, last_impronta = head_of_chain()
    annotazione = Annotazione(
        seq=last_seq + 1,
        iscrizione=iscrizione,
        tipo=tipo,
        decorrenza_dal=decorrenza.dal,
        decorrenza_al=decorrenza.al,
        precisione=decorrenza.precisione,
        registrata_il=now(),
        registrata_da=by,
        atto=atto,
        atto_impronta=digest(atto.content()),
        dati=dati,
        impronta_precedente=last_impronta,
    )
    annotazione.impronta = annotazione.compute_impronta()
    annotazione.save(force_insert=True)
    return annotazione


def derive_iscrizione(*, iscrizione: Iscrizione) -> None:
    """Write the entry's columns as its ledger says today, and render its public document and its section's."""
    for column, value in derived_columns(iscrizione.stato_at(today())).items():
        setattr(iscrizione, column, value)
    iscrizione.save()
    _retitle(iscrizione=iscrizione)
    store_documento(rendering=iscrizione.render_documento())
    store_documento(rendering=iscrizione.sezione.render_documento())


def _retitle(*, iscrizione: Iscrizione) -> None:
    """Give the page the name that the register gives; it is no field of the profile, so no approval is due."""
    scheda = iscrizione.scheda
    if scheda is not None and scheda.title != iscrizione.denominazione:
        type(scheda).objects.filter(pk=scheda.pk).update(
            title=iscrizione.denominazione, draft_title=iscrizione.denominazione
        )
