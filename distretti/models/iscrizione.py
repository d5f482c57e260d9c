"""An entry of the register: its columns are derived from the ledger and written by actions only."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models

from core.clock import today
from distretti.enums import StatoIscrizione
from distretti.models.rendering import elenco_in_force, gather_profilo
from distretti.models.sezione import Sezione
from distretti.models.vocabolari import Comune, FormaGiuridica, TipologiaCibo
from distretti.schemas import Profilo, Voce, render_iscrizione
from distretti.schemas.aderenti import show_elenco
from distretti.stato import StatoRegistro, fold
from pubblicazione.schemas import Rendering
from pubblicazione.selectors import sigillo_in_vigore


class IscrizioneQuerySet(models.QuerySet["Iscrizione"]):
    def for_documento(self) -> "IscrizioneQuerySet":
        """With all that its document quotes, in as many queries for a thousand entries as for one."""
        return self.select_related(
            "sezione",
            "sezione_secondaria",
            "comune__provincia",
            "forma_giuridica",
            "tipologia_cibo",
            "distrettopage",
            "aggregazionepage",
        ).prefetch_related("annotazioni__atto", "cariche", "elenchi")


class Iscrizione(models.Model):
    """A numbered entry; its code is never reused and its section never changes (design law 5)."""

    codice = models.CharField(max_length=20, unique=True)
    sezione = models.ForeignKey(Sezione, on_delete=models.PROTECT, related_name="iscrizioni")
    progressivo = models.PositiveIntegerField()
    stato = models.CharField(max_length=20, choices=StatoIscrizione.choices)
    denominazione = models.CharField(max_length=300)
    forma_giuridica = models.ForeignKey(
        FormaGiuridica, on_delete=models.PROTECT, null=True, blank=True, verbose_name="forma giuridica"
    )
    codice_fiscale = models.CharField("codice fiscale", max_length=11, blank=True)
    partita_iva = models.CharField("partita IVA", max_length=11, blank=True)
    comune = models.ForeignKey(Comune, on_delete=models.PROTECT, null=True, blank=True)
    indirizzo = models.CharField("indirizzo della sede", max_length=300, blank=True)
    sito = models.URLField("sito", blank=True)
    pec = models.EmailField("PEC", blank=True)
    sezione_secondaria = models.ForeignKey(Sezione, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tipologia_cibo = models.ForeignKey(
        TipologiaCibo, on_delete=models.PROTECT, null=True, blank=True, verbose_name="tipologia di distretto del cibo"
    )
    territorio = models.TextField("territorio", blank=True)
    scade_il = models.DateField("scade il", null=True, blank=True)
    sospesa_al = models.DateField("sospesa fino al", null=True, blank=True)
    confluita_in = models.CharField("confluita in", max_length=20, blank=True)
    derivata_al = models.DateField("derivata al", null=True, help_text="As of when the columns are true.")
    proviene_da = models.JSONField("proviene da", default=list, blank=True, help_text="Codes of entries received.")

    objects = IscrizioneQuerySet.as_manager()

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

    @property
    def scheda(self) -> Any:
        """The entry's page: a district's or an aggregation's, whichever it has."""
        return getattr(self, "distrettopage", None) or getattr(self, "aggregazionepage", None)

    def stato_at(self, alla_data: dt.date, conosciuta_al: dt.datetime | None = None) -> StatoRegistro:
        """Return the facts on a day, as known now or at `conosciuta_al`, folded from the ledger."""
        return fold(self.annotazioni.all(), alla_data=alla_data, conosciuta_al=conosciuta_al)

    def render_documento(self, *, proposta: dict[str, Any] | None = None) -> Rendering:
        """Render the public document from the ledger and the seal in force, never from the live page.

        `proposta` is a profile to show in the place of the sealed one, for preview and for the public difference.
        """
        return Iscrizione.objects.for_documento().get(pk=self.pk).render_loaded(proposta=proposta)

    def render_loaded(self, *, proposta: dict[str, Any] | None = None) -> Rendering:
        """Render an entry that `for_documento` loaded."""
        return self.render_with(gather_profilo(proposta) if proposta is not None else self._profilo_in_force())

    def render_with(self, profilo: Profilo | None) -> Rendering:
        """Render an entry that `for_documento` loaded, with a profile already gathered."""
        voce = Voce(
            iscrizione=self,
            stato=self.stato_at(today()),
            annotazioni=list(self.annotazioni.all()),
            profilo=profilo,
            cariche=self.cariche.all(),
            aderenti=show_elenco(elenco_in_force(self.elenchi.all())),
        )
        return render_iscrizione(voce)

    def _profilo_in_force(self) -> Profilo | None:
        sigillo = sigillo_in_vigore(self.scheda.pk) if self.scheda else None
        return gather_profilo(sigillo.contenuto, pubblicato_il=sigillo.pubblicato_il) if sigillo else None


class Carica(models.Model):
    """Who holds an office in the district: name and role only, outside the ledger (design law 2)."""

    iscrizione = models.ForeignKey(Iscrizione, on_delete=models.PROTECT, related_name="cariche")
    ruolo = models.CharField(max_length=100)
    organo = models.CharField(max_length=100, blank=True)
    nome = models.CharField(max_length=200)
    rappresentante_legale = models.BooleanField("rappresentante legale", default=False)
    dal = models.DateField(null=True, blank=True)
    al = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "carica"
        verbose_name_plural = "cariche"

    def __str__(self) -> str:
        return f"{self.ruolo}: {self.nome}"
