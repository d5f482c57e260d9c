"""The image and document models that Wagtail uses; checks on what comes in live elsewhere in this app."""

from typing import Any, ClassVar
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Immagine(AbstractImage):
    """An image whose alternative text is compulsory (WCAG 2.2, 1.1.1)."""

    alt = models.CharField("testo alternativo", max_length=255, help_text="Che cosa mostra, per chi non la vede.")

    admin_form_fields = (*(f for f in Image.admin_form_fields if f != "description"), "alt")

    class Meta(AbstractImage.Meta):
        verbose_name = "immagine"
        verbose_name_plural = "immagini"

    @property
    def default_alt_text(self) -> str:
        return self.alt

    def show(self, spec: str) -> dict[str, Any]:
        """Show a rendition with its absolute address, size in pixels and alternative text; it is made if missing."""
        rendition = self.get_rendition(spec)
        return {
            "url": urljoin(settings.PUBLIC_BASE_URL, rendition.url),
            "width": rendition.width,
            "height": rendition.height,
            "alt": self.alt,
        }


class ImmagineRendition(AbstractRendition):
    image = models.ForeignKey(Immagine, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="immagine_rendition_unica")
        ]


class DocumentoArchiviato(AbstractDocument):
    """A file with its SHA-256; never replaced: a new file is a new row."""

    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "documento"
        verbose_name_plural = "documenti"
