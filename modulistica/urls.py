"""The public addresses of the models' files; the page that lists them is of the site."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from modulistica.views import current_file, filled_file, version_file


class NumeroConverter(IntConverter):
    """The number of a version in the one way we write it: v01 is no second address of the bytes of v1."""

    regex = "[1-9][0-9]{0,8}"


register_converter(NumeroConverter, "numero")

urlpatterns = [
    path("<slug:codice>", current_file, name="modello_in_vigore"),
    path("<slug:codice>/precompilato", filled_file, name="modello_precompilato"),
    path("<slug:codice>/v<numero:numero>/<str:nome>", version_file, name="modello_file"),
]
