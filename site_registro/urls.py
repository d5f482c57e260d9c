"""All addresses of the site, composed from the apps; no view lives here."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("api/v1/", include("api.urls")),
    path("modelli/", include("modulistica.urls")),
    path("nucleo/", include("procedimenti.urls")),
    path("admin/", include("home.admin.urls")),  # before Wagtail, whose places it takes
    path("admin/", include(wagtailadmin_urls)),
    path("", include("archivio.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("home.urls")),
]
handler404 = "home.views.not_found"
handler500 = "home.views.server_error"
