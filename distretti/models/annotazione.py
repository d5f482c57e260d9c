"""The ledger: rows that are only ever appended, each sealed with the hash of the one before."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from core.canonical import digest
from core.uncertain_dates import Precisione, UncertainDate
from distretti.enums import TipoAnnotazione
from distretti.models.atto import PRECISIONI, Atto
from distretti.models.iscrizione import Iscrizione

IMPRONTA_ZERO = "0" * 64


class Annotazione(models.Model):
    """One fact of one entry: true from `decorrenza`, known from `registrata_il`; the database refuses to change it."""

    seq = models.BigIntegerField(primary_key=True)
    iscrizione = models.ForeignKey(Iscrizione, on_delete=models.PROTECT, related_name="annotazioni")
    tipo = models.CharField(max_length=40, choices=TipoAnnotazione.choices)
    decorrenza_dal = models.DateField(null=True, blank=True)
    decorrenza_al = models.DateField()
    precisione = models.CharField(max_length=10, choices=PRECISIONI)
    registrata_il = models.DateTimeField()
    registrata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty: the register itself, when a term passes.",
    )
    atto = models.ForeignKey(Atto, on_delete=models.PROTECT, related_name="annotazioni")
    atto_impronta = models.CharField(max_length=64)
    dati = models.JSONField(default=dict)
    testo = models.TextField(help_text="The sentence that stands in the register, written once (`distretti.frasi`).")
    chiave = models.CharField(
        max_length=64, unique=True, null=True, blank=True, help_text="Of one submission of a form: twice is once."
    )
    impronta_precedente = models.CharField(max_length=64)
    impronta = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "annotazione"
        verbose_name_plural = "annotazioni"
        ordering = ("seq",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="annotazione_seq_positivo"),
            models.CheckConstraint(
                condition=models.Q(decorrenza_dal__isnull=True)
                | models.Q(decorrenza_dal__lte=models.F("decorrenza_al")),
                name="annotazione_decorrenza_in_ordine",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.get_tipo_display()}"

    @property
    def decorrenza(self) -> UncertainDate:
        return UncertainDate(al=self.decorrenza_al, dal=self.decorrenza_dal, precisione=Precisione(self.precisione))

    def content(self) -> dict[str, Any]:
        """Everything the hash covers: all columns but the hash itself."""
        return {
            "seq": self.seq,
            "iscrizione": self.iscrizione_id,
            "tipo": str(self.tipo),
            "decorrenza_dal": self.decorrenza_dal,
            "decorrenza_al": self.decorrenza_al,
            "precisione": str(self.precisione),
            "registrata_il": self.registrata_il,
            "registrata_da": self.registrata_da_id,
            "atto": self.atto_id,
            "atto_impronta": self.atto_impronta,
            "dati": self.dati,
            "testo": self.testo,
            "chiave": self.chiave,
            "impronta_precedente": self.impronta_precedente,
        }

    def compute_impronta(self) -> str:
        return digest(self.content())
