"""The addresses of the desk, under /admin/registro/, in the namespace `registro`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from distretti.admin.evento.views import ApriView, EventoView, NuovaIscrizioneView, RettificaView, ScegliEventoView


class CodiceConverter(StringConverter):
    """The code of an entry."""

    regex = "RP-[1-7]-[0-9]{4,}"


register_converter(CodiceConverter, "codice")

app_name = "registro"
urlpatterns = [
    path("nuova/", NuovaIscrizioneView.as_view(), name="nuova"),
    path("nuova/<int:sezione>/<slug:tipo>/", ApriView.as_view(), name="apri"),
    path("<codice:codice>/annota/", ScegliEventoView.as_view(), name="annota"),
    path("<codice:codice>/annota/<slug:tipo>/", EventoView.as_view(), name="annota_tipo"),
    path("<codice:codice>/rettifica/<int:seq>/", RettificaView.as_view(), name="rettifica"),
]
