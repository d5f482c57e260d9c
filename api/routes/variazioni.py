"""The change feed: read from 0 it gives the whole register, read again it gives what changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.openapi.described import described
from api.params import Parameter, choice, integer, read_parameters
from api.responses import api_url, content_response
from api.schemas.pagine import PaginaVariazioni
from pubblicazione.models import Operazione, Variazione
from pubblicazione.selectors import variazioni_after

router = Router(tags=["variazioni"])
# Where each public resource is read.
ADDRESSES = {
    "iscrizioni": "iscrizioni/{}",
    "aderenti": "iscrizioni/{}/aderenti",
    "sezioni": "sezioni/{}",
    "vocabolari": "vocabolari/{}",
    "modelli": "modelli/{}",
    "pagine": "pagine/{}",
}
DOPO = Parameter(
    "dopo",
    "Solo i cambiamenti dopo questo numero; 0 (se manca) per averli tutti.",
    "0",
    {"type": "integer", "format": "int64", "minimum": 0, "maximum": 10**15, "default": 0},
    integer(0, 10**15),
)
LIMIT = Parameter(
    "limit",
    "Quanti cambiamenti per pagina, al massimo.",
    "100",
    {"type": "integer", "format": "int32", "minimum": 1, "maximum": 100, "default": 100},
    integer(1, 100),
)
RISORSA = Parameter(
    "risorsa",
    "Solo i cambiamenti di questa risorsa. Può ripetersi.",
    "iscrizioni",
    {"type": "string", "enum": list(ADDRESSES)},
    choice(ADDRESSES),
    repeatable=True,
)
_PARAMETERS = (DOPO, LIMIT, RISORSA)


def _show(variazione: Variazione) -> dict[str, Any]:
    address = ADDRESSES.get(variazione.risorsa)
    gone = variazione.operazione == Operazione.DELETE or address is None
    return {
        "sequenza": variazione.sequenza,
        "operazione": variazione.operazione,
        "risorsa": variazione.risorsa,
        "chiave": variazione.chiave,
        "istante": variazione.istante,
        "etag": variazione.etag,
        "_links": {"self": None if gone else api_url(str(address).format(variazione.chiave))},
    }


@router.get("/variazioni", **described("list_variazioni", "Che cosa è cambiato", PaginaVariazioni, _PARAMETERS))
def list_variazioni(request: HttpRequest) -> HttpResponse:
    """Elenca i cambiamenti delle risorse pubbliche, nell’ordine in cui sono avvenuti, senza salti.

    Per tenere una copia: leggere da 0 seguendo `_links.next` finché `items` è vuoto, poi ripassare da lì quando si
    vuole. Di una risorsa cambiata più volte basta rileggere lo stato di adesso.
    """
    given = read_parameters(request, _PARAMETERS)
    dopo, limit, risorse = given.get("dopo", 0), given.get("limit", 100), tuple(given.get("risorsa", ()))
    shown = variazioni_after(dopo, limit=limit, risorse=risorse)[:limit]
    last = shown[-1].sequenza if shown else dopo
    kept = "".join(f"&risorsa={risorsa}" for risorsa in risorse) + (f"&limit={limit}" if "limit" in given else "")
    links = {"self": api_url(f"variazioni?dopo={dopo}{kept}"), "next": api_url(f"variazioni?dopo={last}{kept}")}
    return content_response(request, {"items": [_show(v) for v in shown], "_links": links})
