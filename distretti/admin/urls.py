"""The addresses of the desk, under /admin/registro/, in the namespace `registro`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from distretti.admin.aderenti.views import AderentiVoceView, ElenchiView, ElencoVoceView, ModelloElencoView
from distretti.admin.evento.views import ApriView, EventoView, NuovaIscrizioneView, RettificaView, ScegliEventoView
from distretti.admin.persone.deleghe import DelegheView, NuovaDelegaView, TerminaDelegaView
from distretti.admin.persone.organi import CaricaView, OrganiView


class CodiceConverter(StringConverter):
    """The code of an entry."""

    regex = "RP-[1-7]-[0-9]{4,}"


register_converter(CodiceConverter, "codice")

app_name = "registro"
urlpatterns = [
    path("nuova/", NuovaIscrizioneView.as_view(), name="nuova"),
    path("nuova/<int:sezione>/<slug:tipo>/", ApriView.as_view(), name="apri"),
    path("deleghe/", DelegheView.as_view(), name="deleghe"),
    path("deleghe/nuova/", NuovaDelegaView.as_view(), name="delega_nuova"),
    path("deleghe/<int:delega>/termina/", TerminaDelegaView.as_view(), name="delega_termina"),
    path("aderenti/", ElenchiView.as_view(), name="elenchi"),
    path("aderenti/modello.<slug:formato>", ModelloElencoView.as_view(), name="elenco_modello"),
    path("<codice:codice>/aderenti/", AderentiVoceView.as_view(), name="aderenti"),
    path("<codice:codice>/aderenti/<int:elenco>/", ElencoVoceView.as_view(), name="elenco"),
    path("<codice:codice>/organi/", OrganiView.as_view(), name="organi"),
    path("<codice:codice>/organi/<int:carica>/", CaricaView.as_view(), name="carica"),
    path("<codice:codice>/annota/", ScegliEventoView.as_view(), name="annota"),
    path("<codice:codice>/annota/<slug:tipo>/", EventoView.as_view(), name="annota_tipo"),
    path("<codice:codice>/rettifica/<int:seq>/", RettificaView.as_view(), name="rettifica"),
]
