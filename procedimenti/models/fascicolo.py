"""The papers of a procedure: attachments through the inspected door, members, and the immutable snapshots."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from archivio.models import FileRicevuto
from distretti.models.aderenti import RigaAderente
from procedimenti.enums import TipoAllegato
from procedimenti.models.istanza import Istanza
from procedimenti.models.passo import PassoIstanza


class Allegato(models.Model):
    """A file of the fascicolo; before the first step it may still be taken away, afterwards never."""

    istanza = models.ForeignKey(Istanza, on_delete=models.PROTECT, related_name="allegati")
    file = models.OneToOneField(FileRicevuto, on_delete=models.PROTECT, related_name="+")
    tipo = models.CharField(max_length=20, choices=TipoAllegato.choices)
    aggiunto_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    aggiunto_il = models.DateTimeField()

    class Meta:
        verbose_name = "allegato"
        verbose_name_plural = "allegati"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.file}"


class AderenteIstanza(RigaAderente):
    """One member as the istanza declares it; a new list replaces the rows, the snapshots keep what was sent."""

    istanza = models.ForeignKey(Istanza, on_delete=models.CASCADE, related_name="aderenti")

    class Meta:
        verbose_name = "aderente di un’istanza"
        verbose_name_plural = "aderenti delle istanze"
        ordering = ("posizione",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["istanza", "posizione"], name="aderente_istanza_posizione")
        ]


class Fotografia(models.Model):
    """All that was submitted, as it was at a step, with its SHA-256; append-only."""

    passo = models.OneToOneField(PassoIstanza, on_delete=models.PROTECT, related_name="fotografia")
    contenuto = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "fotografia di un’istanza"
        verbose_name_plural = "fotografie delle istanze"

    def __str__(self) -> str:
        return f"Fotografia al passo {self.passo}"
