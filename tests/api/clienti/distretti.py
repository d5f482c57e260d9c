"""What a developer writes with the generated Python client: read by the test in a process of its own."""

import json
import sys

from registro import Client
from registro.api.iscrizioni import list_iscrizioni, show_iscrizione
from registro.models import (
    Iscrizione,
    ListIscrizioniProvinciaItem,
    ListIscrizioniSort,
    PaginaIscrizioni,
    Problema,
)

client = Client(base_url=sys.argv[1])
taranto, by_name = [ListIscrizioniProvinciaItem.TA], ListIscrizioniSort.DENOMINAZIONE
page = list_iscrizioni.sync(client=client, provincia=taranto, limit=100, sort=by_name)
assert isinstance(page, PaginaIscrizioni)
first = show_iscrizione.sync(str(page.items[0].codice), client=client)
assert isinstance(first, Iscrizione)
refused = list_iscrizioni.sync(client=client, limit=0)
assert isinstance(refused, Problema)
print(json.dumps({"codici": [item.codice for item in page.items], "nome": first.denominazione, "no": refused.detail}))
