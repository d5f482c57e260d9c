"""The addresses of the screens about keys, under /admin/chiavi/."""

from django.urls import path

from api.admin.chiavi import ChiaviView, NuovaChiaveView, RevocaChiaveView

app_name = "chiavi"
urlpatterns = [
    path("", ChiaviView.as_view(), name="elenco"),
    path("nuova/", NuovaChiaveView.as_view(), name="nuova"),
    path("<int:chiave>/revoca/", RevocaChiaveView.as_view(), name="revoca"),
]
