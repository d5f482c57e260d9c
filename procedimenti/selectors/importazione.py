"""What an import of istanze must know of those that are already here."""

from procedimenti.models import Fotografia, Istanza, Protocollo


def find_protocollo(*, registro: str, anno: int, numero: str) -> Protocollo | None:
    """Return the protocol number, with its step and its istanza, or None."""
    related = Protocollo.objects.select_related("passo__istanza__sezione", "passo__istanza__iscrizione")
    return related.filter(registro=registro, anno=anno, numero=numero).first()


def find_fotografia(istanza: Istanza) -> Fotografia:
    """Return what was submitted, as it was then."""
    return Fotografia.objects.filter(passo__istanza=istanza).order_by("passo__seq")[0]
