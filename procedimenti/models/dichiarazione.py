"""What must be declared, as data: each text with its article and the days it is in force (design law 7)."""

from typing import ClassVar

from django.db import models

from distretti.enums import StatoRegola


class Dichiarazione(models.Model):
    """One declaration in lieu of a certificate (artt. 46–47 DPR 445/2000), of some kinds of procedure and sections.

    A new text is a new row of the same code, from its day on; which ones an istanza made is in the istanza.
    """

    codice = models.SlugField(max_length=40)
    tipi = models.JSONField(help_text="Kinds of procedure that ask it.")
    sezioni = models.JSONField(help_text="Numbers of the sections in which they do.")
    titolo = models.CharField(max_length=100)
    testo = models.CharField(max_length=500)
    articolo = models.CharField(max_length=200)
    obbligatoria = models.BooleanField(default=True)
    posizione = models.PositiveSmallIntegerField()
    valida_dal = models.DateField()
    valida_al = models.DateField(null=True, blank=True)
    stato = models.CharField(max_length=20, choices=StatoRegola.choices, default=StatoRegola.DA_CONFERMARE)

    class Meta:
        verbose_name = "dichiarazione sostitutiva"
        verbose_name_plural = "dichiarazioni sostitutive"
        ordering = ("posizione", "valida_dal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["codice", "valida_dal"], name="dichiarazione_una_per_giorno"),
        ]

    def __str__(self) -> str:
        return self.titolo

    @property
    def confermata(self) -> bool:
        """Whether somebody has read it in the text in force."""
        return self.stato == StatoRegola.CONFERMATA
