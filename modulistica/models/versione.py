"""The versions of a model: their files, who worked on them, and the seal of who approved them."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from archivio.enums import TipoFile
from archivio.models import FileRicevuto
from core.canonical import digest
from modulistica.enums import Lingua, StatoVersione
from modulistica.models.modello import Modello


class VersioneModello(models.Model):
    """One version: immutable once approved, its files and its address for ever."""

    modello = models.ForeignKey(Modello, on_delete=models.PROTECT, related_name="versioni")
    numero = models.PositiveIntegerField()
    stato = models.CharField(max_length=20, choices=StatoVersione.choices, default=StatoVersione.BOZZA)
    in_vigore_dal = models.DateField("in vigore dal")
    in_vigore_al = models.DateField("in vigore fino al", null=True, blank=True)
    novita = models.TextField("che cosa cambia", blank=True)
    cambia_obbligatori = models.BooleanField("cambia un campo obbligatorio", default=False)
    motivo_rinvio = models.TextField("perché è tornata in bozza", blank=True)
    creata_il = models.DateTimeField()
    attiva_dal = models.DateTimeField(null=True, blank=True, help_text="When it was published as the current one.")

    class Meta:
        verbose_name = "versione di un modello"
        verbose_name_plural = "versioni dei modelli"
        ordering = ("modello", "numero")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["modello", "numero"], name="versione_numero"),
            models.UniqueConstraint(
                fields=["modello", "in_vigore_dal"],
                condition=models.Q(stato="approvata"),
                name="versione_una_al_giorno",
            ),
            models.CheckConstraint(
                condition=models.Q(in_vigore_al__isnull=True) | models.Q(in_vigore_al__gte=models.F("in_vigore_dal")),
                name="versione_validita_in_ordine",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.modello} – versione {self.numero}"

    def content(self) -> dict[str, Any]:
        """Everything an approval covers."""
        return {
            "modello": self.modello.codice,
            "numero": self.numero,
            "in_vigore_dal": self.in_vigore_dal,
            "in_vigore_al": self.in_vigore_al,
            "novita": self.novita,
            "cambia_obbligatori": self.cambia_obbligatori,
            "file": [f.content() for f in self.file.order_by("formato")],
        }

    def sha256(self) -> str:
        """The SHA-256 that a seal of this version bears."""
        return digest(self.content())

    def contributors(self) -> dict[int, dt.datetime]:
        """Who prepared or submitted this version, by user id, with the last time (design law 4)."""
        return {c.user_id: c.il for c in self.contributi.order_by("il")}


class FileVersione(models.Model):
    """A version in one format."""

    versione = models.ForeignKey(VersioneModello, on_delete=models.PROTECT, related_name="file")
    file = models.OneToOneField(FileRicevuto, on_delete=models.PROTECT, related_name="+")
    formato = models.CharField(max_length=10, choices=TipoFile.choices)
    nome = models.CharField(max_length=140)
    lingua = models.CharField(max_length=5, choices=Lingua.choices, default=Lingua.ITALIANO)
    accessibile = models.BooleanField(default=False)

    class Meta:
        verbose_name = "file di una versione"
        verbose_name_plural = "file delle versioni"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["versione", "formato"], name="file_un_formato"),
            models.UniqueConstraint(fields=["versione", "nome"], name="file_un_nome"),
        ]

    def __str__(self) -> str:
        return self.nome

    def content(self) -> dict[str, Any]:
        return {
            "nome": self.nome,
            "formato": self.formato,
            "lingua": self.lingua,
            "accessibile": self.accessibile,
            "sha256": self.file.contenuto.sha256,
            "dimensione": self.file.contenuto.dimensione,
        }


class Contributo(models.Model):
    """Somebody worked on a version that is not yet approved."""

    versione = models.ForeignKey(VersioneModello, on_delete=models.PROTECT, related_name="contributi")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    il = models.DateTimeField()

    class Meta:
        verbose_name = "contributo a una versione"
        verbose_name_plural = "contributi alle versioni"

    def __str__(self) -> str:
        return f"{self.user} {self.il:%d/%m/%Y}"


class SigilloVersione(models.Model):
    """Exactly what an officer approved; append-only, proven by `verify_registro`."""

    versione = models.OneToOneField(VersioneModello, on_delete=models.PROTECT, related_name="sigillo")
    contenuto = models.JSONField()
    sha256 = models.CharField(max_length=64)
    approvato_da = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approvato_il = models.DateTimeField()

    class Meta:
        verbose_name = "sigillo di una versione"
        verbose_name_plural = "sigilli delle versioni"

    def __str__(self) -> str:
        return f"Sigillo di {self.versione}"
