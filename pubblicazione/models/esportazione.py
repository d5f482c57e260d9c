"""The whole register as a file, as it was at one number of the change feed; made once, kept for ever."""

from typing import ClassVar

from django.db import models


class FormatoEsportazione(models.TextChoices):
    """How the register is written down; the value is the extension."""

    NDJSON = "ndjson", "NDJSON: una voce per riga, per intero"
    CSV = "csv", "CSV: una riga per voce"
    XLSX = "xlsx", "Foglio Excel: una riga per voce"


MEDIA_TYPE = {
    FormatoEsportazione.NDJSON: "application/x-ndjson",
    FormatoEsportazione.CSV: "text/csv; charset=utf-8",
    FormatoEsportazione.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Esportazione(models.Model):
    """The register in one format, at one number of the change feed."""

    sequenza = models.BigIntegerField()
    formato = models.CharField(max_length=10, choices=FormatoEsportazione.choices)
    contenuto = models.ForeignKey("archivio.Contenuto", on_delete=models.PROTECT, related_name="+")
    voci = models.PositiveIntegerField()
    creata_il = models.DateTimeField()

    class Meta:
        verbose_name = "esportazione"
        verbose_name_plural = "esportazioni"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sequenza", "formato"], name="esportazione_una_per_sequenza"),
            models.CheckConstraint(
                condition=models.Q(formato__in=FormatoEsportazione.values), name="esportazione_formato"
            ),
        ]

    def __str__(self) -> str:
        return self.nome

    @property
    def nome(self) -> str:
        """The name of the file."""
        return f"registro-{self.sequenza}.{self.formato}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPE[FormatoEsportazione(self.formato)]

    @property
    def percorso(self) -> str:
        """Where the file is downloaded, for ever."""
        return f"/esportazioni/{self.nome}"
