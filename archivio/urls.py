"""The addresses of pictures, as their storage writes them."""

from django.urls import path

from archivio.views import rendition

urlpatterns = [path("images/<str:nome>", rendition, name="immagine")]
