"""A model of the office's writings at work: the fields it may use, and its PDF with the examples of each."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages

from archivio.exceptions import StoreUnavailableError
from modulistica.admin.guard import GuardedVersione, versione_url
from modulistica.enums import TipoScritto, scritto_of
from modulistica.exceptions import ModulisticaError
from modulistica.models import VersioneModello
from modulistica.scritti.campi import CAMPI, Campo, split_example
from modulistica.scritti.documento import compose_docx
from modulistica.scritti.pdf import pdf_from_docx
from modulistica.selectors import docx_fields, docx_of


@dataclass(frozen=True)
class CampoUsato:
    """A field that the kind knows, and whether this version writes it."""

    campo: Campo
    usato: bool


def campi_of(versione: VersioneModello) -> list[CampoUsato]:
    """Return the fields of a writing's kind, with those that the version uses; none for a form for people."""
    tipo = scritto_of(versione.modello.codice)
    if tipo is None:
        return []
    used = set(docx_fields(versione))
    return [CampoUsato(campo, campo.nome in used) for campo in CAMPI[tipo]]


def example_pdf(versione: VersioneModello, tipo: TipoScritto) -> bytes:
    """Return a version written with the examples. Raises ModulisticaError and StoreUnavailableError."""
    valori, elenchi = split_example(tipo)
    data = compose_docx(docx_of(versione), valori, elenchi, titolo=tipo.label, origine="")
    return pdf_from_docx(data, titolo=tipo.label, piede="Anteprima con dati d’esempio: non è un atto")


class AnteprimaView(GuardedVersione):
    """The PDF of a version, in whatever state, with invented data."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        tipo = scritto_of(self.modello.codice)
        try:
            if tipo is None:
                raise ModulisticaError("L’anteprima è dei soli scritti dell’ufficio.")
            data = example_pdf(self.versione, tipo)
        except (ModulisticaError, StoreUnavailableError) as error:
            messages.error(request, error.messaggio)
            return redirect(versione_url(self.versione))
        response = HttpResponse(data, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="anteprima-{tipo.value}.pdf"'
        response["Cache-Control"] = "no-store"
        return response
