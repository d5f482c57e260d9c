"""From a .docx as the office left it to the PDF/A-2a that is kept and sent: tagged, in Italian, without the network."""

import html
import importlib
import io
import zipfile

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from modulistica.exceptions import ModulisticaError

VARIANT = "pdf/a-2a"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Caption'] => p.didascalia:fresh
"""


def pdf_from_docx(data: bytes, *, titolo: str, piede: str = "", verifica: str = "") -> bytes:
    """Return the text of a .docx as PDF/A-2a; `piede` stands at the foot of each page, `verifica` (HTML) at the end.

    Headings, lists, tables with their header rows and pictures with their text stay what they are.
    Raises ModulisticaError for a file that cannot be read, or where the library that draws text is missing.
    """
    mammoth = importlib.import_module("mammoth")
    try:
        body = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES).value
    except (KeyError, ValueError, SyntaxError, AttributeError, zipfile.BadZipFile) as error:
        raise ModulisticaError("Il documento Word non si riesce a leggere: salvalo di nuovo e riprova.") from error
    if "<h1" not in body:
        body = f"<h1>{html.escape(titolo)}</h1>{body}"
    context = {"titolo": titolo, "corpo": mark_safe(body), "piede": piede, "verifica": mark_safe(verifica)}  # noqa: S308 - mammoth escapes the text
    return html_to_pdf(render_to_string("modulistica/scritto.html", context))


def html_to_pdf(page: str, *, variant: str = VARIANT) -> bytes:
    """Draw a page as a PDF/A of a `variant`. Raises ModulisticaError if the library that draws text is missing."""
    try:
        weasyprint = importlib.import_module("weasyprint")  # late: it loads Pango, which reading never needs
    except OSError as error:
        raise ModulisticaError("Il PDF non si può fare qui: manca la libreria Pango (libpango-1.0-0).") from error
    inside = weasyprint.urls.URLFetcher(allowed_protocols=["data"])  # nothing leaves the machine, no file is read
    made: bytes = weasyprint.HTML(string=page, url_fetcher=inside).write_pdf(pdf_variant=variant)
    return made
