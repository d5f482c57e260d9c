"""Settings for the tests: development on a throw-away database, quick hashing, tasks run at once."""

import os

os.environ.setdefault("PUBLIC_BASE_URL", "https://registro.example.it")

from site_registro.settings.development import *  # noqa: F403 - relaxes development, as the module says

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "pubblico": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "riservato": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
ANTEPRIMA_PAGINA_URL = "https://sito.example.it{percorso}?anteprima={token}"
ANTEPRIMA_URL = "https://sito.example.it/distretti/{codice}?anteprima={token}"
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}  # noqa: F405 - from production
INSTALLED_APPS = [*INSTALLED_APPS, "tests.stock"]  # noqa: F405 - from production
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405 - a pool would hold connections to the databases that tests drop
