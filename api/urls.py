"""The addresses under /api/v1/: description and routes, and for all that is none of them a 404 in the API's shape."""

from django.urls import path, re_path

from api.api import api
from api.views import show_docs, show_openapi, unknown_address

urlpatterns = [
    path("openapi.json", show_openapi),
    path("docs", show_docs),
    path("", unknown_address),  # before ninja's own root, which answers in HTML
    path("", api.urls),
    re_path("", unknown_address),
]
