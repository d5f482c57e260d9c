"""A page with the content of one of our entries: twenty members, five blocks, one picture."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Orderable, Page


class VocePage(Page):
    codice = models.CharField(max_length=20)
    stato = models.CharField(max_length=20)
    sintesi = models.CharField(max_length=300)
    presentazione = RichTextField()
    comune = models.CharField(max_length=100)
    provincia = models.CharField(max_length=2, db_index=True)
    immagine = models.ForeignKey("wagtailimages.Image", on_delete=models.PROTECT, null=True, related_name="+")
    corpo = StreamField([("testo", blocks.RichTextBlock()), ("citazione", blocks.TextBlock())])

    api_fields: ClassVar = [
        APIField(name)
        for name in ("codice", "stato", "sintesi", "presentazione", "comune", "provincia", "corpo", "aderenti")
    ]
    api_fields += [APIField("immagine", serializer=ImageRenditionField("max-400x400"))]


class Aderente(Orderable):
    page = ParentalKey(VocePage, on_delete=models.CASCADE, related_name="aderenti")
    denominazione = models.CharField(max_length=200)
    comune = models.CharField(max_length=100)

    api_fields: ClassVar = [APIField("denominazione"), APIField("comune")]
