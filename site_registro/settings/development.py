"""Settings for a developer's machine: SQLite and local files, nothing to install or configure."""

import os
from pathlib import Path

_VAR = Path(os.environ.get("VAR_DIR") or Path(__file__).resolve().parents[2] / "var")
_VAR.mkdir(exist_ok=True)
_PORT = os.environ.get("PORT", "8000")
os.environ.setdefault("SECRET_KEY", "only-for-development-never-on-a-server")
os.environ.setdefault("PUBLIC_BASE_URL", f"http://localhost:{_PORT}")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{_VAR / 'registro.sqlite3'}"

from site_registro.settings.production import *  # noqa: E402,F403 - relaxes production, as the module says

DEMO_DATA_ALLOWED = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = _VAR / "mail"
# Their lines drown the addresses that `make run` prints. A handler of its own: the worker has its loggers say more.
_WARNINGS = {"class": "logging.StreamHandler", "formatter": "riservato", "level": "WARNING"}
_QUIET = {
    name: {"handlers": ["warnings"], "level": "WARNING", "propagate": False}
    for name in ("wagtail", "django_tasks", "django_tasks_db", "pikepdf")
}
LOGGING = {**LOGGING, "handlers": {**LOGGING["handlers"], "warnings": _WARNINGS}, "loggers": _QUIET}  # noqa: F405
# Hashed names as in production, but not compressed: brotli takes twenty seconds at every start.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}  # noqa: F405
