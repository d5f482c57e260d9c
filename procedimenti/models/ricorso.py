"""To whom one may appeal against a refusal and within how many days, as data (design law 7)."""

from typing import ClassVar

from django.db import models

from distretti.enums import StatoRegola


class Ricorso(models.Model):
    """One authority with its term (art. 3 c. 4 L. 241/1990); a step that refuses copies those in force on its day."""

    autorita = models.CharField(max_length=200)
    giorni = models.PositiveSmallIntegerField()
    fonte = models.CharField(max_length=200)
    posizione = models.PositiveSmallIntegerField()
    valida_dal = models.DateField()
    valida_al = models.DateField(null=True, blank=True)
    stato = models.CharField(max_length=20, choices=StatoRegola.choices, default=StatoRegola.DA_CONFERMARE)

    class Meta:
        verbose_name = "ricorso ammesso"
        verbose_name_plural = "ricorsi ammessi"
        ordering = ("posizione", "valida_dal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["autorita", "valida_dal"], name="ricorso_uno_per_giorno"),
        ]

    def __str__(self) -> str:
        return f"{self.autorita}, {self.giorni}"
