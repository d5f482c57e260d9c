"""The extracts issued: what each certifies, from which state of the chain, and the PDF that says so; append-only."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from archivio.models import Contenuto
from distretti.models import Iscrizione
from modulistica.models import VersioneModello


class Estratto(models.Model):
    """One extract. `contenuto` is what it certifies, in facts alone: `verify_registro` computes it again."""

    codice = models.CharField("codice di verifica", max_length=19, unique=True)
    iscrizione = models.ForeignKey(Iscrizione, on_delete=models.PROTECT, related_name="estratti", verbose_name="voce")
    alla_data = models.DateField("al giorno")
    contenuto = models.JSONField()
    sha256 = models.CharField(max_length=64, help_text="Of the canonical JSON of `contenuto`.")
    versione = models.ForeignKey(VersioneModello, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(Contenuto, on_delete=models.PROTECT, related_name="+")
    rilasciato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rilasciato_il = models.DateTimeField()

    class Meta:
        verbose_name = "estratto certificato"
        verbose_name_plural = "estratti certificati"
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="estratto_sha256")
        ]

    def __str__(self) -> str:
        return f"{self.codice}: {self.iscrizione}"
