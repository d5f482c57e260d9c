"""Which steps wait for their protocol number from the external system."""

from collections.abc import Collection

from core.models import MAX_TENTATIVI, Canale, Messaggio
from procedimenti.models import PassoIstanza

_PREFIX = "protocollo:"


def chiave_of(passo_id: int) -> str:
    """Return the key under which the number of a step is asked: the same step, the same number."""
    return f"{_PREFIX}{passo_id}"


def waiting_words(passi_id: Collection[int]) -> dict[int, str]:
    """Return, for each of these steps that waits for its number, how people are told."""
    keys = [chiave_of(pk) for pk in passi_id]
    found = Messaggio.objects.filter(canale=Canale.PROTOCOLLO, inviato_il__isnull=True, chiave__in=keys)
    return {int(m.chiave.removeprefix(_PREFIX)): _words(m.tentativi) for m in found}


def _words(attempts: int) -> str:
    if attempts >= MAX_TENTATIVI:
        return "in attesa: il sistema di protocollo non lo ha dato, avvisa chi gestisce il registro"
    return "in attesa: il sistema di protocollo non ha ancora risposto" if attempts else "in attesa"


def waiting_steps(competenze: Collection[str]) -> list[PassoIstanza]:
    """Return the steps of some structures that wait for their number, the oldest first."""
    keys = Messaggio.objects.filter(canale=Canale.PROTOCOLLO, inviato_il__isnull=True).values_list("chiave", flat=True)
    ids = [int(key.removeprefix(_PREFIX)) for key in keys]
    found = PassoIstanza.objects.filter(pk__in=ids, istanza__sezione__competenza__in=list(competenze))
    return list(found.select_related("istanza__iscrizione").order_by("pk"))
