"""To whom one may appeal against a refusal and within how many days, as data (design law 7)."""

from django.db import models

from identita.enums import Competenza
from procedimenti.models.dichiarazione import Versionata


class Ricorso(Versionata):
    """One authority with its term (art. 3 c. 4 L. 241/1990); a step that refuses copies those in force on its day.

    `competenza` and `cessata`: as in a `Dichiarazione`; a new term is a new row of the same authority.
    """

    autorita = models.CharField(max_length=200)
    giorni = models.PositiveSmallIntegerField()
    fonte = models.CharField(max_length=200)
    posizione = models.PositiveSmallIntegerField()
    competenza = models.CharField(max_length=20, choices=Competenza.choices, blank=True)
    cessata = models.BooleanField(default=False)

    class Meta:
        verbose_name = "ricorso ammesso"
        verbose_name_plural = "ricorsi ammessi"
        ordering = ("posizione", "valida_dal", "pk")

    def __str__(self) -> str:
        return f"{self.autorita}, {self.giorni}"
