"""The WSGI entry point that granian serves: Django, and in front of it the layers that count and repeat reads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_registro.settings.production")
django_application = get_wsgi_application()

from api.cache.fast_reads import FastReads, Generation, read_generation  # noqa: E402 - needs Django's registry of apps
from api.cache.keys import KeyRing  # noqa: E402
from api.cache.limits import LimitedReads  # noqa: E402

ring = KeyRing()
generation = Generation(read_generation, beside=ring.refresh)
application = LimitedReads(FastReads(django_application, generation), ring, ready=generation.ensure_polling)
