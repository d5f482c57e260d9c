"""Writing what a step asks for: drafted from the model in force, changed by hand, closed as PDF/A with its number."""

import io
from typing import BinaryIO

from django.db import transaction

from archivio.actions import keep_made, receive_file
from archivio.depositi import open_bytes
from archivio.enums import Deposito, UsoFile
from archivio.ispezione.origine import Origine
from archivio.models import Contenuto
from core.clock import now, today
from identita.models import User
from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError
from modulistica.models import VersioneModello
from modulistica.scritti.documento import compose_docx, to_fill
from modulistica.scritti.pdf import pdf_from_docx
from modulistica.selectors import docx_of, version_of_scritto
from procedimenti.actions.istanza import locked_istanza
from procedimenti.enums import Passo, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import PassoIstanza, Scritto, ScrittoInviato
from procedimenti.permissions import check_handle
from procedimenti.policies.scritti import check_scritto, check_whole, scritto_of_passo
from procedimenti.selectors.scritti import fields_for, scritto_of


def write_with(passo: PassoIstanza, versione: VersioneModello) -> bytes:
    """Return a model's .docx filled with what a step knows; nothing is kept.

    Raises ProcedimentoError and StoreUnavailableError.
    """
    tipo = check_scritto(_kind(passo), chiuso=False)
    valori, elenchi = fields_for(passo, tipo)
    origine = Origine(versione.modello.codice, versione.numero)
    try:
        return compose_docx(docx_of(versione), valori, elenchi, titolo=_title(passo), origine=str(origine))
    except ModulisticaError as error:
        raise ProcedimentoError(error.messaggio) from error


def prepare_scritto(*, passo: PassoIstanza, by: User) -> Scritto:
    """Draft the writing of a step from the model in force today, over what was drafted before.

    Raises ProcedimentoError and StoreUnavailableError.
    """
    check_handle(by, passo.istanza.competenza)
    tipo = _open_kind(passo)
    versione = version_of_scritto(tipo, today())
    if versione is None:
        raise ProcedimentoError(f"Non c’è un modello in vigore per «{tipo.label}»: va approvato tra i modelli.")
    contenuto = keep_made(io.BytesIO(write_with(passo, versione)), deposito=Deposito.RISERVATO)
    with transaction.atomic():
        locked_istanza(passo.istanza, by=by)
        _open_kind(passo)
        said = {"tipo": tipo, "versione": versione, "contenuto": contenuto, "file": None}
        made = {**said, "preparato_da": by, "preparato_il": now()}
        return Scritto.objects.update_or_create(passo=passo, defaults=made)[0]


def replace_scritto(*, scritto: Scritto, stream: BinaryIO, nome: str, by: User) -> Scritto:
    """Take in the .docx as somebody changed it, through the inspected door.

    Raises ProcedimentoError, FileRefusedError, StoreUnavailableError.
    """
    istanza = scritto.passo.istanza
    check_handle(by, istanza.competenza)
    _open_kind(scritto.passo)
    file = receive_file(
        stream=stream,
        nome=nome,
        uso=UsoFile.SCRITTO,
        by=by,
        competenza=istanza.competenza,
        accept=lambda _tipo: _check_readable(stream),
    )
    with transaction.atomic():
        locked_istanza(istanza, by=by)
        _open_kind(scritto.passo)
        current = Scritto.objects.get(pk=scritto.pk)
        current.file, current.contenuto = file, file.contenuto
        current.preparato_da, current.preparato_il = by, now()
        current.save()
        return current


def _check_readable(stream: BinaryIO) -> None:
    """Refuse what is a .docx by its parts alone: it could be neither shown nor drawn."""
    stream.seek(0)
    try:
        to_fill(stream.read())
    except ModulisticaError as error:
        raise ProcedimentoError(error.messaggio, campo="file") from error


def close_scritto(*, scritto: Scritto, sha256: str, by: User) -> ScrittoInviato:
    """Keep for ever the .docx that `by` read (`sha256`) and its PDF/A, under the step's protocol number.

    Raises ProcedimentoError (also while a field is empty or the antivirus has not spoken) and StoreUnavailableError.
    """
    check_handle(by, scritto.passo.istanza.competenza)
    _open_kind(scritto.passo)
    if scritto.file is not None and not scritto.file.is_ready:
        raise ProcedimentoError(f"{scritto.file.nome}: {scritto.file.get_antivirus_display()}.")
    pdf = keep_made(io.BytesIO(pdf_of(scritto)), deposito=Deposito.RISERVATO)
    with transaction.atomic():
        locked_istanza(scritto.passo.istanza, by=by)
        _open_kind(scritto.passo)
        current = Scritto.objects.select_related("contenuto").get(pk=scritto.pk)
        if {current.contenuto.sha256, scritto.contenuto.sha256} != {sha256}:
            raise ProcedimentoError("Lo scritto è cambiato dopo che l’hai letto: rileggilo prima di chiuderlo.")
        said = {"docx": current.contenuto, "pdf": pdf, "chiuso_da": by, "chiuso_il": now()}
        return ScrittoInviato.objects.create(scritto=current, **said)


def pdf_of(scritto: Scritto) -> bytes:
    """Return the PDF/A of a writing as it is now. Raises ProcedimentoError and StoreUnavailableError."""
    data, passo = read_docx(scritto.contenuto), scritto.passo
    protocollo = getattr(passo, "protocollo", None)
    piede = f"{passo.istanza.numero}{f' · protocollo {protocollo}' if protocollo else ''}"
    try:
        check_whole(to_fill(data))
        return pdf_from_docx(data, titolo=_title(passo), piede=piede)
    except ModulisticaError as error:
        raise ProcedimentoError(error.messaggio) from error


def read_docx(contenuto: Contenuto) -> bytes:
    """Return the bytes that lie in a store. Raises StoreUnavailableError."""
    with open_bytes(contenuto.sha256, deposito=contenuto.deposito) as stream:
        return bytes(stream.read())


def _kind(passo: PassoIstanza) -> TipoScritto | None:
    return scritto_of_passo(TipoProcedimento(passo.istanza.tipo), Passo(passo.passo))


def _open_kind(passo: PassoIstanza) -> TipoScritto:
    """Return which writing a step asks for, while it may still change."""
    found = scritto_of(passo)
    return check_scritto(_kind(passo), chiuso=found is not None and hasattr(found, "inviato"))


def _title(passo: PassoIstanza) -> str:
    return f"{check_scritto(_kind(passo), chiuso=False).label} – {passo.istanza.numero}"
