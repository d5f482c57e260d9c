"""Settings of production, the base of truth: the other settings import this file and relax it."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from site_registro.settings.stores import file_stores

BASE_DIR = Path(__file__).resolve().parents[2]

# Secrets and addresses have no default: a server that lacks one must not start.
SECRET_KEY = os.environ["SECRET_KEY"]
PUBLIC_BASE_URL = os.environ["PUBLIC_BASE_URL"].rstrip("/")
ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")
DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=0)}
DEBUG = False
DEMO_DATA_ALLOWED = False  # `seed_demo` makes accounts whose password everybody knows

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Opening a connection costs ten times what a read does. Django's own check of a pooled one (CONN_HEALTH_CHECKS)
    # asks the server each time: this backend looks at the socket, and survives a restart of the server as well.
    DATABASES["default"]["ENGINE"] = "core.postgresql"
    _size = int(os.environ.get("DATABASE_POOL_SIZE") or 4)
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": _size, "timeout": 5}
else:
    # IMMEDIATE takes the write lock at BEGIN: six writers wait in line instead of failing with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }

INSTALLED_APPS = [
    "home",
    "api",
    "modulistica",
    "estratti",
    "procedimenti",
    "distretti",
    "pubblicazione",
    "identita",
    "core",
    "wagtail_modeladmin",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "identita.apps.UtentiConfig",  # wagtail.users, with our screens
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "archivio",  # after Wagtail's images and documents, whose rights it replaces
    "wagtail.search",
    "pubblicazione.apps.AdminWithoutMail",  # wagtail.admin
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "home.middleware.PersonalLinkMiddleware",
    "api.middleware.ApiMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "home.middleware.ContentPolicyMiddleware",
    "home.middleware.FullDiskMiddleware",  # outside the check of the token, which reads the form
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.admin.middleware.WallMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "home.middleware.DatabaseDownMiddleware",
]

ROOT_URLCONF = "site_registro.urls"
WSGI_APPLICATION = "site_registro.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

LANGUAGE_CODE = "it"
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
LOCALE_PATHS = [BASE_DIR / "locale"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identita.User"
AUTHENTICATION_BACKENDS = ["identita.backend.GruppiBackend"]
LOGIN_URL = "wagtailadmin_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
WAGTAILADMIN_USER_LOGIN_FORM = "identita.forms.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "identita.forms.RecuperoForm"
# Failed logins heard before a pause, for one name and from one address (an office shares one), and e-mails for a new
# password sent to one mailbox; per worker.
LOGIN_LIMITS = {"utente": "5 per 5 minutes", "indirizzo": "30 per 5 minutes", "recupero": "3 per hour"}
# Codes of extracts that one address may try (the code itself has 80 bits: this only spares the machine).
VERIFICA_LIMIT = "30 per 10 minutes"
# The header in which the proxy in front writes the caller's address, such as HTTP_X_REAL_IP; empty: no proxy.
CLIENT_ADDRESS_HEADER = os.environ.get("CLIENT_ADDRESS_HEADER", "")
# Reads of the API in a minute, from one address or with one key, before 429; 0: no limit. Per worker (docs/adr/0013).
API_LIMITS = {
    "indirizzo": int(os.environ.get("API_LIMIT_ADDRESS") or 600),
    "chiave": int(os.environ.get("API_LIMIT_KEY") or 3000),
}
# Where the front end of the regional site shows the draft of an entry, and of a page of the site; empty: it does not.
ANTEPRIMA_URL = os.environ.get("ANTEPRIMA_URL", "")
if ANTEPRIMA_URL and not ("{codice}" in ANTEPRIMA_URL and "{token}" in ANTEPRIMA_URL):
    raise ValueError("ANTEPRIMA_URL must contain {codice} and {token}")
ANTEPRIMA_PAGINA_URL = os.environ.get("ANTEPRIMA_PAGINA_URL", "")
if ANTEPRIMA_PAGINA_URL and not (
    "{token}" in ANTEPRIMA_PAGINA_URL and ("{percorso}" in ANTEPRIMA_PAGINA_URL or "{id}" in ANTEPRIMA_PAGINA_URL)
):
    raise ValueError("ANTEPRIMA_PAGINA_URL must contain {token}, and {percorso} or {id}")

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", BASE_DIR / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    **file_stores(os.environ, MEDIA_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The system that gives protocol numbers, asked in JSON by `tick`, and its key of access; empty: the embedded register.
PROTOCOLLO_URL = os.environ.get("PROTOCOLLO_URL", "")
PROTOCOLLO_TOKEN = os.environ.get("PROTOCOLLO_TOKEN", "")
_protocollo = urlsplit(PROTOCOLLO_URL)
if PROTOCOLLO_URL and _protocollo.scheme != "https" and _protocollo.hostname not in {"127.0.0.1", "localhost"}:
    raise ValueError("PROTOCOLLO_URL must be an https address, or one of this machine")
# `host:port` or the path of clamd's socket; empty: files are marked as not scanned. And the folder of trusted roots.
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")
FIRMA_RADICI = os.environ.get("FIRMA_RADICI", "")
# The internal location by which nginx sends the files of MEDIA_ROOT itself, as `/_archivio/`; empty: Django sends them.
X_ACCEL_PREFIX = os.environ.get("X_ACCEL_PREFIX", "")
# The door of nginx by which a changed answer of the API takes the place of the kept one; empty: nothing keeps any.
CACHE_REFRESH_URL = os.environ.get("CACHE_REFRESH_URL", "")
# The register as files is written anew when it moved, at most once in so many hours.
ESPORTAZIONE_ORE = int(os.environ.get("ESPORTAZIONE_ORE", "24"))
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "site_registro.ricezione.FullDiskAwareUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SECURE = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview beside the editor is a frame of our own site
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# The public site runs nothing that is not a file of its own; `data:` is for the pictures inside Bootstrap Italia's CSS.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
# Wagtail's forms start their choosers and date pickers from scripts inside the page.
ADMIN_PATH = "/admin/"
CONTENT_SECURITY_POLICY_ADMIN = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}

WAGTAIL_SITE_NAME = "Registro dei distretti"
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("it", "Italiano")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("it", "Italiano")]
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILIMAGES_IMAGE_MODEL = "archivio.Immagine"
WAGTAILDOCS_DOCUMENT_MODEL = "archivio.DocumentoArchiviato"
WAGTAILIMAGES_IMAGE_FORM_BASE = "archivio.admin.forms.ImmagineForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "archivio.admin.forms.DocumentoForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILAPI_RICH_TEXT_FORMAT = "html"

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "registro@localhost")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"riservato": {"()": "site_registro.logs.TokenlessFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "riservato"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

# Moderation: ending a workflow publishes nothing, and publishing ends no workflow (the text approved for a date may
# come out while the next one is being moderated). What the officer says reaches the editor with the decision.
WAGTAIL_FINISH_WORKFLOW_ACTION = "core.workflow.finish_workflow"
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAILADMIN_COMMENTS_ENABLED = False
