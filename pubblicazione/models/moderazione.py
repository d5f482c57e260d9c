"""What moderation leaves behind: submissions, withdrawals, requests for changes, seals, approvals at a date."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models

from core.clock import now

_TICK = dt.timedelta(minutes=5)


class SigilloQuerySet(models.QuerySet["Sigillo"]):
    def reached(self) -> "SigilloQuerySet":
        """The seals whose text reached the public: those at a date once it came."""
        return self.filter(models.Q(programmata__isnull=True) | models.Q(programmata__eseguita_il__isnull=False))

    def public(self) -> "SigilloQuerySet":
        """The seals whose text reached the public and was not taken off line since."""
        later = RitiroPubblicazione.objects.filter(
            pagina_id=models.OuterRef("pagina_id"), sigillo_id__gte=models.OuterRef("pk")
        )
        return self.reached().exclude(models.Exists(later))

    def in_force(self, *pagine_id: int) -> "SigilloQuerySet":
        """The seals of pages whose text the public may read, the latest first."""
        return self.public().filter(pagina_id__in=pagine_id).select_related("programmata").order_by("-pk")


class Sigillo(models.Model):
    """Exactly what an officer approved; append-only, and the only source of a public profile (design law 1)."""

    pagina = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    revisione = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    contenuto = models.JSONField(help_text="The profile fields of the revision, as approved.")
    sha256 = models.CharField(max_length=64)
    approvato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approvato_il = models.DateTimeField()

    objects = SigilloQuerySet.as_manager()

    class Meta:
        verbose_name = "sigillo"
        verbose_name_plural = "sigilli"
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["pagina", "id"], name="sigillo_pagina")]

    def __str__(self) -> str:
        return f"Sigillo {self.pk} di {self.pagina_id}"

    @property
    def pubblicato_il(self) -> dt.datetime | None:
        """When its text reached the public: at the approval, or at the date that the approval named."""
        programmata = getattr(self, "programmata", None)
        return programmata.eseguita_il if programmata else self.approvato_il


class ProgrammataQuerySet(models.QuerySet["PubblicazioneProgrammata"]):
    def pending(self) -> "ProgrammataQuerySet":
        """Those that wait for their date: neither done nor called off."""
        return self.filter(eseguita_il__isnull=True, annullata_il__isnull=True)

    def due(self, at: dt.datetime) -> "ProgrammataQuerySet":
        """Those pending whose date has come at `at`, oldest first."""
        return self.pending().filter(dal__lte=at).order_by("dal", "pk")


class PubblicazioneProgrammata(models.Model):
    """An approval that takes effect at a date: a row beside the sealed revision, not a field of the page."""

    sigillo = models.OneToOneField(Sigillo, on_delete=models.PROTECT, related_name="programmata")
    dal = models.DateTimeField(db_index=True)
    eseguita_il = models.DateTimeField(null=True, blank=True)
    annullata_il = models.DateTimeField(null=True, blank=True)
    annullata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ProgrammataQuerySet.as_manager()

    class Meta:
        verbose_name = "pubblicazione programmata"
        verbose_name_plural = "pubblicazioni programmate"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(eseguita_il__isnull=True) | models.Q(annullata_il__isnull=True),
                name="programmata_eseguita_o_annullata",
            ),
            models.CheckConstraint(
                condition=models.Q(annullata_il__isnull=True, annullata_da__isnull=True)
                | models.Q(annullata_il__isnull=False, annullata_da__isnull=False),
                name="programmata_annullata_da_qualcuno",
            ),
        ]

    def __str__(self) -> str:
        return f"Sigillo {self.sigillo_id} dal {self.dal:%d/%m/%Y %H:%M}"

    @property
    def in_ritardo(self) -> bool:
        """Its date is past and nothing was published: `tick`, which runs each minute, has stopped."""
        is_pending = self.eseguita_il is None and self.annullata_il is None
        return is_pending and self.dal + _TICK < now()


class Invio(models.Model):
    """Somebody submitted a revision: they count as a contributor (design law 4)."""

    pagina = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    revisione = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    inviato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inviato_il = models.DateTimeField()

    class Meta:
        verbose_name = "invio in moderazione"
        verbose_name_plural = "invii in moderazione"

    def __str__(self) -> str:
        return f"Invio di {self.pagina_id} il {self.inviato_il:%d/%m/%Y}"


class Ritiro(models.Model):
    """Somebody took a submitted revision back before it was decided."""

    pagina = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    revisione = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    ritirato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ritirato_il = models.DateTimeField()

    class Meta:
        verbose_name = "ritiro dalla moderazione"
        verbose_name_plural = "ritiri dalla moderazione"

    def __str__(self) -> str:
        return f"Ritiro di {self.pagina_id} il {self.ritirato_il:%d/%m/%Y}"


class RitiroPubblicazione(models.Model):
    """A page was taken off line, with everything that was public of it up to a seal; its address answers 410."""

    pagina = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    sigillo = models.ForeignKey(Sigillo, on_delete=models.PROTECT, related_name="+")
    motivo = models.TextField()
    ritirata_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ritirata_il = models.DateTimeField()

    class Meta:
        verbose_name = "ritiro dalla pubblicazione"
        verbose_name_plural = "ritiri dalla pubblicazione"

    def __str__(self) -> str:
        return f"Ritiro dalla pubblicazione di {self.pagina_id} il {self.ritirata_il:%d/%m/%Y}"


class RichiestaModifica(models.Model):
    """The officer's words when changes are asked; the editor sees them on the page until it is submitted again."""

    pagina = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    revisione = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    testo = models.TextField()
    richiesta_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    richiesta_il = models.DateTimeField()

    class Meta:
        verbose_name = "richiesta di modifica"
        verbose_name_plural = "richieste di modifica"

    def __str__(self) -> str:
        return f"Richiesta su {self.pagina_id}"
