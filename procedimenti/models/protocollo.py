"""The embedded register of protocol numbers (art. 53 DPR 445/2000); where a number comes from is the adapter's."""

from typing import ClassVar

from django.db import models

from procedimenti.enums import Verso
from procedimenti.models.passo import PassoIstanza


class Protocollo(models.Model):
    """One number, in or out, given to a step; append-only."""

    registro = models.CharField(max_length=40)
    anno = models.PositiveIntegerField()
    numero = models.CharField(max_length=40)
    verso = models.CharField(max_length=10, choices=Verso.choices)
    registrato_il = models.DateTimeField()
    oggetto = models.CharField(max_length=300)
    passo = models.OneToOneField(PassoIstanza, on_delete=models.PROTECT, related_name="protocollo")

    class Meta:
        verbose_name = "numero di protocollo"
        verbose_name_plural = "numeri di protocollo"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["registro", "anno", "numero"], name="protocollo_numero")
        ]

    def __str__(self) -> str:
        return f"{self.registro} {self.numero}/{self.anno}"
