"""A PDF to be kept, refused in the words of the procedures; `modulistica.scritti` draws it."""

from modulistica.exceptions import ModulisticaError
from modulistica.scritti import pdf
from procedimenti.exceptions import ProcedimentoError


def html_to_pdf(page: str, *, variant: str, what: str) -> bytes:
    """Return a page as a PDF/A of a `variant`; raises ProcedimentoError, naming `what`, if the library is missing."""
    try:
        return pdf.html_to_pdf(page, variant=variant)
    except ModulisticaError as error:
        raise ProcedimentoError(f"{what}: {error.messaggio}") from error
