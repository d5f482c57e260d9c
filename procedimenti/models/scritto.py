"""What the office writes in a case: the draft one works on, and what was sent, which never changes."""

from django.conf import settings
from django.db import models

from archivio.models import Contenuto, FileRicevuto
from modulistica.enums import TipoScritto
from modulistica.models import VersioneModello
from procedimenti.models.passo import PassoIstanza


class Scritto(models.Model):
    """The .docx of a step while it is being written: as the model made it, or as somebody sent it back changed."""

    passo = models.OneToOneField(PassoIstanza, on_delete=models.PROTECT, related_name="scritto")
    tipo = models.CharField(max_length=20, choices=TipoScritto.choices)
    versione = models.ForeignKey(VersioneModello, on_delete=models.PROTECT, related_name="+")
    contenuto = models.ForeignKey(Contenuto, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(
        FileRicevuto, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="file modificato"
    )
    preparato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    preparato_il = models.DateTimeField()

    class Meta:
        verbose_name = "scritto"
        verbose_name_plural = "scritti"

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} – {self.passo}"


class ScrittoInviato(models.Model):
    """What was sent or signed: the .docx and its PDF/A, tied to the step and so to its protocol number; append-only."""

    scritto = models.OneToOneField(Scritto, on_delete=models.PROTECT, related_name="inviato")
    docx = models.ForeignKey(Contenuto, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(Contenuto, on_delete=models.PROTECT, related_name="+")
    chiuso_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chiuso_il = models.DateTimeField()

    class Meta:
        verbose_name = "scritto chiuso"
        verbose_name_plural = "scritti chiusi"

    def __str__(self) -> str:
        return str(self.scritto)
