"""The rendered public document and the change feed; they are written only by `pubblicazione.actions`."""

from typing import ClassVar

from django.db import models


class Operazione(models.TextChoices):
    CREATE = "create", "creata"
    UPDATE = "update", "aggiornata"
    DELETE = "delete", "eliminata"


class Documento(models.Model):
    """One public resource as it is served: its JSON bytes, their gzip and SHA-256, and what it is filtered by."""

    risorsa = models.CharField(max_length=40)
    chiave = models.CharField(max_length=100)
    corpo = models.BinaryField()
    corpo_gzip = models.BinaryField()
    estratto = models.BinaryField(help_text="The item as lists show it; part of what `corpo` says.")
    sha256 = models.CharField(max_length=64)
    sequenza = models.BigIntegerField(db_index=True)
    aggiornato_il = models.DateTimeField()
    ordine = models.CharField(max_length=300, help_text="Normalised sort key: accents stripped, lower case.")
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        verbose_name = "documento pubblico"
        verbose_name_plural = "documenti pubblici"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["risorsa", "chiave"], name="documento_risorsa_chiave"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["risorsa", "ordine", "chiave"], name="documento_ordine"),
            models.Index(fields=["risorsa", "aggiornato_il", "chiave"], name="documento_aggiornato"),
            models.Index(fields=["risorsa", "lat", "lon"], name="documento_punto"),
        ]

    def __str__(self) -> str:
        return f"{self.risorsa}/{self.chiave}"


class DocumentoFiltro(models.Model):
    """One value by which a document is found; a row each, so that both databases index it alike.

    The last three repeat the document's own, so that one index gives what has a value already in the order of lists.
    """

    documento = models.ForeignKey(Documento, on_delete=models.CASCADE, related_name="valori")
    nome = models.CharField(max_length=40)
    valore = models.CharField(max_length=100)
    risorsa = models.CharField(max_length=40)
    ordine = models.CharField(max_length=300)
    chiave = models.CharField(max_length=100)

    class Meta:
        verbose_name = "valore di filtro"
        verbose_name_plural = "valori di filtro"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nome", "valore", "documento"], name="documento_filtro_unico"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["risorsa", "nome", "valore", "ordine", "chiave"], name="documento_filtro_ordine"),
            models.Index(fields=["risorsa", "nome", "valore", "chiave"], name="documento_filtro_chiave"),
        ]

    def __str__(self) -> str:
        return f"{self.nome}={self.valore}"


class Parola(models.Model):
    """A word that some document has or had, with its stem: by it a word still unfinished finds the stems it may have.

    A few tens of thousands for any register; words that no document has any more do no harm and stay.
    """

    parola = models.CharField(max_length=40, primary_key=True, help_text="Folded: lower case, accents stripped.")
    radice = models.CharField(max_length=40, db_index=True)

    class Meta:
        verbose_name = "parola"
        verbose_name_plural = "parole"

    def __str__(self) -> str:
        return self.parola


class DocumentoParola(models.Model):
    """The inverted table: which documents have a stem, and how much it counts there."""

    documento = models.ForeignKey(Documento, on_delete=models.CASCADE, related_name="parole")
    radice = models.CharField(max_length=40)
    peso = models.PositiveSmallIntegerField(help_text="How much the word counts here: in a name more than in a text.")

    class Meta:
        verbose_name = "parola di un documento"
        verbose_name_plural = "parole dei documenti"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["radice", "documento"], name="documento_parola_unica"),
        ]

    def __str__(self) -> str:
        return f"{self.radice} ({self.peso})"


class Variazione(models.Model):
    """One line of the change feed: gap-free in commit order, because `sequenza` is given under one lock."""

    sequenza = models.BigIntegerField(primary_key=True)
    operazione = models.CharField(max_length=10, choices=Operazione.choices)
    risorsa = models.CharField(max_length=40)
    chiave = models.CharField(max_length=100)
    istante = models.DateTimeField()
    etag = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "variazione"
        verbose_name_plural = "variazioni"

    def __str__(self) -> str:
        return f"{self.sequenza} {self.operazione} {self.risorsa}/{self.chiave}"
