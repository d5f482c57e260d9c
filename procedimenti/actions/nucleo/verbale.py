"""The verbale as a .docx to complete and sign: from the office's model in force or, where there is none, from ours."""

from collections.abc import Mapping
from typing import Any

from archivio.exceptions import StoreUnavailableError
from archivio.ispezione.origine import Origine
from core.clock import today
from core.italiano import the_day
from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError
from modulistica.scritti.documento import compose_docx
from modulistica.selectors import docx_of, version_of_scritto
from procedimenti.exceptions import ProcedimentoError
from procedimenti.verbale import verbale_docx, verbale_words

_TIPO = TipoScritto.VERBALE


def write_verbale(verbale: Mapping[str, Any]) -> bytes:
    """Return the .docx of a verbale, as it was sealed or so far. Raises ProcedimentoError."""
    versione = version_of_scritto(_TIPO, today())
    if versione is None:
        return verbale_docx(verbale)
    valori, elenchi = verbale_words(verbale)
    origine = str(Origine(versione.modello.codice, versione.numero))
    try:
        model = docx_of(versione)
        return compose_docx(
            model,
            {**valori, "oggi": the_day(today())},
            elenchi,
            titolo=f"{_TIPO.label}, {verbale['titolo']}",
            origine=origine,
        )
    except (ModulisticaError, StoreUnavailableError) as error:
        raise ProcedimentoError(error.messaggio) from error
