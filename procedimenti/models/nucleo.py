"""The Nucleo: who sits in it, by which rules and criteria it works; its sedute are in `seduta`."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.italiano import from_day, show_count, until_day
from distretti.enums import StatoRegola
from identita.enums import Competenza
from procedimenti.collegio import IncaricoNucleo, NomeRegolaNucleo
from procedimenti.models.dichiarazione import Versionata


class ComponenteNucleo(models.Model):
    """A person who sits in the Nucleo of a structure from a day to a day; the seat may pass to another."""

    competenza = models.CharField(max_length=20, choices=Competenza.choices)
    nome = models.CharField("nome e cognome", max_length=200)
    qualifica = models.CharField(max_length=300, blank=True, help_text="Ufficio o ente che rappresenta.")
    incarico = models.CharField(max_length=20, choices=IncaricoNucleo.choices)
    vota = models.BooleanField("ha diritto di voto", default=True)
    email = models.EmailField(blank=True)
    atto = models.CharField("atto di nomina", max_length=300, blank=True)
    dal = models.DateField()
    al = models.DateField(null=True, blank=True)
    sostituito_da = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sostituisce"
    )
    creato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    creato_il = models.DateTimeField()

    class Meta:
        verbose_name = "componente del Nucleo"
        verbose_name_plural = "componenti del Nucleo"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="componente_dal_al"),
            # Who is replaced has ended: the seat has one person a day.
            models.CheckConstraint(
                condition=Q(sostituito_da__isnull=True) | Q(al__isnull=False), name="componente_sostituito_finito"
            ),
        ]

    def __str__(self) -> str:
        return self.nome

    def sits_on(self, day: dt.date) -> bool:
        """Tell whether this person is a member on a day."""
        return self.dal <= day and (self.al is None or day <= self.al)

    @property
    def periodo(self) -> str:
        """'dal 3 marzo 2025 fino al 2 marzo 2028'."""
        return from_day(self.dal) + (f" {until_day(self.al)}" if self.al else "")


class RegolaNucleo(Versionata):
    """One number by which the Nucleo of a structure works, with its source (design law 7)."""

    competenza = models.CharField(max_length=20, choices=Competenza.choices)
    nome = models.CharField(max_length=40, choices=NomeRegolaNucleo.choices)
    valore = models.PositiveIntegerField()
    fonte = models.CharField(max_length=300)

    class Meta:
        verbose_name = "regola del Nucleo"
        verbose_name_plural = "regole del Nucleo"
        ordering = ("valida_dal", "pk")

    def __str__(self) -> str:
        return f"{self.get_nome_display()}: {self.detto}"

    @property
    def detto(self) -> str:
        """The value as people read it: 'sì', '50 per cento', '1 giorno'."""
        if self.nome in {NomeRegolaNucleo.QUORUM_PERCENTO, NomeRegolaNucleo.MAGGIORANZA_PERCENTO}:
            return f"{self.valore} per cento"
        if self.nome == NomeRegolaNucleo.LINK_GIORNI:
            return show_count(self.valore, "giorno", "giorni")
        return "sì" if self.valore else "no"


class CriterioValutazione(models.Model):
    """What the Nucleo looks at in a programme: words, and points up to `massimo` unless it is 0."""

    competenza = models.CharField(max_length=20, choices=Competenza.choices)
    codice = models.SlugField(max_length=40)
    nome = models.CharField(max_length=200)
    descrizione = models.TextField(blank=True)
    massimo = models.PositiveSmallIntegerField(default=0)
    ordine = models.PositiveSmallIntegerField()
    fonte = models.CharField(max_length=300)
    valido_dal = models.DateField()
    valido_al = models.DateField(null=True, blank=True)
    stato = models.CharField(max_length=20, choices=StatoRegola.choices, default=StatoRegola.DA_CONFERMARE)

    class Meta:
        verbose_name = "criterio di valutazione"
        verbose_name_plural = "criteri di valutazione"
        ordering = ("ordine", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["competenza", "codice", "valido_dal"], name="criterio_uno_per_giorno")
        ]

    def __str__(self) -> str:
        return self.nome
