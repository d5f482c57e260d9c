"""The life of a version: draft, files, submission, approval with a seal, entry into force at its date."""

import datetime as dt
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from archivio.actions import receive_file
from archivio.enums import TipoFile, UsoFile
from core.clock import now, today
from core.locks import lock_register
from identita.models import User
from modulistica.actions.avvisi import tell_approvazione, tell_invio, tell_rinvio
from modulistica.actions.modello import render_documento
from modulistica.enums import StatoVersione, UsoModello, scritto_of
from modulistica.exceptions import ModulisticaError
from modulistica.models import Contributo, FileVersione, Modello, SigilloVersione, VersioneModello
from modulistica.permissions import check_manage_modello
from modulistica.policies import (
    check_different,
    check_discardable,
    check_files,
    check_four_eyes,
    check_not_ended,
    check_not_past,
    check_novita,
    check_scritto,
    check_seen,
    check_stato,
    check_validita,
    check_warned,
)
from modulistica.precompilazione import fields_of
from modulistica.scritti.campi import check_campi
from modulistica.selectors import docx_of, models_ended, versions_to_activate


def _locked(versione: VersioneModello, *, atteso: StatoVersione) -> VersioneModello:
    """Return the version as it is now, under the register's lock; of two people at once the second is told."""
    lock_register()
    found = VersioneModello.objects.select_related("modello").get(pk=versione.pk)
    check_stato(stato=StatoVersione(found.stato), atteso=atteso)
    return found


def _check_dates(modello: Modello, dal: dt.date, al: dt.date | None) -> None:
    last = modello.approved().last()
    check_not_ended(dal=dal, termina_il=modello.termina_il)
    check_validita(dal=dal, al=al, ultima_dal=last.in_vigore_dal if last else None)
    check_not_past(dal=dal, today=today(), prima=last is None)


def _contribute(versione: VersioneModello, by: User) -> Contributo:
    return Contributo.objects.create(versione=versione, user=by, il=now())


@transaction.atomic
def draft_versione(
    *,
    modello: Modello,
    in_vigore_dal: dt.date,
    by: User,
    in_vigore_al: dt.date | None = None,
    novita: str = "",
    cambia_obbligatori: bool = False,
) -> VersioneModello:
    """Start the next version of a model. Raises ModulisticaError."""
    lock_register()
    check_manage_modello(by, modello.competenze)
    _check_dates(modello, in_vigore_dal, in_vigore_al)
    last = modello.versioni.aggregate(last=Max("numero"))["last"] or 0
    versione = VersioneModello.objects.create(
        modello=modello,
        numero=last + 1,
        in_vigore_dal=in_vigore_dal,
        in_vigore_al=in_vigore_al,
        novita=novita,
        cambia_obbligatori=cambia_obbligatori,
        creata_il=now(),
    )
    _contribute(versione, by)
    return versione


