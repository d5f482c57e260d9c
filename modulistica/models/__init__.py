"""Models of the modulistica, one subject a module."""

from modulistica.models.modello import Modello
from modulistica.models.modifica import ModificaModello
from modulistica.models.versione import Contributo, FileVersione, SigilloVersione, VersioneModello

__all__ = ["Contributo", "FileVersione", "Modello", "ModificaModello", "SigilloVersione", "VersioneModello"]
