"""What must be declared, as data: each text with its article and the days it is in force (design law 7)."""

from django.conf import settings
from django.db import models

from distretti.enums import StatoRegola
from identita.enums import Competenza


class Versionata(models.Model):
    """A rule as data: from a day on, until the next row of the same thing; never changed, corrected by another row.

    `registrato_il` is empty for what the register starts from.
    """

    valida_dal = models.DateField()
    valida_al = models.DateField(null=True, blank=True)
    stato = models.CharField(max_length=20, choices=StatoRegola.choices, default=StatoRegola.DA_CONFERMARE)
    registrato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    registrato_il = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def confermata(self) -> bool:
        """Whether somebody has read it in the text in force."""
        return self.stato == StatoRegola.CONFERMATA


class Dichiarazione(Versionata):
    """One declaration in lieu of a certificate (artt. 46–47 DPR 445/2000), of some kinds of procedure and sections.

    A new text is a new row of the same code, from its day on; which ones an istanza made is in the istanza.
    `competenza`: the structure that wrote it, for its own sections; empty for both. `cessata`: from that day on it is
    asked no more.
    """

    codice = models.SlugField(max_length=40)
    tipi = models.JSONField(help_text="Kinds of procedure that ask it.")
    sezioni = models.JSONField(help_text="Numbers of the sections in which they do.")
    titolo = models.CharField(max_length=100)
    testo = models.CharField(max_length=500)
    articolo = models.CharField(max_length=200)
    obbligatoria = models.BooleanField(default=True)
    posizione = models.PositiveSmallIntegerField()
    competenza = models.CharField(max_length=20, choices=Competenza.choices, blank=True)
    fonte = models.CharField(max_length=300, blank=True, help_text="The act by which it is asked.")
    cessata = models.BooleanField(default=False)

    class Meta:
        verbose_name = "dichiarazione sostitutiva"
        verbose_name_plural = "dichiarazioni sostitutive"
        ordering = ("posizione", "valida_dal", "pk")

    def __str__(self) -> str:
        return self.titolo
