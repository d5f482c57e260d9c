"""Addresses of the moderation screens, under /admin/moderazione/; they are in e-mails and never change."""

from django.urls import path

from pubblicazione.admin.anteprima import show_on_site
from pubblicazione.admin.views import AnnullaView, ElencoView, ModerazioneView, RitiraPubblicazioneView, RitiraView

app_name = "moderazione"
urlpatterns = [
    path("", ElencoView.as_view(), name="elenco"),
    path("<int:pk>/", ModerazioneView.as_view(), name="pagina"),
    path("<int:pk>/anteprima/", show_on_site, name="anteprima"),
    path("<int:pk>/annulla/", AnnullaView.as_view(), name="annulla"),
    path("<int:pk>/ritira/", RitiraView.as_view(), name="ritira"),
    path("<int:pk>/ritira-pubblicazione/", RitiraPubblicazioneView.as_view(), name="ritira_pubblicazione"),
]
