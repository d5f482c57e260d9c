"""The files of the whole register: which there are, each with its checksum and address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from api.cursor import make_cursor, read_cursor
from api.openapi.described import described
from api.params import PAGING, read_parameters
from api.responses import content_response, links_of
from api.schemas.base import LICENZA
from api.schemas.esportazioni import PaginaEsportazioni
from pubblicazione.models import Esportazione
from pubblicazione.selectors.esportazioni import esportazioni_before

router = Router(tags=["esportazioni"])
_LIST = (PAGING.limit, PAGING.cursor)
_IDENTITY = {"risorsa": "esportazioni"}


def _file(row: Esportazione) -> dict[str, Any]:
    return {
        "formato": row.formato,
        "nome": row.nome,
        "media_type": row.media_type,
        "dimensione": row.contenuto.dimensione,
        "sha256": row.contenuto.sha256,
        "_links": {"self": f"{settings.PUBLIC_BASE_URL}{row.percorso}"},
    }


def _item(rows: list[Esportazione]) -> dict[str, Any]:
    first = rows[0]
    return {
        "sequenza": first.sequenza,
        "creata_il": first.creata_il,
        "voci": first.voci,
        "licenza": {"nome": LICENZA["name"], "url": LICENZA["url"]},
        "file": [_file(row) for row in rows],
    }


@router.get("/esportazioni", **described("list_esportazioni", "Il registro in file", PaginaEsportazioni, _LIST))
def list_esportazioni(request: HttpRequest) -> HttpResponse:
    """Elenca i file che contengono l’intero registro, dal più recente: non si rifanno e non cambiano mai.

    Si fanno di nuovo quando il registro cambia, al massimo una volta al giorno. Per avere un registro sempre uguale si
    parte da uno di questi e si seguono le `variazioni` dopo la sua `sequenza`.
    """
    given = read_parameters(request, _LIST)
    limit = given.get("limit", 20)
    after = read_cursor(given["cursor"], query=_IDENTITY, check=int) if "cursor" in given else None
    found = esportazioni_before(int(after[0]) if after else None, limit=limit)
    cursor = None
    if len(found) > limit:
        cursor = make_cursor(query=_IDENTITY, after=(str(found[limit - 1][0].sequenza), ""))
    links = links_of(request, "esportazioni", cursor=cursor)
    response = content_response(request, {"items": [_item(rows) for rows in found[:limit]], "_links": links})
    # A file is made after the change that it holds: what is kept until the next change would never show it.
    response["Cache-Control"] = "no-cache"
    return response