@transaction.atomic
def change_versione(
    *,
    versione: VersioneModello,
    in_vigore_dal: dt.date,
    in_vigore_al: dt.date | None,
    novita: str,
    cambia_obbligatori: bool,
    by: User,
) -> VersioneModello:
    """Correct what a draft says of itself. Raises ModulisticaError."""
    versione = _locked(versione, atteso=StatoVersione.BOZZA)
    check_manage_modello(by, versione.modello.competenze)
    _check_dates(versione.modello, in_vigore_dal, in_vigore_al)
    said = {
        "in_vigore_dal": in_vigore_dal,
        "in_vigore_al": in_vigore_al,
        "novita": novita.strip(),
        "cambia_obbligatori": cambia_obbligatori,
    }
    if any(getattr(versione, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(versione, name, value)
        versione.save(update_fields=list(said))
        _contribute(versione, by)
    return versione


def add_file(
    *, versione: VersioneModello, stream: BinaryIO, nome: str, by: User, accessibile: bool = False, lingua: str = "it"
) -> FileVersione:
    """Take in a file of a draft by the one door. Raises ModulisticaError and the door's FileRefusedError."""
    check_manage_modello(by, versione.modello.competenze)
    check_stato(stato=StatoVersione(versione.stato), atteso=StatoVersione.BOZZA)

    def accept(tipo: TipoFile) -> None:
        check_files(formati=[*(TipoFile(f) for f in versione.file.values_list("formato", flat=True)), tipo])

    received = receive_file(stream=stream, nome=nome, uso=UsoFile.MODELLO, by=by, accept=accept)
    with transaction.atomic():
        versione = _locked(versione, atteso=StatoVersione.BOZZA)
        accept(TipoFile(received.tipo))
        _contribute(versione, by)
        return FileVersione.objects.create(
            versione=versione,
            file=received,
            formato=received.tipo,
            nome=received.nome,
            lingua=lingua,
            accessibile=accessibile,
        )


@transaction.atomic
def describe_file(*, item: FileVersione, lingua: str, accessibile: bool, by: User) -> FileVersione:
    """Say of a draft's file in which language it is and whether it is accessible. Raises ModulisticaError."""
    versione = _locked(item.versione, atteso=StatoVersione.BOZZA)
    check_manage_modello(by, versione.modello.competenze)
    if (item.lingua, item.accessibile) != (lingua, accessibile):
        item.lingua, item.accessibile = lingua, accessibile
        item.save(update_fields=["lingua", "accessibile"])
        _contribute(versione, by)
    return item


@transaction.atomic
def remove_file(*, item: FileVersione, by: User) -> None:
    """Take a file off a draft; its bytes stay in the store, known by their row."""
    versione = _locked(item.versione, atteso=StatoVersione.BOZZA)
    check_manage_modello(by, versione.modello.competenze)
    _contribute(versione, by)
    FileVersione.objects.filter(pk=item.pk).delete()


@transaction.atomic
def submit_versione(*, versione: VersioneModello, by: User, avvertito: bool = False) -> VersioneModello:
    """Send a draft to approval. Raises ModulisticaError, also while a file waits for the antivirus.

    `avvertito` tells that the person read what a change of obligatory fields means for whoever filled the last version.
    """
    versione = _locked(versione, atteso=StatoVersione.BOZZA)
    check_manage_modello(by, versione.modello.competenze)
    items = list(versione.file.select_related("file__contenuto"))
    check_files(formati=[TipoFile(i.formato) for i in items])
    uso = UsoModello(versione.modello.uso)
    check_scritto(uso=uso, formati=[TipoFile(i.formato) for i in items])
    for item in items:
        if not item.file.is_ready:
            raise ModulisticaError(f"«{item.nome}»: {item.file.get_antivirus_display()}.", campo="file")
    tipo = scritto_of(versione.modello.codice)
    if tipo is not None:
        check_campi(tipo, fields_of(docx_of(versione)))
    last = versione.modello.approved().last()
    check_novita(prima=last is None, novita=versione.novita)
    check_different(
        impronte=[i.file.contenuto.sha256 for i in items],
        prima=list(last.file.values_list("file__contenuto__sha256", flat=True)) if last else (),
        numero=last.numero if last else 0,
    )
    check_warned(
        cambia_obbligatori=versione.cambia_obbligatori, numero=last.numero if last else None, avvertito=avvertito
    )
    tell_invio(versione=versione, invio=_contribute(versione, by))
    return _set_stato(versione, StatoVersione.IN_APPROVAZIONE)


@transaction.atomic
def approve_versione(*, versione: VersioneModello, sha256: str, by: User) -> SigilloVersione:
    """Seal exactly the submitted version, `sha256` being what the officer saw; it enters into force at its date.

    Raises ModulisticaError, with the reason in Italian.
    """
    versione = _locked(versione, atteso=StatoVersione.IN_APPROVAZIONE)
    check_manage_modello(by, versione.modello.competenze)
    worked = versione.contributors().get(by.pk)
    check_four_eyes(contributed_on=localdate(worked) if worked else None)
    check_seen(seen=sha256, found=versione.sha256())
    _check_dates(versione.modello, versione.in_vigore_dal, versione.in_vigore_al)
    contenuto: Any = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in versione.content().items()}
    sigillo = SigilloVersione.objects.create(
        versione=versione, contenuto=contenuto, sha256=sha256, approvato_da=by, approvato_il=now()
    )
    _set_stato(versione, StatoVersione.APPROVATA)
    activate_due(on=today())
    render_documento(modello=versione.modello)
    tell_approvazione(versione=versione, sigillo=sigillo)
    return sigillo


@transaction.atomic
def return_versione(*, versione: VersioneModello, motivo: str, by: User) -> VersioneModello:
    """Send a version back to draft with the reason, which its authors read beside it until they submit again."""
    versione = _locked(versione, atteso=StatoVersione.IN_APPROVAZIONE)
    check_manage_modello(by, versione.modello.competenze)
    if not motivo.strip():
        raise ModulisticaError("Scrivi perché la versione torna in bozza.", campo="motivo")
    versione.motivo_rinvio = motivo.strip()
    versione.save(update_fields=["motivo_rinvio"])
    tell_rinvio(versione=versione, by=by)
    return _set_stato(versione, StatoVersione.BOZZA)


@transaction.atomic
def discard_versione(*, versione: VersioneModello, by: User) -> VersioneModello:
    """Withdraw a draft: its number is not used again and its bytes stay; an approved version is never withdrawn."""
    check_discardable(stato=StatoVersione(versione.stato))
    versione = _locked(versione, atteso=StatoVersione.BOZZA)
    check_manage_modello(by, versione.modello.competenze)
    return _set_stato(versione, StatoVersione.RITIRATA)


def _set_stato(versione: VersioneModello, stato: StatoVersione) -> VersioneModello:
    versione.stato = stato
    versione.save(update_fields=["stato"])
    return versione


@transaction.atomic
def activate_due(*, on: dt.date) -> int:
    """Publish the versions whose day has come, and the ends declared for the eve; returns how many models changed."""
    lock_register()
    changed: dict[int, Modello] = {}
    for versione in versions_to_activate(on):
        VersioneModello.objects.filter(pk=versione.pk).update(attiva_dal=now())
        changed[versione.modello_id] = versione.modello
    for modello in models_ended(on):
        changed[modello.pk] = modello
    for modello in changed.values():
        render_documento(modello=modello)
    return len(changed)
