"""Opening a PDF: whole, not encrypted, without scripts, programs to launch or files attached."""

from typing import Any, BinaryIO

import pikepdf

from archivio.exceptions import FileRefusedError

_MAX_PAGES = 5_000


def check_pdf(stream: BinaryIO) -> None:
    """Raise FileRefusedError for a PDF that cannot be opened, is encrypted or does something by itself."""
    try:
        with pikepdf.open(stream) as pdf:
            if pdf.is_encrypted:
                raise FileRefusedError("Il PDF è protetto: salvalo senza password né restrizioni e riprova.")
            if not 1 <= len(pdf.pages) <= _MAX_PAGES:
                raise FileRefusedError(f"Il PDF ha {len(pdf.pages)} pagine: devono essere da 1 a {_MAX_PAGES}.")
            _check_passive(pdf)
    except pikepdf.PasswordError as error:
        raise FileRefusedError("Il PDF è protetto da password: togli la protezione e riprova.") from error
    except pikepdf.PdfError as error:
        raise FileRefusedError("Il PDF è danneggiato: non si riesce ad aprirlo. Salvalo di nuovo e riprova.") from error


def _check_passive(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    names = root.get("/Names", pikepdf.Dictionary())
    if "/EmbeddedFiles" in names:
        raise FileRefusedError("Il PDF contiene file allegati: inviali a parte, uno per uno.")
    if "/JavaScript" in names or "/AA" in root:
        raise FileRefusedError("Il PDF contiene codice che si esegue da solo: salvalo come PDF/A e riprova.")
    for obj in [root.get("/OpenAction"), *_actions(pdf)]:
        if isinstance(obj, pikepdf.Dictionary) and str(obj.get("/S", "")) in {"/JavaScript", "/Launch"}:
            raise FileRefusedError("Il PDF contiene codice che si esegue da solo: salvalo come PDF/A e riprova.")


def _actions(pdf: pikepdf.Pdf) -> list[Any]:
    """Every action dictionary of the file, wherever it hangs."""
    found: list[Any] = []
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary):
            found.append(obj)
            found.extend(obj[key] for key in ("/A", "/OpenAction") if key in obj)
            if isinstance(extra := obj.get("/AA"), pikepdf.Dictionary):
                found.extend(extra[key] for key in extra.keys())  # noqa: SIM118 - not a dict
    return found
