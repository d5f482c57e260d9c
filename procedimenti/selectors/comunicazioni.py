"""What went out and came in of a case: each step with a protocol number, and what became of its e-mail."""

from dataclasses import dataclass

from core.models import Messaggio
from procedimenti.enums import Verso
from procedimenti.models import Istanza, PassoIstanza, Protocollo


@dataclass(frozen=True)
class Comunicazione:
    """One communication: the step that it is, its number, the e-mail that bears it if it went out by one."""

    passo: PassoIstanza
    protocollo: Protocollo
    messaggio: Messaggio | None

    @property
    def in_uscita(self) -> bool:
        return self.protocollo.verso == Verso.USCITA


def comunicazioni_of(istanza: Istanza) -> list[Comunicazione]:
    """Return the communications of a case, the last first; what the outbox has forgotten is without its e-mail."""
    numbers = Protocollo.objects.filter(passo__istanza=istanza).order_by("-passo__seq")
    found = list(numbers.select_related("passo__istanza", "passo__scritto__inviato"))
    keys = {f"passo:{p.passo_id}": p.pk for p in found}
    sent = {m.chiave: m for m in Messaggio.objects.filter(chiave__in=keys)}
    return [Comunicazione(p.passo, p, sent.get(f"passo:{p.passo_id}")) for p in found]
