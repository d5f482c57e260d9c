"""What a version changes against the one before it: files by format, and the fields of the .docx."""

from dataclasses import dataclass, field

from archivio.enums import TipoFile
from modulistica.models import FileVersione, VersioneModello
from modulistica.selectors import approved_before, docx_fields


@dataclass(frozen=True)
class Coppia:
    """One format before and now; either may be missing."""

    formato: str
    prima: FileVersione | None
    ora: FileVersione | None

    @property
    def esito(self) -> str:
        """What happened to this format, in a word."""
        if self.prima is None:
            return "Nuovo formato"
        if self.ora is None:
            return "Formato tolto"
        same = self.prima.file.contenuto.sha256 == self.ora.file.contenuto.sha256
        return "Identico" if same else "Cambiato"


@dataclass(frozen=True)
class Prospetto:
    """The difference from the version before; without one everything is new."""

    prima: VersioneModello | None
    file: list[Coppia] = field(default_factory=list)
    campi_aggiunti: list[str] = field(default_factory=list)
    campi_tolti: list[str] = field(default_factory=list)

    @property
    def cambia_campi(self) -> bool:
        return bool(self.campi_aggiunti or self.campi_tolti)


def prospetto_of(versione: VersioneModello) -> Prospetto:
    """Return what a version changes against the last one approved before it."""
    before = approved_before(versione)
    if before is None:
        return Prospetto(None)
    old, new = _by_format(before), _by_format(versione)
    pairs = [Coppia(str(tipo.label), old.get(tipo), new.get(tipo)) for tipo in TipoFile if tipo in old or tipo in new]
    was, now = docx_fields(before), docx_fields(versione)
    if not (was and now):
        return Prospetto(before, pairs)
    return Prospetto(before, pairs, [f for f in now if f not in was], [f for f in was if f not in now])


def _by_format(versione: VersioneModello) -> dict[TipoFile, FileVersione]:
    return {TipoFile(item.formato): item for item in versione.file.all()}
