"""The seven sections of the register and the structure that keeps each of them."""

from typing import ClassVar

from django.db import models

from distretti.enums import StatoElenco, StatoIscrizione, TipoSezione
from distretti.schemas import render_sezione
from identita.enums import Competenza
from pubblicazione.schemas import Rendering


class Sezione(models.Model):
    """A section of the register (DGR 192/2025): its number never changes, its entries never leave it."""

    codice = models.PositiveSmallIntegerField(primary_key=True)
    nome = models.CharField(max_length=200)
    competenza = models.CharField(max_length=20, choices=Competenza.choices)
    tipo = models.CharField(max_length=20, choices=TipoSezione.choices)

    class Meta:
        verbose_name = "sezione"
        verbose_name_plural = "sezioni"
        ordering = ("codice",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(codice__range=(1, 7)), name="sezione_da_1_a_7"),
        ]

    def __str__(self) -> str:
        return f"{self.codice}. {self.nome}"

    def render_documento(self) -> Rendering:
        """Render the section with the number of its entries in each state and of the members of the active ones."""
        rows = self.iscrizioni.order_by().values_list("stato").annotate(models.Count("pk"))
        approved = self.iscrizioni.filter(stato=StatoIscrizione.ATTIVA, elenchi__stato=StatoElenco.APPROVATO)
        last = dict(approved.order_by("elenchi__versione").values_list("pk", "elenchi__totale"))
        return render_sezione(self, dict(rows), sum(last.values()))
