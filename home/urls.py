"""The public addresses: an entry's is its code, for ever; everything else that people type leads there."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from home import views

app_name = "pubblico"
_CODE = r"(?P<codice>RP-[1-7]-[0-9]{4,})"

urlpatterns = [
    path("", views.home, name="home"),
    path("registro", views.elenco, name="elenco"),
    path("registro.csv", views.elenco_csv, name="elenco-csv"),
    re_path(rf"^registro/{_CODE}$", views.scheda, name="scheda"),
    re_path(rf"^registro/{_CODE}/aderenti$", views.aderenti, name="aderenti"),
    re_path(rf"^registro/{_CODE}/aderenti\.csv$", views.aderenti_csv, name="aderenti-csv"),
    re_path(r"^sezioni/(?P<codice>[1-7])$", views.sezione, name="sezione"),
    path("dati", views.dati, name="dati"),
    re_path(
        r"^esportazioni/registro-(?P<sequenza>[0-9]{1,15})\.(?P<formato>ndjson|csv|xlsx)$",
        views.esportazione,
        name="esportazione",
    ),
    path("modelli", views.modelli, name="modelli"),
    path("modulistica", RedirectView.as_view(pattern_name="pubblico:modelli", permanent=True)),
    path("verifica", views.cerca_estratto, name="verifica"),
    path("verifica/<str:codice>", views.estratto, name="estratto"),
    path("pagine", views.indice, name="pagine"),
    re_path(
        r"^(?P<path>(?:registro|sezioni|pagine|dati|modelli|verifica)(?:/.*)?)/$",
        RedirectView.as_view(url="/%(path)s", permanent=True, query_string=True),
    ),
    path("registro/<str:codice>", views.other_code),
    path("pagine/<path:percorso>", views.pagina, name="pagina"),
    path("colore.css", views.colore, name="colore"),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap),
]
