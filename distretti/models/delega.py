"""Who may write the profile of one entry, and in which days; granting and ending are the work of actions."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from distretti.models.iscrizione import Iscrizione


class DelegaQuerySet(models.QuerySet["Delega"]):
    def in_force(self, day: dt.date) -> "DelegaQuerySet":
        """The deleghe that hold on `day`, both ends included; one that was ended holds no more at once."""
        open_end = models.Q(al__isnull=True) | models.Q(al__gte=day)
        not_ended = models.Q(terminata_il__isnull=True) | models.Q(terminata_il__date__gt=day)
        return self.filter(open_end, not_ended, dal__lte=day)

    def held_by(self, user: Any, day: dt.date) -> "DelegaQuerySet":
        """The deleghe by which `user` may write on `day`: none for an entry of a structure other than the one he
        works for, whichever came first, the role or the delega (design law 3)."""
        held = self.in_force(day).filter(user=user)
        return held.filter(iscrizione__sezione__competenza__in=user.strutture) if user.strutture else held


class Delega(models.Model):
    """A user may edit and submit the profile of an entry, from a day to a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deleghe")
    iscrizione = models.ForeignKey(Iscrizione, on_delete=models.PROTECT, related_name="deleghe")
    dal = models.DateField()
    al = models.DateField(null=True, blank=True)
    conferita_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    conferita_il = models.DateTimeField()
    terminata_il = models.DateTimeField(null=True, blank=True)
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
            ),
            models.UniqueConstraint(
                fields=["user", "iscrizione"],
                condition=models.Q(al__isnull=True, terminata_il__isnull=True),
                name="delega_una_aperta",
            ),
            models.CheckConstraint(
                condition=models.Q(terminata_il__isnull=True, terminata_da__isnull=True)
                | models.Q(terminata_il__isnull=False, terminata_da__isnull=False),
                name="delega_terminata_da_qualcuno",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} per {self.iscrizione.codice}"
