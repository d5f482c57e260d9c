"""The steps of a procedure, append-only: what was done, on which day, by whom, what it said."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from core.italiano import show_uncertain
from core.uncertain_dates import Precisione, UncertainDate
from distretti.models import Annotazione, Atto
from distretti.models.atto import PRECISIONI
from modulistica.enums import TipoScritto
from procedimenti.enums import PASSI_UNICI, STATI_CONCLUSI, Passo, Requisito, StatoIstanza, TipoProcedimento
from procedimenti.models.istanza import Istanza
from procedimenti.policies.rimedi.ricorsi import ricorso_words
from procedimenti.policies.scritti import scritto_of_passo


class PassoIstanza(models.Model):
    """One step: `giorno` is when it happened in law, `registrato_il` when the office wrote it down."""

    istanza = models.ForeignKey(Istanza, on_delete=models.PROTECT, related_name="passi")
    seq = models.PositiveIntegerField()
    passo = models.CharField(max_length=30, choices=Passo.choices)
    da = models.CharField(max_length=20, choices=StatoIstanza.choices)
    a = models.CharField(max_length=20, choices=StatoIstanza.choices)
    giorno_dal = models.DateField(null=True, blank=True)
    giorno_al = models.DateField()
    giorno_precisione = models.CharField(max_length=10, choices=PRECISIONI)
    motivo = models.TextField(blank=True)
    dati = models.JSONField(default=dict)
    atto = models.ForeignKey(Atto, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    annotazione = models.ForeignKey(Annotazione, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    registrato_il = models.DateTimeField()
    registrato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    # How people are told that it waits for its protocol number; set by the selectors that show it.
    attesa: str = ""

    class Meta:
        verbose_name = "passo di un procedimento"
        verbose_name_plural = "passi dei procedimenti"
        ordering = ("istanza", "seq")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["istanza", "seq"], name="passo_seq"),
            models.UniqueConstraint(
                fields=["istanza", "passo"],
                condition=models.Q(passo__in=sorted(PASSI_UNICI)),
                name="passo_una_volta_sola",
            ),
            models.UniqueConstraint(
                fields=["istanza"], condition=models.Q(a__in=sorted(STATI_CONCLUSI)), name="passo_conclusivo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.get_passo_display()}"

    @property
    def giorno(self) -> UncertainDate:
        return UncertainDate(al=self.giorno_al, dal=self.giorno_dal, precisione=Precisione(self.giorno_precisione))

    @property
    def tipo_scritto(self) -> TipoScritto | None:
        """What the office writes for this step, or None."""
        return scritto_of_passo(TipoProcedimento(self.istanza.tipo), Passo(self.passo))

    @property
    def fase_scritto(self) -> str:
        """How far that writing is, in words; the selectors that show it read it together with the step."""
        scritto = getattr(self, "scritto", None)
        if scritto is None:
            return "da preparare"
        return "chiuso" if hasattr(scritto, "inviato") else "da chiudere"

    @property
    def da_correggere(self) -> list[str]:
        """What of the istanza an integration asks to be corrected, each thing in words."""
        return [r["voce"] for r in self.dati.get("richieste", ()) if not r["manca"]]

    @property
    def mancanti(self) -> list[str]:
        """What an integration asks because it is missing, each thing in words."""
        return [r["voce"] for r in self.dati.get("richieste", ()) if r["manca"]]

    @property
    def ricorsi(self) -> list[str]:
        """How to appeal against it, each way in words; none unless it refuses an istanza."""
        return [ricorso_words(r) for r in self.dati.get("ricorsi", ())]

    @property
    def quando(self) -> str:
        """The day as people read it."""
        return show_uncertain(self.giorno)


class VerificaRequisito(models.Model):
    """A person's word on a requirement, with the reasons; append-only, the last one counts."""

    istanza = models.ForeignKey(Istanza, on_delete=models.PROTECT, related_name="verifiche")
    requisito = models.CharField(max_length=20, choices=Requisito.choices)
    soddisfatto = models.BooleanField()
    motivo = models.TextField()
    trovato = models.TextField(help_text="What the data said then.")
    verificato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verificato_il = models.DateTimeField()

    class Meta:
        verbose_name = "verifica di un requisito"
        verbose_name_plural = "verifiche dei requisiti"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_requisito_display()}: {'sì' if self.soddisfatto else 'no'}"
