"""Legal numbers as data: each with its source and the days it is in force (design law 7)."""

from typing import ClassVar

from django.db import models

from distretti.enums import NomeRegola, StatoRegola
from distretti.models.sezione import Sezione


class RegolaSezione(models.Model):
    """One number the law sets for a section; `da confermare` until somebody has read it in the text in force."""

    sezione = models.ForeignKey(Sezione, on_delete=models.PROTECT, related_name="regole")
    nome = models.CharField(max_length=40, choices=NomeRegola.choices)
    valore = models.PositiveIntegerField()
    fonte = models.CharField(max_length=300)
    valida_dal = models.DateField()
    valida_al = models.DateField(null=True, blank=True)
    stato = models.CharField(max_length=20, choices=StatoRegola.choices, default=StatoRegola.DA_CONFERMARE)

    class Meta:
        verbose_name = "regola di sezione"
        verbose_name_plural = "regole di sezione"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sezione", "nome", "valida_dal"], name="regola_una_per_giorno"),
        ]

    def __str__(self) -> str:
        return f"{self.get_nome_display()}: {self.valore}"
