"""What an owner hands over to be published: bytes, and by what they are found and sorted."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rendering:
    """A public resource rendered by its owner: bytes to serve, and by what they are found and sorted.

    `estratto` is the item as lists show it; empty when lists show the whole body.
    """

    risorsa: str
    chiave: str
    corpo: bytes
    ordine: str
    estratto: bytes = b""
    testo: str = ""
    filtri: dict[str, list[str]] = field(default_factory=dict)
