"""What an owner hands over to be published: bytes, and by what they are found and sorted."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Rendering:
    """A public resource rendered by its owner: bytes to serve, and by what they are found and sorted.

    `estratto` is the item as lists show it; empty when lists show the whole body.
    `aggiornato_il` is what the document itself says, if it says so: rendering again must not change it.
    """

    risorsa: str
    chiave: str
    corpo: bytes
    ordine: str
    estratto: bytes = b""
    testo: str = ""
    filtri: dict[str, list[str]] = field(default_factory=dict)
    aggiornato_il: dt.datetime | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None
