"""Where protocol numbers come from: the embedded register, or the number that another register has already given."""

from dataclasses import dataclass

from core.clock import now, today
from core.locks import lock_register
from procedimenti.enums import Verso
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import PassoIstanza, Protocollo

INTERNO = "interno"
_MAX_REGISTRO = _MAX_NUMERO = 40


@dataclass(frozen=True)
class NumeroDato:
    """A number given by another register, such as that of the Region, to what came in or went out."""

    registro: str
    numero: str
    anno: int


def record_protocollo(*, passo: PassoIstanza, verso: Verso, oggetto: str, dato: NumeroDato | None = None) -> Protocollo:
    """Give a step its protocol number: `dato` by another register, or the next of the embedded one.

    The caller is in a transaction. Raises ProcedimentoError if another step already has that number.
    """
    lock_register()
    number = dato or NumeroDato(INTERNO, str(_next(today().year)), today().year)
    _check(number)
    return Protocollo.objects.create(
        registro=number.registro,
        anno=number.anno,
        numero=number.numero,
        verso=verso,
        registrato_il=now(),
        oggetto=oggetto[:300],
        passo=passo,
    )


def _check(number: NumeroDato) -> None:
    if not number.numero or len(number.numero) > _MAX_NUMERO or len(number.registro) > _MAX_REGISTRO:
        raise ProcedimentoError("Scrivi il numero di protocollo, al massimo 40 caratteri.", campo="protocollo_numero")
    same = Protocollo.objects.filter(registro=number.registro, anno=number.anno, numero=number.numero).first()
    if same is not None:
        raise ProcedimentoError(
            f"Il protocollo {number.numero}/{number.anno} è già del caso {same.passo.istanza.numero}.",
            fonte="art. 53 DPR 445/2000",
            campo="protocollo_numero",
        )


def _next(anno: int) -> int:
    return Protocollo.objects.filter(registro=INTERNO, anno=anno).count() + 1
