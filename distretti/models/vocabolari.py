"""Closed vocabularies: a value no longer in use is closed with a date, never deleted."""

import datetime as dt

from django.db import models


class Voce(models.Model):
    """A value of a vocabulary with its code and the days it is in force."""

    codice = models.CharField(max_length=40, primary_key=True)
    denominazione = models.CharField(max_length=300)
    valido_dal = models.DateField("valido dal", null=True, blank=True)
    valido_al = models.DateField("valido al", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("denominazione",)

    def __str__(self) -> str:
        return self.denominazione

    def is_in_force(self, day: dt.date) -> bool:
        """Tell whether the value may be used for a fact of `day`; an end not written is open."""
        return (self.valido_dal is None or self.valido_dal <= day) and (self.valido_al is None or day <= self.valido_al)


class Provincia(Voce):
    sigla = models.CharField(max_length=2, unique=True)

    class Meta(Voce.Meta):
        verbose_name = "provincia"
        verbose_name_plural = "province"


class Comune(Voce):
    """A comune with its ISTAT code and the point of its seat (WGS 84, decimal degrees)."""

    provincia = models.ForeignKey(Provincia, on_delete=models.PROTECT, related_name="comuni")
    lat = models.DecimalField("latitudine", max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField("longitudine", max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta(Voce.Meta):
        verbose_name = "comune"
        verbose_name_plural = "comuni"


class FormaGiuridica(Voce):
    class Meta(Voce.Meta):
        verbose_name = "forma giuridica"
        verbose_name_plural = "forme giuridiche"


class Filiera(Voce):
    class Meta(Voce.Meta):
        verbose_name = "filiera"
        verbose_name_plural = "filiere"


class Ateco(Voce):
    """An economic activity of ATECO 2025 (ISTAT), down to the class."""

    class Meta(Voce.Meta):
        verbose_name = "attività ATECO"
        verbose_name_plural = "attività ATECO"
        ordering = ("codice",)

    def __str__(self) -> str:
        return f"{self.codice} {self.denominazione}"


class TipologiaCibo(Voce):
    """The letters of art. 13 c. 2 d.lgs. 228/2001."""

    class Meta(Voce.Meta):
        verbose_name = "tipologia di distretto del cibo"
        verbose_name_plural = "tipologie di distretto del cibo"
        ordering = ("codice",)
