"""Production as it is, but for what a loopback without TLS cannot have."""

from site_registro.settings.production import *  # noqa: F403 - production, measured

SECURE_SSL_REDIRECT = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
