"""An entry of the register: its columns are derived from the ledger and written by actions only."""

from typing import ClassVar

from django.db import models

from distretti.enums import StatoIscrizione
from distretti.models.sezione import Sezione
from distretti.models.vocabolari import Comune, FormaGiuridica


class Iscrizione(models.Model):
    """A numbered entry; its code is never reused and its section never changes (design law 5)."""

    codice = models.CharField(max_length=20, unique=True)
    sezione = models.ForeignKey(Sezione, on_delete=models.PROTECT, related_name="iscrizioni")
    progressivo = models.PositiveIntegerField()
    stato = models.CharField(max_length=20, choices=StatoIscrizione.choices)
    denominazione = models.CharField(max_length=300)
    forma_giuridica = models.ForeignKey(FormaGiuridica, on_delete=models.PROTECT, null=True, blank=True)
    codice_fiscale = models.CharField(max_length=11, blank=True)
    partita_iva = models.CharField("partita IVA", max_length=11, blank=True)
    comune = models.ForeignKey(Comune, on_delete=models.PROTECT, null=True, blank=True)
    sito = models.URLField(blank=True)
    pec = models.EmailField("PEC", blank=True)

    class Meta:
        verbose_name = "iscrizione"
        verbose_name_plural = "iscrizioni"
        ordering = ("codice",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(codice__regex=r"^RP-[1-7]-[0-9]{4,}$"), name="iscrizione_codice"),
            models.UniqueConstraint(fields=["sezione", "progressivo"], name="iscrizione_progressivo"),
        ]

    def __str__(self) -> str:
        return f"{self.codice} {self.denominazione}"
