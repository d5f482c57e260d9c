"""The members of an entry, as immutable versions of a list; approval appends their count and hash to the ledger."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from distretti.enums import StatoElenco, TipoSoggetto
from distretti.models.annotazione import Annotazione
from distretti.models.iscrizione import Iscrizione


class ElencoAderenti(models.Model):
    """One version of the members' list: its rows never change, a new upload is a new version."""

    iscrizione = models.ForeignKey(Iscrizione, on_delete=models.PROTECT, related_name="elenchi")
    versione = models.PositiveIntegerField()
    al = models.DateField(help_text="Day the list refers to.")
    sha256 = models.CharField(max_length=64)
    totale = models.PositiveIntegerField()
    origine = models.CharField(max_length=100, blank=True, help_text="The mark of the model's version it comes from.")
    stato = models.CharField(max_length=20, choices=StatoElenco.choices, default=StatoElenco.IN_ATTESA)
    caricato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    caricato_il = models.DateTimeField()
    deciso_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    deciso_il = models.DateTimeField(null=True, blank=True)
    motivo = models.TextField(blank=True)
    annotazione = models.OneToOneField(
        Annotazione, on_delete=models.PROTECT, null=True, blank=True, related_name="elenco_aderenti"
    )

    class Meta:
        verbose_name = "elenco degli aderenti"
        verbose_name_plural = "elenchi degli aderenti"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["iscrizione", "versione"], name="elenco_versione"),
            models.UniqueConstraint(
                fields=["iscrizione"], condition=models.Q(stato="in_attesa"), name="elenco_uno_in_attesa"
            ),
        ]

    def __str__(self) -> str:
        return f"Aderenti di {self.iscrizione.codice}, versione {self.versione}"


class RigaAderente(models.Model):
    """A firm or another member, as a list says it: of an entry, or of who asks to become one."""

    posizione = models.PositiveIntegerField()
    denominazione = models.CharField(max_length=300)
    tipo = models.CharField(max_length=40, choices=TipoSoggetto.choices)
    codice_fiscale = models.CharField(max_length=16, blank=True)
    comune = models.CharField(max_length=100, blank=True)
    provincia = models.CharField(max_length=2, blank=True)
    ateco = models.CharField(max_length=10, blank=True)
    aderisce_dal = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.denominazione


class Aderente(RigaAderente):
    """One row of a version, with what may be public of it (design law 8)."""

    elenco = models.ForeignKey(ElencoAderenti, on_delete=models.PROTECT, related_name="righe")

    class Meta:
        verbose_name = "aderente"
        verbose_name_plural = "aderenti"
        ordering = ("posizione",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["elenco", "posizione"], name="aderente_posizione"),
        ]
