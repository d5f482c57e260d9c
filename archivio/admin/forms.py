"""The forms of pictures and documents in the admin: what was uploaded stays as it was, only its place may change."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from archivio.actions import check_file
from archivio.enums import UsoFile
from archivio.exceptions import ArchivioError

_DI_NUOVO = "È di ciò che si approva con la pagina: per cambiarlo, carica di nuovo l’immagine."


class ImmagineForm(BaseImageForm):
    """Wagtail's, which would let whoever uploaded a picture put another in its place after a page was approved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        self.fields.pop("file", None)
        for name in set(self.instance.fissi) & set(self.fields):
            self.fields[name].disabled = True
        self.fields["alt"].help_text = _DI_NUOVO


class DocumentoForm(BaseDocumentForm):
    """Wagtail's, without a way to replace a file: a new file is a new document (design law 6)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields.pop("file", None)

    def clean_file(self) -> Any:
        """Let in what the one door of every file would, and nothing else: anybody may download a document."""
        file = self.cleaned_data["file"]
        try:
            check_file(file, dimensione=file.size, uso=UsoFile.ALLEGATO)
        except ArchivioError as error:
            raise ValidationError(error.messaggio) from error
        return file
