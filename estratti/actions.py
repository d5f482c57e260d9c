"""Issuing an extract: what the register says on a day, written from the model in force, drawn, kept under its code."""

import datetime as dt
import io

import segno
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from archivio.actions import keep_made
from archivio.enums import Deposito
from archivio.ispezione.origine import Origine
from core.canonical import digest
from core.clock import now, today
from core.locks import lock_register
from distretti.models import Iscrizione
from distretti.schemas import Voce
from distretti.selectors import head_of_chain
from estratti.exceptions import EstrattoError
from estratti.models import Estratto
from estratti.permissions import check_issue
from estratti.policies import check_day, check_known, make_codice
from estratti.selectors import content_of, voce_on, words_of
from identita.models import User
from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError
from modulistica.models import VersioneModello
from modulistica.scritti.documento import compose_docx
from modulistica.scritti.pdf import pdf_from_docx
from modulistica.selectors import docx_of, version_of_scritto

TIPO = TipoScritto.ESTRATTO


def verify_url(codice: str) -> str:
    """Return the public address at which an extract is checked."""
    return f"{settings.PUBLIC_BASE_URL}/verifica/{codice}"


def issue_estratto(*, iscrizione: Iscrizione, alla_data: dt.date, by: User) -> Estratto:
    """Certify what the register says of an entry on a day, today or before.

    Raises EstrattoError (no right, a day to come, an entry not there yet, no model in force), StoreUnavailableError.
    """
    check_issue(by, iscrizione.sezione.competenza)
    check_day(alla_data, today=today())
    versione = version_of_scritto(TIPO, today())
    if versione is None:
        raise EstrattoError(f"Non c’è un modello in vigore per «{TIPO.label}»: va approvato tra i modelli.")
    with transaction.atomic():
        lock_register()  # the facts, the head and the instant are of one moment
        voce, (sequenza, impronta), moment = voce_on(iscrizione, alla_data), head_of_chain(), now()
    check_known(exists=voce.stato.exists)
    contenuto = content_of(voce, sequenza=sequenza, impronta=impronta)
    codice = make_codice()
    data = _draw(voce, versione, codice=codice, sequenza=sequenza, impronta=impronta)
    pdf = keep_made(io.BytesIO(data), deposito=Deposito.RISERVATO)
    return Estratto.objects.create(
        codice=codice,
        iscrizione=iscrizione,
        alla_data=alla_data,
        contenuto=contenuto,
        sha256=digest(contenuto),
        versione=versione,
        pdf=pdf,
        rilasciato_da=by,
        rilasciato_il=moment,
    )


def _draw(voce: Voce, versione: VersioneModello, *, codice: str, sequenza: int, impronta: str) -> bytes:
    valori, elenchi = words_of(voce, codice=codice, sequenza=sequenza, impronta=impronta)
    titolo = f"{TIPO.label} – {voce.iscrizione.codice}"
    origine = str(Origine(versione.modello.codice, versione.numero))
    url = verify_url(codice)
    verifica = render_to_string(
        "estratti/verifica.html", {"url": url, "codice": codice, "qr": segno.make(url, error="m").svg_data_uri(scale=4)}
    )
    try:
        docx = compose_docx(docx_of(versione), valori, elenchi, titolo=titolo, origine=origine)
        return pdf_from_docx(docx, titolo=titolo, piede=f"{voce.iscrizione.codice} · {codice}", verifica=verifica)
    except ModulisticaError as error:
        raise EstrattoError(error.messaggio) from error
