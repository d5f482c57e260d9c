"""What an import must know: the istanze that are already here, the file that somebody sent to be imported."""

from archivio.enums import UsoFile
from archivio.models import FileRicevuto
from identita.models import User
from procedimenti.models import Fotografia, Istanza, Protocollo

_KEY = 18  # digits that a key of ours may have


def find_protocollo(*, registro: str, anno: int, numero: str) -> Protocollo | None:
    """Return the protocol number, with its step and its istanza, or None."""
    related = Protocollo.objects.select_related("passo__istanza__sezione", "passo__istanza__iscrizione")
    return related.filter(registro=registro, anno=anno, numero=numero).first()


def find_fotografia(istanza: Istanza) -> Fotografia:
    """Return what was submitted, as it was then."""
    return Fotografia.objects.filter(passo__istanza=istanza).order_by("passo__seq")[0]


def find_libro(pk: str, *, by: User) -> FileRicevuto | None:
    """Return a file that `by` himself sent to be imported, by what a form says is its key; or None."""
    if not (pk.isascii() and pk.isdecimal() and len(pk) <= _KEY):
        return None
    mine = FileRicevuto.objects.filter(uso=UsoFile.IMPORTAZIONE, caricato_da=by).select_related("contenuto")
    return mine.filter(pk=int(pk)).first()
