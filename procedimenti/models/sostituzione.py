"""Who holds the potere sostitutivo of a structure, as data (art. 2 c. 9-bis L. 241/1990); append-only."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from distretti.enums import StatoRegola
from identita.enums import Competenza


class TitolarePotereSostitutivo(models.Model):
    """The holder of a structure from a day on, until the next one; a correction is a new row of the same day."""

    competenza = models.CharField(max_length=20, choices=Competenza.choices)
    incarico = models.CharField(max_length=200, help_text="The office or the senior position that holds it.")
    nome = models.CharField(max_length=200, blank=True)
    recapito = models.CharField(max_length=200, blank=True, help_text="Where the applicant may write.")
    fonte = models.CharField(max_length=300)
    valido_dal = models.DateField()
    stato = models.CharField(max_length=20, choices=StatoRegola.choices, default=StatoRegola.DA_CONFERMARE)
    registrato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    registrato_il = models.DateTimeField()

    class Meta:
        verbose_name = "titolare del potere sostitutivo"
        verbose_name_plural = "titolari del potere sostitutivo"
        ordering = ("competenza", "valido_dal", "pk")
        indexes: ClassVar = [models.Index(fields=["competenza", "-valido_dal", "-id"], name="titolare_di_un_giorno")]

    def __str__(self) -> str:
        return f"{self.incarico}, {self.nome}" if self.nome else self.incarico

    @property
    def confermato(self) -> bool:
        """Whether somebody has named it; else it is whom the law itself names."""
        return self.stato == StatoRegola.CONFERMATA
