"""Writing an istanza before it is submitted, and what an integration reopens of it; steps are next door."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, BinaryIO

from django.db import transaction

from archivio.actions import receive_file
from archivio.enums import UsoFile
from core.clock import now, today
from core.locks import lock_register
from distretti.actions.elenco.versione import read_file
from distretti.elenco.parse import sha256_of
from distretti.exceptions import DatiError, ElencoError
from distretti.models import Iscrizione, Sezione
from distretti.policies.dati import canonical_dati
from identita.models import User
from procedimenti.enums import REGOLE_PROCEDIMENTO, StatoIstanza, TipoAllegato, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import AderenteIstanza, Allegato, Istanza
from procedimenti.permissions import check_handle
from procedimenti.policies.dichiarazioni import check_dichiarazioni
from procedimenti.policies.istanza import DICHIARAZIONE, check_change, check_letta, check_open, check_testi
from procedimenti.selectors.caso import next_numero, reopened_fields
from procedimenti.selectors.dichiarazioni import asked_of


def locked_istanza(istanza: Istanza, *, by: User) -> Istanza:
    """Hold the register's lock and return the istanza as it is now, if `by` treats it; else ProcedimentoError."""
    lock_register()
    current = Istanza.objects.select_related("sezione", "iscrizione__sezione", "responsabile").get(pk=istanza.pk)
    check_handle(by, current.competenza)
    return current


@transaction.atomic
def open_istanza(
    *,
    tipo: TipoProcedimento,
    sezione: Sezione,
    by: User,
    iscrizione: Iscrizione | None = None,
    dati: Mapping[str, Any] | None = None,
    dichiarazioni: Collection[str] = (),
    **testi: str,
) -> Istanza:
    """Open the draft of an istanza that came in, or of a procedure ex officio.

    `dati` are facts for the register; `dichiarazioni` the codes of those made; `testi` the fields of
    `policies.istanza.TESTI`.
    Raises ProcedimentoError, and DatiError with the fields at fault.
    """
    lock_register()
    check_handle(by, sezione.competenza)
    check_open(tipo=tipo, sezione=sezione, iscrizione=iscrizione)
    check_testi(testi)
    made = Istanza(
        numero=next_numero(today().year),
        tipo=tipo,
        sezione=sezione,
        iscrizione=iscrizione,
        dati=_facts(tipo, dati or {}),
        creata_da=by,
        creata_il=now(),
        dichiarazioni=sorted(set(dichiarazioni)),
        **testi,
    )
    _check_declared(made, added=made.dichiarazioni)
    made.save()
    return made


def _check_declared(istanza: Istanza, *, added: Collection[str]) -> None:
    """What was made while it was asked stays, though its text may have ended since: only what is new is checked."""
    check_dichiarazioni(added, asked={d.codice: d.titolo for d in asked_of(istanza)})


def _facts(tipo: TipoProcedimento, dati: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts as the register will want them; raises DatiError."""
    regola = REGOLE_PROCEDIMENTO[tipo]
    clean: dict[str, Any] = canonical_dati(dati, tipo=regola.annotazioni[0], opening=regola.apre) if dati else {}
    return clean


@transaction.atomic
def change_istanza(
    *,
    istanza: Istanza,
    by: User,
    dati: Mapping[str, Any] | None = None,
    dichiarazioni: Collection[str] | None = None,
    letta: str = "",
    **testi: str,
) -> Istanza:
    """Correct a draft, or what an integration request has reopened; the rest is sealed. Raises as `open_istanza`.

    `letta`: the mark (`policies.istanza.impronta_of`) of what the person read before writing.
    """
    current = locked_istanza(istanza, by=by)
    check_letta(letta, current)
    check_testi(testi)
    clean = _facts(TipoProcedimento(current.tipo), dati) if dati is not None else current.dati
    changed = {name for name, value in testi.items() if getattr(current, name) != value}
    changed |= {name for name in {*clean, *current.dati} if clean.get(name) != current.dati.get(name)}
    declared = current.dichiarazioni if dichiarazioni is None else sorted(set(dichiarazioni))
    added = {*declared} - {*current.dichiarazioni}
    changed |= {f"{DICHIARAZIONE}{code}" for code in {*declared} ^ {*current.dichiarazioni}}
    check_change(StatoIstanza(current.stato), changed, reopened=reopened_fields(current))
    for name, value in testi.items():
        setattr(current, name, value)
    current.dati, current.dichiarazioni = clean, declared
    if added:
        _check_declared(current, added=added)
    current.save(update_fields=[*testi, "dati", "dichiarazioni"])
    return current


@transaction.atomic
def upload_aderenti(*, istanza: Istanza, by: User, contenuto: bytes, al: dt.date) -> Istanza:
    """Replace the members with those of a file, read as the register's own list is.

    Raises ProcedimentoError; DatiError (fields `file`, `al`); ElencoError with the faults of the cells.
    """
    current = locked_istanza(istanza, by=by)
    check_change(StatoIstanza(current.stato), {"aderenti"}, reopened=reopened_fields(current))
    if al > today():
        raise DatiError({"al": "L’elenco non può riferirsi a un giorno futuro."})
    lettura = read_file(contenuto=contenuto, al=al)
    if lettura.errori:
        raise ElencoError(lettura)
    current.aderenti.all().delete()
    AderenteIstanza.objects.bulk_create(AderenteIstanza(istanza=current, **r.content()) for r in lettura.righe)
    current.aderenti_al, current.aderenti_sha256 = al, sha256_of(lettura.righe)
    current.save(update_fields=["aderenti_al", "aderenti_sha256"])
    return current


def add_allegato(*, istanza: Istanza, by: User, stream: BinaryIO, nome: str, tipo: TipoAllegato) -> Allegato:
    """Take a file into the fascicolo through the inspected door; while it is open, papers may always be added.

    Raises ProcedimentoError, FileRefusedError, StoreUnavailableError.
    """
    check_handle(by, istanza.competenza)
    if not istanza.is_open:
        raise ProcedimentoError("Il procedimento è concluso: il fascicolo non si cambia più.")
    file = receive_file(stream=stream, nome=nome, uso=UsoFile.ALLEGATO, by=by, competenza=istanza.competenza)
    with transaction.atomic():
        current = locked_istanza(istanza, by=by)
        if not current.is_open:
            raise ProcedimentoError("Il procedimento è concluso: il fascicolo non si cambia più.")
        return Allegato.objects.create(istanza=current, file=file, tipo=tipo, aggiunto_da=by, aggiunto_il=now())


@transaction.atomic
def remove_allegato(*, allegato: Allegato, by: User) -> None:
    """Take a paper off a draft; once submitted nothing leaves the fascicolo (art. 41 CAD). Raises ProcedimentoError."""
    current = locked_istanza(allegato.istanza, by=by)
    if current.stato != StatoIstanza.BOZZA:
        raise ProcedimentoError(
            "Dal fascicolo non si toglie niente: aggiungi il documento giusto.", fonte="art. 41 CAD"
        )
    allegato.delete()
