"""What members do in a seduta: presences and conflicts, the evaluation sheet, votes; the agenda is in `seduta`."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from procedimenti.collegio import StatoPresenza, ValoreVoto
from procedimenti.models.link import LinkNucleo
from procedimenti.models.nucleo import ComponenteNucleo, CriterioValutazione
from procedimenti.models.seduta import PuntoOrdine, SedutaNucleo


def _by_somebody(name: str) -> models.CheckConstraint:
    """A row is written by an officer or by the member's own link, never by both nor by nobody."""
    officer = Q(registrato_da__isnull=False, link__isnull=True)
    return models.CheckConstraint(condition=officer | Q(registrato_da__isnull=True, link__isnull=False), name=name)


class PresenzaNucleo(models.Model):
    """Where a member stands, for the seduta or for one item; append-only, the last word on each counts."""

    seduta = models.ForeignKey(SedutaNucleo, on_delete=models.PROTECT, related_name="presenze")
    punto = models.ForeignKey(PuntoOrdine, on_delete=models.PROTECT, null=True, blank=True, related_name="presenze")
    componente = models.ForeignKey(ComponenteNucleo, on_delete=models.PROTECT, related_name="presenze")
    stato = models.CharField(max_length=20, choices=StatoPresenza.choices)
    motivo = models.CharField(max_length=500, blank=True)
    registrato_il = models.DateTimeField()
    registrato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(LinkNucleo, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "presenza in una seduta"
        verbose_name_plural = "presenze nelle sedute"
        ordering = ("pk",)
        constraints: ClassVar = [
            # A conflict is about one item, never about a whole seduta (art. 6-bis L. 241/1990).
            models.CheckConstraint(
                condition=~Q(stato=StatoPresenza.CONFLITTO) | Q(punto__isnull=False), name="conflitto_su_un_punto"
            ),
            _by_somebody("presenza_di_qualcuno"),
        ]

    def __str__(self) -> str:
        return f"{self.componente}: {self.get_stato_display()}"


class VotoNucleo(models.Model):
    """One vote on one item, append-only: it is never changed nor taken back."""

    punto = models.ForeignKey(PuntoOrdine, on_delete=models.PROTECT, related_name="voti")
    componente = models.ForeignKey(ComponenteNucleo, on_delete=models.PROTECT, related_name="voti")
    valore = models.CharField(max_length=20, choices=ValoreVoto.choices)
    testo = models.TextField(blank=True)
    votato_il = models.DateTimeField()
    registrato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(LinkNucleo, on_delete=models.PROTECT, null=True, blank=True, related_name="voti")

    class Meta:
        verbose_name = "voto del Nucleo"
        verbose_name_plural = "voti del Nucleo"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["punto", "componente"], name="voto_uno_per_punto"),
            _by_somebody("voto_di_qualcuno"),
        ]

    def __str__(self) -> str:
        return f"{self.componente}: {self.get_valore_display()}"


class ValutazioneCriterio(models.Model):
    """A line of the evaluation sheet of an item: points and words on one criterion."""

    punto = models.ForeignKey(PuntoOrdine, on_delete=models.CASCADE, related_name="valutazioni")
    criterio = models.ForeignKey(CriterioValutazione, on_delete=models.PROTECT, related_name="+")
    punteggio = models.PositiveSmallIntegerField(null=True, blank=True)
    giudizio = models.TextField(blank=True)
    scritta_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scritta_il = models.DateTimeField()

    class Meta:
        verbose_name = "valutazione su un criterio"
        verbose_name_plural = "valutazioni sui criteri"
        ordering = ("criterio__ordine", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["punto", "criterio"], name="valutazione_una_per_criterio")
        ]

    def __str__(self) -> str:
        return f"{self.criterio}: {self.punteggio if self.punteggio is not None else self.giudizio}"
