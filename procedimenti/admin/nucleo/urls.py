"""The addresses of the desk of the Nucleo, under /admin/nucleo/, in the namespace `nucleo`."""

from django.urls import path

from procedimenti.admin.nucleo.atto import AttoView
from procedimenti.admin.nucleo.componenti import ComponentiView, CorreggiView, FineView, NuovoView, SostituzioneView
from procedimenti.admin.nucleo.elenco import ElencoView, ModificaView, NuovaView
from procedimenti.admin.nucleo.punto import PuntoView
from procedimenti.admin.nucleo.seduta import CollegamentiView, OrdineView, PresenzeView, SedutaView, VerbaleView

app_name = "nucleo"
urlpatterns = [
    path("", ElencoView.as_view(), name="elenco"),
    path("nuova/", NuovaView.as_view(), name="nuova"),
    path("componenti/", ComponentiView.as_view(), name="componenti"),
    path("componenti/nuovo/", NuovoView.as_view(), name="componente_nuovo"),
    path("componenti/<int:componente>/", CorreggiView.as_view(), name="componente"),
    path("componenti/<int:componente>/fine/", FineView.as_view(), name="componente_fine"),
    path("componenti/<int:componente>/sostituzione/", SostituzioneView.as_view(), name="componente_sostituzione"),
    path("<int:seduta>/", SedutaView.as_view(), name="seduta"),
    path("<int:seduta>/modifica/", ModificaView.as_view(), name="modifica"),
    path("<int:seduta>/ordine/", OrdineView.as_view(), name="ordine"),
    path("<int:seduta>/presenze/", PresenzeView.as_view(), name="presenze"),
    path("<int:seduta>/collegamenti/", CollegamentiView.as_view(), name="collegamenti"),
    path("<int:seduta>/verbale.<str:formato>", VerbaleView.as_view(), name="verbale"),
    path("<int:seduta>/punti/<int:punto>/", PuntoView.as_view(), name="punto"),
    path("<int:seduta>/atto/<slug:atto>/", AttoView.as_view(), name="atto"),
]
