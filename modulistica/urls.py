"""The public addresses of the models' files; the page that lists them is of the site."""

from django.urls import path

from modulistica.views import current_file, filled_file, version_file

urlpatterns = [
    path("<slug:codice>", current_file, name="modello_in_vigore"),
    path("<slug:codice>/precompilato", filled_file, name="modello_precompilato"),
    path("<slug:codice>/v<int:numero>/<str:nome>", version_file, name="modello_file"),
]
