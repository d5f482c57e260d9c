"""The public addresses of the procedures: the page that a member of the Nucleo reaches by a personal link."""

from django.urls import path

from procedimenti.views import nucleo

app_name = "nucleo_personale"
urlpatterns = [
    path("<str:token>", nucleo.pagina, name="pagina"),
    path("<str:token>/punti/<int:punto>/voto", nucleo.voto, name="voto"),
    path("<str:token>/punti/<int:punto>/conflitto", nucleo.conflitto, name="conflitto"),
    path("<str:token>/punti/<int:punto>/documenti/<int:allegato>", nucleo.documento, name="documento"),
]
