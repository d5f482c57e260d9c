"""The addresses of the models' screens, under /admin/modelli/, in the namespace `modelli`."""

from django.urls import path

from modulistica.admin.aderenti import AderentiView
from modulistica.admin.modello import ElencoModelliView, ModelloView, NuovaVersioneView, NuovoModelloView
from modulistica.admin.modifica import DecidiModificaView, ModificaView
from modulistica.admin.scritto import AnteprimaView
from modulistica.admin.versione import CaricaView, FileView, VersioneView

app_name = "modelli"
_V = "<slug:modello>/v<int:numero>/"
urlpatterns = [
    path("", ElencoModelliView.as_view(), name="elenco"),
    path("nuovo/", NuovoModelloView.as_view(), name="nuovo"),
    path("aderenti-di/<str:codice>/", AderentiView.as_view(), name="aderenti"),
    path("<slug:modello>/", ModelloView.as_view(), name="modello"),
    path("<slug:modello>/nuova-versione/", NuovaVersioneView.as_view(), name="nuova_versione"),
    path("<slug:modello>/modifica/", ModificaView.as_view(), name="modifica"),
    path("<slug:modello>/modifica/decidi/", DecidiModificaView.as_view(), name="decidi_modifica"),
    path(_V, VersioneView.as_view(), name="versione"),
    path(f"{_V}anteprima/", AnteprimaView.as_view(), name="anteprima"),
    path(f"{_V}carica/", CaricaView.as_view(), name="carica"),
    path(f"{_V}file/<int:file>/", FileView.as_view(), name="file"),
]
