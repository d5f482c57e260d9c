"""Who may write the profile of one entry, and in which days; granting and ending are the work of actions."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models

from distretti.models.iscrizione import Iscrizione


class DelegaQuerySet(models.QuerySet["Delega"]):
    def in_force(self, day: dt.date) -> "DelegaQuerySet":
        """The deleghe that hold on `day`, both ends included."""
        return self.filter(dal__lte=day).filter(models.Q(al__isnull=True) | models.Q(al__gte=day))


class Delega(models.Model):
    """A user may edit and submit the profile of an entry, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deleghe")
    iscrizione = models.ForeignKey(Iscrizione, on_delete=models.PROTECT, related_name="deleghe")
    dal = models.DateField()
    al = models.DateField(null=True, blank=True)
    conferita_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    conferita_il = models.DateTimeField()
    terminata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = DelegaQuerySet.as_manager()

    class Meta:
        verbose_name = "delega"
        verbose_name_plural = "deleghe"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(al__isnull=True) | models.Q(al__gte=models.F("dal")), name="delega_in_ordine"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} per {self.iscrizione.codice}"
