"""The istanza: what is asked, by whom, in which state; what happened to it is in its steps."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from core.uncertain_dates import Precisione, UncertainDate
from distretti.models import Iscrizione, Sezione
from distretti.models.atto import PRECISIONI
from procedimenti.enums import STATI_CONCLUSI, StatoIstanza, TipoProcedimento


class Istanza(models.Model):
    """One procedure, from its receipt to its end; written by actions only, one version a step."""

    numero = models.CharField(max_length=20, unique=True)
    tipo = models.CharField(max_length=30, choices=TipoProcedimento.choices)
    sezione = models.ForeignKey(Sezione, on_delete=models.PROTECT, related_name="istanze")
    iscrizione = models.ForeignKey(
        Iscrizione, on_delete=models.PROTECT, null=True, blank=True, related_name="istanze", verbose_name="voce"
    )
    stato = models.CharField(max_length=20, choices=StatoIstanza.choices, default=StatoIstanza.BOZZA)
    versione = models.PositiveIntegerField(default=0, help_text="Grows at each step: who read an older one is told.")
    richiedente = models.CharField("richiedente", max_length=300)
    pec_richiedente = models.EmailField("PEC del richiedente", blank=True)
    rappresentante = models.CharField("legale rappresentante", max_length=200, blank=True)
    dati = models.JSONField("dati per il registro", default=dict, help_text="Facts, as `distretti.derived.FACTS`.")
    sintesi = models.TextField("sintesi", blank=True)
    peculiarita = models.TextField("peculiarità", blank=True)
    dichiarante = models.CharField("chi rende le dichiarazioni", max_length=200, blank=True)
    dichiarazioni = models.JSONField("dichiarazioni rese", default=list, help_text="Codes of `Dichiarazione`.")
    aderenti_al = models.DateField(null=True, blank=True)
    aderenti_sha256 = models.CharField(max_length=64, blank=True)
    ricevuta_dal = models.DateField(null=True, blank=True)
    ricevuta_al = models.DateField(null=True, blank=True)
    ricevuta_precisione = models.CharField(max_length=10, choices=PRECISIONI, blank=True)
    giorni = models.PositiveIntegerField(null=True, blank=True, help_text="The term in days, fixed at receipt.")
    giorni_fonte = models.CharField(max_length=300, blank=True)
    giorni_confermati = models.BooleanField(default=False)
    scade_il = models.DateField(null=True, blank=True, help_text="Last day to conclude, as computed at each step.")
    concluso_il = models.DateField(null=True, blank=True)
    responsabile = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    creata_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    creata_il = models.DateTimeField()

    class Meta:
        verbose_name = "istanza"
        verbose_name_plural = "istanze"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(stato__in=[StatoIstanza.BOZZA, StatoIstanza.ARCHIVIATA])
                | models.Q(ricevuta_al__isnull=False, giorni__isnull=False),
                name="istanza_ricevuta",
            ),
            models.CheckConstraint(
                condition=models.Q(stato__in=sorted(STATI_CONCLUSI), concluso_il__isnull=False)
                | (~models.Q(stato__in=sorted(STATI_CONCLUSI)) & models.Q(concluso_il__isnull=True)),
                name="istanza_conclusa_con_giorno",
            ),
        ]
        indexes: ClassVar = [
            # The work list: what is open, by term; all that its counts ask is in the index.
            models.Index(
                fields=["scade_il", "id", "sezione", "stato", "responsabile"],
                condition=models.Q(concluso_il__isnull=True),
                name="istanza_aperta_per_termine",
            ),
            models.Index(
                fields=["-concluso_il", "-id"],
                condition=models.Q(concluso_il__isnull=False),
                name="istanza_conclusa_per_giorno",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero} {self.richiedente}"

    @property
    def nome(self) -> str:
        """By whom or about whom it is: who asks, or the entry of a procedure ex officio."""
        entry = self.iscrizione.denominazione if self.iscrizione else ""
        return self.richiedente or entry or str(self.dati.get("denominazione") or "Senza nome")

    @property
    def competenza(self) -> str:
        return str(self.sezione.competenza)

    @property
    def ricevuta(self) -> UncertainDate | None:
        """When it was received, the legal date of submission; None for a draft."""
        if self.ricevuta_al is None:
            return None
        return UncertainDate(
            al=self.ricevuta_al, dal=self.ricevuta_dal, precisione=Precisione(self.ricevuta_precisione)
        )

    @property
    def is_open(self) -> bool:
        return self.stato not in STATI_CONCLUSI

    def content(self) -> dict[str, Any]:
        """What was asked, as a snapshot keeps it; members, papers and declarations are added by who takes it."""
        return {
            "numero": self.numero,
            "tipo": self.tipo,
            "sezione": self.sezione_id,
            "iscrizione": self.iscrizione and self.iscrizione.codice,
            "richiedente": self.richiedente,
            "pec_richiedente": self.pec_richiedente,
            "rappresentante": self.rappresentante,
            "dati": self.dati,
            "sintesi": self.sintesi,
            "peculiarita": self.peculiarita,
            "dichiarante": self.dichiarante,
            "aderenti": {"al": self.aderenti_al, "sha256": self.aderenti_sha256},
        }
