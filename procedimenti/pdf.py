"""From a page of HTML to a PDF to be kept; what the page says is decided by who asks."""

import importlib

from procedimenti.exceptions import ProcedimentoError


def html_to_pdf(page: str, *, variant: str, what: str) -> bytes:
    """Return a page as a PDF/A of a `variant`; raises ProcedimentoError, naming `what`, if the library is missing."""
    try:
        weasyprint = importlib.import_module("weasyprint")  # late: it loads Pango, which reading never needs
    except OSError as error:
        raise ProcedimentoError(f"{what} non si può fare qui: manca la libreria Pango (libpango-1.0-0).") from error
    made: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant=variant)
    return made
