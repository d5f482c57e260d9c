"""Images and documents as Wagtail uses them, and the files that came in by the door; checks live in `ispezione`."""

import secrets
from typing import Any, ClassVar
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from archivio.enums import MEDIA_TYPE, Antivirus, Deposito, TipoFile, UsoFile
from archivio.exceptions import PictureFixedError
from archivio.ispezione.firma import describe


class Immagine(AbstractImage):
    """An image whose alternative text is compulsory (WCAG 2.2, 1.1.1)."""

    alt = models.CharField("testo alternativo", max_length=255, help_text="Che cosa mostra, per chi non la vede.")

    # No tags: one list of them for both structures would tell each what the other is preparing (design law 3).
    admin_form_fields = (*(f for f in Image.admin_form_fields if f not in {"description", "tags"}), "alt")

    # What an officer sees when he approves a page that shows the picture.
    fissi: ClassVar[tuple[str, ...]] = (
        "file",
        "alt",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "immagine"
        verbose_name_plural = "immagini"

    def get_upload_to(self, filename: str) -> str:
        """Return where the file lies: under a name that nobody guesses, since what a draft shows is served by name."""
        return str(super().get_upload_to(f"{secrets.token_hex(6)}-{filename}"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what pages show: they are approved with the picture's key, so nothing of it may change (design law 1).

        Raises PictureFixedError.
        """
        kept = type(self).objects.filter(pk=self.pk).values(*self.fissi).first() if self.pk else None
        if kept is not None and any(str(kept[name] or "") != str(getattr(self, name) or "") for name in self.fissi):
            raise PictureFixedError("Un’immagine non cambia più: si carica di nuovo.")
        super().save(*args, **kwargs)

    @property
    def default_alt_text(self) -> str:
        return self.alt

    def show(self, spec: str) -> dict[str, Any]:
        """Show a rendition with its absolute address, size in pixels, alternative text and focal point."""
        rendition = self.get_rendition(spec)
        focal = rendition.focal_point
        return {
            "url": urljoin(settings.PUBLIC_BASE_URL, rendition.url),
            "width": rendition.width,
            "height": rendition.height,
            "alt": self.alt,
            "punto_focale": focal
            and {
                "x": round(focal.centroid_x / rendition.width, 3),
                "y": round(focal.centroid_y / rendition.height, 3),
            },
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

    admin_form_fields = tuple(f for f in Document.admin_form_fields if f != "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "documento"
        verbose_name_plural = "documenti"


class Contenuto(models.Model):
    """Bytes that lie in a store under their SHA-256: the row comes after the bytes, and neither ever changes."""

    sha256 = models.CharField("SHA-256", max_length=64)
    deposito = models.CharField(max_length=20, choices=Deposito.choices)
    dimensione = models.PositiveBigIntegerField("dimensione in byte")
    creato_il = models.DateTimeField()

    class Meta:
        verbose_name = "contenuto"
        verbose_name_plural = "contenuti"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sha256", "deposito"], name="contenuto_uno_per_deposito"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="contenuto_sha256"),
            models.CheckConstraint(condition=models.Q(dimensione__gt=0), name="contenuto_non_vuoto"),
        ]

    def __str__(self) -> str:
        return f"{self.deposito}/{self.sha256[:12]}"


class FileRicevuto(models.Model):
    """A file as it came in: its clean name, what it is, for what use, what the antivirus and the signatures said."""

    contenuto = models.ForeignKey(Contenuto, on_delete=models.PROTECT, related_name="file")
    nome = models.CharField(max_length=140)
    tipo = models.CharField(max_length=10, choices=TipoFile.choices)
    uso = models.CharField(max_length=20, choices=UsoFile.choices)
    competenza = models.CharField(max_length=20, blank=True, help_text="Who may see it, while it is not public.")
    antivirus = models.CharField(max_length=20, choices=Antivirus.choices)
    antivirus_il = models.DateTimeField(null=True, blank=True)
    minaccia = models.CharField(max_length=200, blank=True)
    firma = models.JSONField(default=dict)
    origine = models.CharField(max_length=100, blank=True, help_text="The mark of the model's version it comes from.")
    caricato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    caricato_il = models.DateTimeField()

    class Meta:
        verbose_name = "file ricevuto"
        verbose_name_plural = "file ricevuti"
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(antivirus="in_attesa"), name="file_in_quarantena")
        ]

    def __str__(self) -> str:
        return self.nome

    @property
    def media_type(self) -> str:
        return MEDIA_TYPE[TipoFile(self.tipo)]

    @property
    def firme(self) -> list[str]:
        """What its signatures say, in plain Italian, a sentence each; none if it bears none."""
        return describe(self.firma) if self.firma.get("firme") else []

    @property
    def is_ready(self) -> bool:
        """Tell whether the file may be handed out at all."""
        return self.antivirus in {Antivirus.PULITO, Antivirus.NON_CONFIGURATO}
