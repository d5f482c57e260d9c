"""The public API v1: its routers put together; filters, errors, answers and description live beside it."""

from ninja import NinjaAPI

from api.errors import register_errors
from api.routes import (
    esportazioni,
    iscrizioni,
    modelli,
    pagine,
    parti,
    servizio,
    sezioni,
    statistiche,
    variazioni,
    vocabolari,
)

api = NinjaAPI(
    title="Registro dei distretti della Regione Puglia",
    version="1.0.0",
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url=None,
)
register_errors(api)
_ROUTES = (
    servizio,
    sezioni,
    iscrizioni,
    parti,
    modelli,
    pagine,
    variazioni,
    esportazioni,
    statistiche,
    vocabolari,
)
for module in _ROUTES:
    api.add_router("", module.router)
