"""The act behind an annotation: a resolution, a decree, a minute; immutable once recorded."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models

from core.uncertain_dates import Precisione, UncertainDate
from distretti.enums import ATTI_NUMERATI, TipoAtto

PRECISIONI = [(p.value, p.value.replace("_", " ")) for p in Precisione]


class Atto(models.Model):
    """An act with what is known of it; what is not known stays null and is flagged, nothing is invented."""

    tipo = models.CharField(max_length=40, choices=TipoAtto.choices)
    organo = models.CharField(max_length=200, blank=True)
    numero = models.CharField(max_length=40, blank=True)
    numero_non_noto = models.BooleanField("numero non noto", default=False)
    data_dal = models.DateField(null=True, blank=True)
    data_al = models.DateField(null=True, blank=True)
    data_precisione = models.CharField(max_length=10, choices=PRECISIONI, default=Precisione.NON_NOTA)
    oggetto = models.TextField(blank=True)
    burp_numero = models.CharField("numero del BURP", max_length=20, blank=True)
    burp_data = models.DateField("data del BURP", null=True, blank=True)
    burp_link = models.URLField("indirizzo del BURP", blank=True)
    fonte = models.TextField(blank=True, help_text="Where migrated data was read.")
    seguito_di = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="seguiti")

    class Meta:
        verbose_name = "atto"
        verbose_name_plural = "atti"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(data_dal__isnull=True)
                | models.Q(data_al__isnull=True)
                | models.Q(data_dal__lte=models.F("data_al")),
                name="atto_data_in_ordine",
            ),
        ]

    def __str__(self) -> str:
        numero = f" n. {self.numero}" if self.numero else " di numero non noto"
        return f"{self.get_tipo_display()}{numero}"

    @property
    def data(self) -> UncertainDate | None:
        """The date of the act as well as it is known, or None."""
        if self.data_al is None:
            return None
        return UncertainDate(al=self.data_al, dal=self.data_dal, precisione=Precisione(self.data_precisione))

    @property
    def lacune(self) -> list[str]:
        """What is not known of the act, in words, to be flagged wherever it is shown."""
        if self.tipo == TipoAtto.NON_NOTO:
            return ["atto"]
        found = ["numero"] if not self.numero and (self.numero_non_noto or self.tipo in ATTI_NUMERATI) else []
        if self.data is None or self.data.precisione is not Precisione.GIORNO:
            found.append("data")
        return found

    @property
    def earliest(self) -> dt.date | None:
        """The first day on which the act may have existed."""
        return self.data_dal

    def content(self) -> dict[str, Any]:
        """Everything the act says, for its hash in the ledger."""
        return {
            "tipo": self.tipo,
            "organo": self.organo,
            "numero": self.numero,
            "numero_non_noto": self.numero_non_noto,
            "data_dal": self.data_dal,
            "data_al": self.data_al,
            "data_precisione": str(self.data_precisione),
            "oggetto": self.oggetto,
            "burp_numero": self.burp_numero,
            "burp_data": self.burp_data,
            "burp_link": self.burp_link,
            "seguito_di": self.seguito_di_id,
        }
