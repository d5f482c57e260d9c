"""Who may know the value of a field (design law 8): the words by which each app declares its own fields."""

from collections.abc import Mapping
from enum import StrEnum


class Visibilita(StrEnum):
    """From the widest to the narrowest; what is not declared is for nobody."""

    PUBBLICO = "pubblico"  # anybody: API, open data, public pages
    AGGREGATO = "aggregato"  # anybody, but only in counts and averages
    RISERVATO = "riservato"  # the competent structure, and the party it is about
    UFFICIO = "ufficio"  # the competent structure alone


Campi = Mapping[str, Visibilita]


def declare(**campi: str) -> Campi:
    """Return each field of a model with its visibility, from its names written together under each word.

    Raises ValueError for a word that is none, and for a field that stands under two.
    """
    found: dict[str, Visibilita] = {}
    for word, names in campi.items():
        for name in names.split():
            if name in found:
                raise ValueError(f"{name} is declared twice")
            found[name] = Visibilita(word)
    return found
