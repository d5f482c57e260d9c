"""The addresses of the extracts' screens, under /admin/estratti/, in the namespace `estratti`."""

from django.urls import path

from estratti.admin.views import EstrattiView, PdfView

app_name = "estratti"
urlpatterns = [
    path("<str:codice>/", EstrattiView.as_view(), name="voce"),
    path("<str:codice>/<int:estratto>/", PdfView.as_view(), name="pdf"),
]
