"""The members that came with an istanza, put in force by the act that grants it; ordinary lists are in `versione`."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from core.clock import now
from core.uncertain_dates import on_day
from distretti.actions.documenti import store_aderenti
from distretti.actions.ledger import locked, record_unchecked
from distretti.elenco.parse import Riga, sha256_of
from distretti.enums import StatoElenco, TipoAnnotazione
from distretti.models import Aderente, Annotazione, Atto, ElencoAderenti, Iscrizione
from distretti.models.aderenti import RigaAderente
from identita.models import User

Righe = Iterable[RigaAderente | Riga]
_CAMPI = ("posizione", "denominazione", "tipo", "codice_fiscale", "comune", "provincia", "ateco", "aderisce_dal")


@transaction.atomic
def adopt_aderenti(
    *, iscrizione: Iscrizione, righe: Righe, al: dt.date, atto: Atto, caricato_da: User, by: User
) -> Annotazione:
    """Make of these rows the entry's list in force, annotated by `atto`, and publish it.

    The day of the annotation is that of the list, or the entry's first day if the list is older than the entry.
    Raises NotPermittedError.
    """
    current = locked(iscrizione, by=by)
    rows = [Riga(**{name: getattr(riga, name) for name in _CAMPI}) for riga in righe]
    elenco = ElencoAderenti.objects.create(
        iscrizione=current,
        versione=current.elenchi.count() + 1,
        al=al,
        sha256=sha256_of(rows),
        totale=len(rows),
        stato=StatoElenco.APPROVATO,
        caricato_da=caricato_da,
        caricato_il=now(),
        deciso_da=by,
        deciso_il=now(),
    )
    Aderente.objects.bulk_create(Aderente(elenco=elenco, **row.content()) for row in rows)
    opened = min((a.decorrenza_al for a in current.annotazioni.all()), default=al)
    elenco.annotazione = record_unchecked(
        iscrizione=current,
        tipo=TipoAnnotazione.ADERENTI,
        decorrenza=on_day(max(al, opened)),
        atto=atto,
        dati={"aderenti": {"totale": elenco.totale, "versione": elenco.versione, "sha256": elenco.sha256}},
        by=by,
    )
    elenco.save(update_fields=["annotazione"])
    store_aderenti(iscrizione=current)
    return elenco.annotazione
