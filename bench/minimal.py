"""The least that Django can do: one view that answers the same bytes from memory, as a yardstick."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()


def show(request: HttpRequest) -> HttpResponse:
    """Answer the bytes."""
    return HttpResponse(BODY, content_type="application/json")


urlpatterns = [path("detail", show)]
if not settings.configured:
    settings.configure(
        SECRET_KEY="only-for-the-bench",  # noqa: S106
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
    )
application = get_wsgi_application()
