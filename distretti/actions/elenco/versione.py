"""The members' list of an entry: uploaded as a version, approved by another person, then annotated in the ledger."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from archivio.exceptions import FileRefusedError
from archivio.ispezione.origine import origin_of
from core.clock import now, today
from core.italiano import to_day
from core.locks import lock_register
from core.uncertain_dates import on_day
from distretti.actions.atto import record_atto
from distretti.actions.documenti import store_aderenti
from distretti.actions.elenco.avvisi import tell_caricamento, tell_esito
from distretti.actions.ledger import locked, record_unchecked
from distretti.elenco.parse import Lettura, read_elenco, sha256_of
from distretti.enums import StatoElenco, StatoIscrizione, TipoAnnotazione, TipoAtto
from distretti.exceptions import DatiError, ElencoError
from distretti.models import Aderente, Annotazione, Atto, ElencoAderenti, Iscrizione
from distretti.permissions import check_upload_elenco
from distretti.policies.elenco import check_four_eyes, check_motivo, check_same_list, check_upload, check_waiting
from distretti.selectors.elenco import approved_elenco, ateco_in_force, waiting_elenco
from identita.models import User


def read_file(*, contenuto: bytes, al: dt.date) -> Lettura:
    """Read a file without storing anything; raises DatiError (field `file`) if it cannot be read as a whole."""
    try:
        return read_elenco(contenuto, al=al, ateco=ateco_in_force(al))
    except FileRefusedError as error:
        raise DatiError({"file": error.messaggio}) from error


@transaction.atomic
def upload_elenco(*, iscrizione: Iscrizione, by: User, contenuto: bytes, al: dt.date) -> ElencoAderenti:
    """Store the list of a file as the next version, waiting for approval; `al` is the day it refers to.

    Raises NotPermittedError; DatiError (fields `file`, `al`, `iscrizione`); ElencoError with the faults of the cells,
    in which case nothing is stored and `lettura` has all the rows that were read.
    """
    lock_register()
    iscrizione = Iscrizione.objects.select_related("sezione").get(pk=iscrizione.pk)
    check_upload_elenco(by, iscrizione.scheda)
    lettura = read_file(contenuto=contenuto, al=al)
    if lettura.errori:
        raise ElencoError(lettura)
    in_force, waiting = approved_elenco(iscrizione), waiting_elenco(iscrizione)
    sha256 = sha256_of(lettura.righe)
    check_upload(
        stato=StatoIscrizione(iscrizione.stato),
        al=al,
        today=today(),
        waiting=waiting.versione if waiting else None,
        approved_al=in_force.al if in_force else None,
        opened_al=iscrizione.stato_at(today()).eventi[0].decorrenza.al,
        same=in_force is not None and in_force.sha256 == sha256,
    )
    elenco = ElencoAderenti.objects.create(
        iscrizione=iscrizione,
        versione=iscrizione.elenchi.count() + 1,
        al=al,
        sha256=sha256,
        totale=len(lettura.righe),
        origine=str(origin_of(contenuto) or ""),
        caricato_da=by,
        caricato_il=now(),
    )
    Aderente.objects.bulk_create(Aderente(elenco=elenco, **riga.content()) for riga in lettura.righe)
    tell_caricamento(elenco=elenco)
    return elenco


def _waiting(elenco: ElencoAderenti) -> ElencoAderenti:
    elenco = ElencoAderenti.objects.select_related("iscrizione__sezione").get(pk=elenco.pk)
    check_waiting(StatoElenco(elenco.stato))
    return elenco


def _decide(elenco: ElencoAderenti, stato: StatoElenco, by: User, motivo: str = "") -> None:
    elenco.stato, elenco.deciso_da, elenco.deciso_il, elenco.motivo = stato.value, by, now(), motivo
    elenco.save(update_fields=["stato", "deciso_da", "deciso_il", "motivo"])


@transaction.atomic
def approve_elenco(*, elenco: ElencoAderenti, by: User, sha256: str, atto: Atto | None = None) -> Annotazione:
    """Put a list in force: annotate its count and SHA-256, no names, and publish its rows.

    `sha256` is that of the list the officer saw. Without an `atto`, the act is the district's own communication, of the
    day of the upload. Raises NotPermittedError, RegistroError, AnnotazioneNotAllowedError.
    """
    iscrizione = locked(elenco.iscrizione, by=by)
    elenco = _waiting(elenco)
    check_four_eyes(uploaded_by_same=elenco.caricato_da_id == by.pk)
    check_same_list(seen=sha256, stored=elenco.sha256)
    content = {"totale": elenco.totale, "versione": elenco.versione, "sha256": elenco.sha256}
    _decide(elenco, StatoElenco.APPROVATO, by)
    elenco.annotazione = record_unchecked(
        iscrizione=iscrizione,
        tipo=TipoAnnotazione.ADERENTI,
        decorrenza=on_day(elenco.al),
        atto=atto or _communication(elenco, iscrizione, by),
        dati={"aderenti": content},
        by=by,
    )
    elenco.save(update_fields=["annotazione"])
    store_aderenti(iscrizione=iscrizione)
    tell_esito(elenco=elenco)
    return elenco.annotazione


def _communication(elenco: ElencoAderenti, iscrizione: Iscrizione, by: User) -> Atto:
    return record_atto(
        by=by,
        competenza=iscrizione.sezione.competenza,
        tipo=TipoAtto.COMUNICAZIONE,
        organo=iscrizione.denominazione[:200],
        data=on_day(timezone.localdate(elenco.caricato_il)),
        oggetto=f"Elenco degli aderenti {to_day(elenco.al)}, versione {elenco.versione}",
    )


@transaction.atomic
def reject_elenco(*, elenco: ElencoAderenti, by: User, motivo: str) -> ElencoAderenti:
    """Send a list back with the officer's words. Raises NotPermittedError, DatiError, RegistroError."""
    locked(elenco.iscrizione, by=by)
    check_motivo(motivo)
    elenco = _waiting(elenco)
    _decide(elenco, StatoElenco.RESPINTO, by, motivo.strip())
    tell_esito(elenco=elenco)
    return elenco


@transaction.atomic
def withdraw_elenco(*, elenco: ElencoAderenti, by: User) -> ElencoAderenti:
    """Take back a list that waits, by whoever may upload one. Raises NotPermittedError, RegistroError."""
    lock_register()
    check_upload_elenco(by, elenco.iscrizione.scheda)
    elenco = _waiting(elenco)
    _decide(elenco, StatoElenco.RITIRATO, by)
    tell_esito(elenco=elenco)
    return elenco
