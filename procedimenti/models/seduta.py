"""The sedute of the Nucleo, their agenda and their verbale; presences and votes are in `voto`, who sits in `nucleo`."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from core.italiano import of_day
from identita.enums import Competenza
from procedimenti.collegio import EsitoPunto, ModoSeduta, StatoSeduta
from procedimenti.models.istanza import Istanza
from procedimenti.models.passo import PassoIstanza


class SedutaNucleo(models.Model):
    """One meeting; it takes its number when it is convened, and nothing of it changes once it is closed."""

    competenza = models.CharField(max_length=20, choices=Competenza.choices)
    anno = models.PositiveIntegerField(null=True, blank=True)
    numero = models.PositiveIntegerField(null=True, blank=True)
    il = models.DateTimeField("giorno e ora")
    modo = models.CharField("come si tiene", max_length=20, choices=ModoSeduta.choices)
    luogo = models.CharField(max_length=300)
    stato = models.CharField(max_length=20, choices=StatoSeduta.choices, default=StatoSeduta.BOZZA)
    convocata_il = models.DateTimeField(null=True, blank=True)
    aperta_il = models.DateTimeField(null=True, blank=True)
    chiusa_il = models.DateTimeField(null=True, blank=True)
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    creata_il = models.DateTimeField()

    class Meta:
        verbose_name = "seduta del Nucleo"
        verbose_name_plural = "sedute del Nucleo"
        ordering = ("-il", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["competenza", "anno", "numero"], name="seduta_numero"),
            models.CheckConstraint(
                condition=Q(stato=StatoSeduta.BOZZA)
                | Q(anno__isnull=False, numero__isnull=False, convocata_il__isnull=False),
                name="seduta_convocata_con_numero",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoSeduta.CHIUSA, aperta_il__isnull=False, chiusa_il__isnull=False)
                | (~Q(stato=StatoSeduta.CHIUSA) & Q(chiusa_il__isnull=True)),
                name="seduta_chiusa_con_ora",
            ),
        ]

    def __str__(self) -> str:
        day = of_day(localtime(self.il).date())
        return f"Seduta n. {self.numero}/{self.anno} {day}" if self.numero else f"Seduta {day}"


class PuntoOrdine(models.Model):
    """One item of the agenda: an istanza on which an opinion is asked, and what the votes came to."""

    seduta = models.ForeignKey(SedutaNucleo, on_delete=models.CASCADE, related_name="punti")
    istanza = models.ForeignKey(Istanza, on_delete=models.PROTECT, related_name="punti")
    posizione = models.PositiveSmallIntegerField()
    discussione = models.TextField(blank=True)
    prescrizioni = models.TextField(blank=True)
    esito = models.CharField(max_length=20, choices=EsitoPunto.choices, blank=True)
    spiegazione = models.TextField(blank=True, help_text="How the votes came to the outcome, in words.")
    passo = models.OneToOneField(PassoIstanza, on_delete=models.PROTECT, null=True, blank=True, related_name="punto")
    nota = models.TextField(blank=True, help_text="Why the outcome was not written into the case, if it was not.")

    class Meta:
        verbose_name = "punto all’ordine del giorno"
        verbose_name_plural = "punti all’ordine del giorno"
        ordering = ("posizione",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seduta", "posizione"], name="punto_posizione"),
            models.UniqueConstraint(fields=["seduta", "istanza"], name="punto_istanza"),
        ]

    def __str__(self) -> str:
        return f"{self.posizione}. {self.istanza.nome} ({self.istanza.numero})"


class VerbaleNucleo(models.Model):
    """All that a closed seduta says, with its SHA-256; append-only: the files are written from it."""

    seduta = models.OneToOneField(SedutaNucleo, on_delete=models.PROTECT, related_name="verbale")
    contenuto = models.JSONField()
    sha256 = models.CharField(max_length=64)
    generato_il = models.DateTimeField()
    generato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "verbale del Nucleo"
        verbose_name_plural = "verbali del Nucleo"

    def __str__(self) -> str:
        return f"Verbale della {self.seduta}"
