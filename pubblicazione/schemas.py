"""What an owner hands over to be published: bytes, and by what they are found and sorted."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

# How much a word counts where it stands.
PESO_NOME, PESO_SINTESI, PESO_TESTO = 9, 3, 1
# Of the documents that have the words, how many are put in order by how much they count; the others follow by name.
MAX_CANDIDATI = 2_000


@dataclass(frozen=True)
class Rendering:
    """A public resource rendered by its owner: bytes to serve, and by what they are found and sorted.

    `estratto` is the item as lists show it; empty when lists show the whole body.
    `parole` are the folded words by which it is searched, with their weight (`core.text.weigh_words`, PESO_*).
    `aggiornato_il` is what the document itself says, if it says so: rendering again must not change it.
    """

    risorsa: str
    chiave: str
    corpo: bytes
    ordine: str
    estratto: bytes = b""
    parole: dict[str, int] = field(default_factory=dict)
    filtri: dict[str, list[str]] = field(default_factory=dict)
    aggiornato_il: dt.datetime | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None
