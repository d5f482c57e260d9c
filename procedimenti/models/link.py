"""The personal links of the Nucleo's members, and every use of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from procedimenti.collegio import CosaAccesso
from procedimenti.models.nucleo import ComponenteNucleo
from procedimenti.models.seduta import PuntoOrdine, SedutaNucleo


class LinkNucleo(models.Model):
    """A link that lets one person read and vote in one seduta; only the SHA-256 of its secret is kept."""

    seduta = models.ForeignKey(SedutaNucleo, on_delete=models.PROTECT, related_name="link")
    componente = models.ForeignKey(ComponenteNucleo, on_delete=models.PROTECT, related_name="link")
    impronta = models.CharField(max_length=64, unique=True)
    email = models.EmailField(help_text="Where it was sent.")
    emesso_il = models.DateTimeField()
    emesso_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scade_il = models.DateTimeField()
    revocato_il = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "collegamento personale"
        verbose_name_plural = "collegamenti personali"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["seduta", "componente"],
                condition=models.Q(revocato_il__isnull=True),
                name="link_uno_per_persona",
            )
        ]

    def __str__(self) -> str:
        return f"Collegamento di {self.componente} per {self.seduta}"


class AccessoNucleo(models.Model):
    """One use of a personal link, append-only: when, whence, what was done or why it was refused."""

    link = models.ForeignKey(LinkNucleo, on_delete=models.PROTECT, related_name="accessi")
    punto = models.ForeignKey(PuntoOrdine, on_delete=models.PROTECT, null=True, blank=True, related_name="accessi")
    cosa = models.CharField(max_length=20, choices=CosaAccesso.choices)
    dettaglio = models.CharField(max_length=300, blank=True)
    quando = models.DateTimeField()
    indirizzo = models.CharField(max_length=100)
    agente = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "accesso con collegamento personale"
        verbose_name_plural = "accessi con collegamento personale"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_cosa_display()}: {self.link.componente}"
