"""Opening an entry and annotating it: recognition, registration, changes; the ledger itself is in `ledger`."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from core.locks import lock_register
from core.uncertain_dates import UncertainDate
from distretti.actions.ledger import append_annotazione, derive_iscrizione
from distretti.actions.pagine import add_scheda
from distretti.enums import StatoIscrizione, TipoAnnotazione
from distretti.models import Annotazione, Atto, Iscrizione, Sezione
from distretti.permissions import check_record_annotazione
from distretti.policies import check_annotazione, check_decorrenza
from identita.enums import Competenza
from identita.models import User


@transaction.atomic
def open_iscrizione(
    *,
    sezione: Sezione,
    tipo: TipoAnnotazione,
    decorrenza: UncertainDate,
    atto: Atto,
    dati: dict[str, Any],
    by: User,
) -> Iscrizione:
    """Open a new entry with its first annotation and the next code of its section.

    Raises NotPermittedError and AnnotazioneNotAllowedError.
    """
    check_record_annotazione(by, Competenza(sezione.competenza))
    check_annotazione(tipo=tipo, stato=None)
    check_decorrenza(decorrenza=decorrenza, atto_al=atto.earliest, tipo=tipo)
    lock_register()
    progressivo = (Iscrizione.objects.filter(sezione=sezione).aggregate(last=Max("progressivo"))["last"] or 0) + 1
    iscrizione = Iscrizione.objects.create(
        codice=f"RP-{sezione.codice}-{progressivo:04d}",
        sezione=sezione,
        progressivo=progressivo,
        stato=StatoIscrizione.ATTIVA,
        denominazione=dati["denominazione"],
    )
    append_annotazione(iscrizione=iscrizione, tipo=tipo, decorrenza=decorrenza, atto=atto, dati=dati, by=by)
    add_scheda(iscrizione=iscrizione)
    derive_iscrizione(iscrizione=iscrizione)
    return iscrizione


@transaction.atomic
def record_annotazione(
    *,
    iscrizione: Iscrizione,
    tipo: TipoAnnotazione,
    decorrenza: UncertainDate,
    atto: Atto,
    dati: dict[str, Any] | None = None,
    by: User,
) -> Annotazione:
    """Append an annotation to an entry, if its state and the person's competence allow it.

    Raises NotPermittedError and AnnotazioneNotAllowedError.
    """
    lock_register()
    iscrizione = Iscrizione.objects.select_related("sezione", "comune__provincia").get(pk=iscrizione.pk)
    check_record_annotazione(by, Competenza(iscrizione.sezione.competenza))
    check_annotazione(tipo=tipo, stato=StatoIscrizione(iscrizione.stato))
    check_decorrenza(decorrenza=decorrenza, atto_al=atto.earliest, tipo=tipo)
    annotazione = append_annotazione(
        iscrizione=iscrizione, tipo=tipo, decorrenza=decorrenza, atto=atto, dati=dati or {}, by=by
    )
    derive_iscrizione(iscrizione=iscrizione)
    return annotazione
