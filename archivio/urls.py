"""The addresses of pictures, as their storage writes them, and of reserved files."""

from django.urls import path

from archivio.views import rendition, riservato

urlpatterns = [
    path("media/images/<str:nome>", rendition, name="immagine"),
    path("riservati/<int:pk>", riservato, name="file_riservato"),
]
