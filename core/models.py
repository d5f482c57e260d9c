"""The outbox: what must leave the machine, written in the transaction of its cause (design law 10)."""

import datetime as dt
from typing import ClassVar

from django.db import models

MAX_TENTATIVI = 12


class Canale(models.TextChoices):
    EMAIL = "email", "E-mail"
    PROTOCOLLO = "protocollo", "Protocollo"


class MessaggioQuerySet(models.QuerySet["Messaggio"]):
    def due(self, at: dt.datetime, canale: str) -> "MessaggioQuerySet":
        """Those of `canale` to send at `at`, oldest first: not sent, not given up, and whose turn has come."""
        waiting = self.filter(canale=canale, inviato_il__isnull=True, tentativi__lt=MAX_TENTATIVI)
        return waiting.filter(riprova_dal__lte=at).order_by("pk")

    def given_up(self) -> "MessaggioQuerySet":
        """Those tried as often as is sensible and never sent, oldest first: they wait for somebody to look at them."""
        return self.filter(inviato_il__isnull=True, tentativi__gte=MAX_TENTATIVI).order_by("creato_il", "pk")


class Messaggio(models.Model):
    """One message to send after commit; drained by `core.actions.outbox`, with retries."""

    canale = models.CharField(max_length=20, choices=Canale.choices)
    chiave = models.CharField(max_length=200, unique=True, help_text="Idempotency key: one cause, one message.")
    contenuto = models.JSONField()
    creato_il = models.DateTimeField()
    tentativi = models.PositiveIntegerField(default=0)
    riprova_dal = models.DateTimeField(db_index=True)
    inviato_il = models.DateTimeField(null=True, blank=True)
    ultimo_errore = models.TextField(blank=True)

    objects = MessaggioQuerySet.as_manager()

    class Meta:
        verbose_name = "messaggio in uscita"
        verbose_name_plural = "messaggi in uscita"
        indexes: ClassVar = [
            models.Index(
                fields=["riprova_dal"], condition=models.Q(inviato_il__isnull=True), name="messaggio_da_inviare"
            )
        ]

    def __str__(self) -> str:
        return f"{self.canale} {self.chiave}"
