"""The addresses of the desk of the procedures, under /admin/procedimenti/, in the namespace `istanze`."""

from django.urls import path

from procedimenti.admin.caso import CasoView, ModificaView
from procedimenti.admin.documenti import CaricaAderentiView, CaricaAllegatoView, FascicoloView, FileAllegatoView
from procedimenti.admin.istruttoria import VerificaView
from procedimenti.admin.lavoro.cruscotto import CruscottoView
from procedimenti.admin.lavoro.elenco import ElencoView
from procedimenti.admin.lavoro.insieme import InsiemeView
from procedimenti.admin.nuova import NuovaView, SceltaView
from procedimenti.admin.passo import PassoView
from procedimenti.admin.regole.elenco import RegoleView
from procedimenti.admin.regole.modulo import FineView, RegolaView
from procedimenti.admin.scritti import FileScrittoView, ProvaScrittoView, ScrittoView
from procedimenti.admin.struttura.importazione import ImportazioneView, ModelloView
from procedimenti.admin.struttura.oltre import OltreView
from procedimenti.admin.struttura.titolare import TitolareView

app_name = "istanze"
_S = "<str:istanza>/scritti/<int:ordine>/"
urlpatterns = [
    path("", ElencoView.as_view(), name="elenco"),
    path("insieme/", InsiemeView.as_view(), name="insieme"),
    path("carichi-e-tempi/", CruscottoView.as_view(), name="cruscotto"),
    path("carichi-e-tempi/oltre-il-termine.csv", OltreView.as_view(), name="oltre"),
    path("potere-sostitutivo/", TitolareView.as_view(), name="titolare"),
    path("regole/", RegoleView.as_view(), name="regole"),
    path("regole/<slug:competenza>/<slug:specie>/", RegolaView.as_view(), name="regola_nuova"),
    path("regole/<slug:competenza>/<slug:specie>/<slug:chiave>/", RegolaView.as_view(), name="regola"),
    path("regole/<slug:competenza>/<slug:specie>/<slug:chiave>/fine/", FineView.as_view(), name="regola_fine"),
    path("importazione/", ImportazioneView.as_view(), name="importazione"),
    path("importazione/modello.xlsx", ModelloView.as_view(), name="importazione_modello"),
    path("nuovo/", SceltaView.as_view(), name="scelta"),
    path("nuovo/<slug:tipo>/", NuovaView.as_view(), name="nuova"),
    path("<str:istanza>/", CasoView.as_view(), name="caso"),
    path("<str:istanza>/modifica/", ModificaView.as_view(), name="modifica"),
    path("<str:istanza>/aderenti/", CaricaAderentiView.as_view(), name="aderenti"),
    path("<str:istanza>/allegati/", CaricaAllegatoView.as_view(), name="carica"),
    path("<str:istanza>/allegati/<int:allegato>/", FileAllegatoView.as_view(), name="file"),
    path("<str:istanza>/fascicolo.zip", FascicoloView.as_view(), name="fascicolo"),
    path("<str:istanza>/passo/<slug:passo>/", PassoView.as_view(), name="passo"),
    path(_S, ScrittoView.as_view(), name="scritto"),
    path(f"{_S}scritto.docx", FileScrittoView.as_view(), {"formato": "docx"}, name="scritto_docx"),
    path(f"{_S}scritto.pdf", FileScrittoView.as_view(), {"formato": "pdf"}, name="scritto_pdf"),
    path(f"{_S}prova/v<int:numero>/", ProvaScrittoView.as_view(), name="prova_scritto"),
    path("<str:istanza>/requisiti/<slug:requisito>/", VerificaView.as_view(), name="verifica"),
]
