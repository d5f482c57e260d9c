"""A model: the official form of a kind, whose address never changes while its versions follow one another."""

import datetime as dt
from typing import Any

from django.db import models

from distretti.models import Atto, Sezione
from modulistica.enums import StatoVersione, UsoModello


class Modello(models.Model):
    """What the model is for, to which sections it applies, and the act that adopts it."""

    codice = models.SlugField(max_length=60, unique=True, help_text="Sta nell’indirizzo e non cambia mai.")
    titolo = models.CharField(max_length=200)
    uso = models.CharField(max_length=20, choices=UsoModello.choices)
    descrizione = models.TextField(blank=True)
    sezioni = models.ManyToManyField(Sezione, related_name="modelli")
    atto = models.ForeignKey(Atto, on_delete=models.PROTECT, null=True, blank=True, verbose_name="atto di adozione")
    obbligatorio = models.BooleanField(default=False)
    termina_il = models.DateField(
        "termina il",
        null=True,
        blank=True,
        help_text="The last day of the model itself: after it no version is in force.",
    )
    creato_il = models.DateTimeField()

    class Meta:
        verbose_name = "modello"
        verbose_name_plural = "modelli"
        ordering = ("uso", "titolo")

    def __str__(self) -> str:
        return self.titolo

    @property
    def competenze(self) -> frozenset[str]:
        """The structures that keep the sections this model applies to."""
        return frozenset(s.competenza for s in self.sezioni.all())

    def dati(self) -> dict[str, Any]:
        """What may be changed of a model, as JSON."""
        return {
            "titolo": self.titolo,
            "descrizione": self.descrizione,
            "obbligatorio": self.obbligatorio,
            "atto": self.atto_id,
            "sezioni": sorted(s.codice for s in self.sezioni.all()),
            "termina_il": self.termina_il.isoformat() if self.termina_il else None,
        }

    def approved(self) -> Any:
        """Its approved versions, in order of entry into force."""
        return self.versioni.filter(stato=StatoVersione.APPROVATA).order_by("in_vigore_dal")

    def version_at(self, day: dt.date) -> Any:
        """Return the version in force on `day`: the last begun, unless it or the model ended before; or None."""
        if self.termina_il is not None and self.termina_il < day:
            return None
        last = self.approved().filter(in_vigore_dal__lte=day).last()
        if last is None or (last.in_vigore_al is not None and last.in_vigore_al < day):
            return None
        return last
