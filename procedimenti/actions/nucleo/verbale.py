"""The verbale as a .docx to complete and sign and as a PDF/A, both from one model: that in force when it was sealed."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localtime

from archivio.exceptions import StoreUnavailableError
from archivio.ispezione.origine import Origine
from core.clock import today
from core.italiano import the_day
from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError
from modulistica.models import VersioneModello
from modulistica.scritti.documento import compose_docx, own_model
from modulistica.scritti.pdf import pdf_from_docx
from modulistica.selectors import docx_of, find_version_of_mark, version_of_scritto
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import SedutaNucleo
from procedimenti.selectors.nucleo.verbale import gather_verbale
from procedimenti.verbale import verbale_words

_TIPO = TipoScritto.VERBALE


def content_to_seal(seduta: SedutaNucleo) -> dict[str, Any]:
    """Return what the verbale of a seduta seals: all that it tells, and the model in force today; "" is ours."""
    return gather_verbale(seduta) | {"modello": _mark_of(version_of_scritto(_TIPO, today()))}


def write_verbale(seduta: SedutaNucleo) -> bytes:
    """Return the .docx of a seduta: of a closed one always the same bytes, of one under way what there is so far.

    Raises ProcedimentoError.
    """
    return _compose(seduta)[0]


def verbale_pdf(seduta: SedutaNucleo) -> bytes:
    """Return as PDF/A-2a what `write_verbale` writes; raises ProcedimentoError."""
    docx, titolo = _compose(seduta)
    try:
        return pdf_from_docx(docx, titolo=titolo, piede=str(seduta))
    except ModulisticaError as error:
        raise ProcedimentoError(f"Il verbale in PDF: {error.messaggio}") from error


def _compose(seduta: SedutaNucleo) -> tuple[bytes, str]:
    sealed = getattr(seduta, "verbale", None)
    day = localtime(sealed.generato_il).date() if sealed else today()
    contenuto = sealed.contenuto if sealed else gather_verbale(seduta)
    # One sealed before the model was named in it has that of its day.
    mark = contenuto.get("modello")
    versione = version_of_scritto(_TIPO, day) if mark is None else find_version_of_mark(mark)
    titolo = f"{_TIPO.label}, {contenuto['titolo']}"
    return _write(versione, contenuto, oggi=the_day(day), titolo=titolo), titolo


def _write(versione: VersioneModello | None, contenuto: Mapping[str, Any], *, oggi: str, titolo: str) -> bytes:
    valori, elenchi = verbale_words(contenuto)
    try:
        model = docx_of(versione) if versione else own_model(_TIPO)
        return compose_docx(model, {**valori, "oggi": oggi}, elenchi, titolo=titolo, origine=_mark_of(versione))
    except (ModulisticaError, StoreUnavailableError) as error:
        raise ProcedimentoError(error.messaggio) from error


def _mark_of(versione: VersioneModello | None) -> str:
    return str(Origine(versione.modello.codice, versione.numero)) if versione else ""
