"""Changes proposed to a model's own data, each decided by a second person; they stay as its history."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from modulistica.enums import StatoModifica
from modulistica.models.modello import Modello


class ModificaModello(models.Model):
    """The data of a public model before and after, who proposed the change, who decided on it."""

    modello = models.ForeignKey(Modello, on_delete=models.PROTECT, related_name="modifiche")
    prima = models.JSONField()
    dati = models.JSONField()
    stato = models.CharField(max_length=20, choices=StatoModifica.choices, default=StatoModifica.IN_ATTESA)
    proposta_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposta_il = models.DateTimeField()
    decisa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decisa_il = models.DateTimeField(null=True, blank=True)
    motivo = models.TextField(blank=True)

    class Meta:
        verbose_name = "modifica di un modello"
        verbose_name_plural = "modifiche dei modelli"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["modello"], condition=models.Q(stato="in_attesa"), name="modifica_una_in_attesa"
            ),
        ]

    def __str__(self) -> str:
        return f"Modifica di {self.modello}"
