"""Production as it is, but for what a loopback without TLS cannot have."""

from site_registro.settings.production import *  # noqa: F403 - production, measured

API_LIMITS = {"indirizzo": 10**12, "chiave": 10**12}  # counted, and never refused
SECURE_SSL_REDIRECT = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
