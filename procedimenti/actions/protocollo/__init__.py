"""Where protocol numbers come from: this register, another one that has given them already, or a system that is asked.

Which system answers is the setting PROTOCOLLO_URL; how it is spoken to is in `sistema`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

from core.actions.outbox import deliver, due, enqueue
from core.clock import now, today
from core.locks import lock_register
from core.models import Canale, Messaggio
from core.turno import Turno, run_each
from procedimenti.actions.protocollo.sistema import ask_number
from procedimenti.enums import Verso
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import PassoIstanza, Protocollo
from procedimenti.selectors.struttura.protocollo import chiave_of

INTERNO = "interno"
_MAX_REGISTRO = _MAX_NUMERO = 40
_MAX_OGGETTO = 300


@dataclass(frozen=True)
class NumeroDato:
    """A number given by another register, such as that of the Region, to what came in or went out."""

    registro: str
    numero: str
    anno: int


class AdattatoreProtocollo(Protocol):
    """What gives a number to a step that has none yet."""

    def ask(self, *, passo: PassoIstanza, verso: Verso, oggetto: str) -> Protocollo | None:
        """Give the step its number, or return None if it will come later; the caller is in a transaction."""


class RegistroInterno:
    """The embedded register: the next number of the year, at once."""

    def ask(self, *, passo: PassoIstanza, verso: Verso, oggetto: str) -> Protocollo | None:
        anno = today().year
        numero = str(Protocollo.objects.filter(registro=INTERNO, anno=anno).count() + 1)
        return write_protocollo(passo=passo, verso=verso, oggetto=oggetto, dato=NumeroDato(INTERNO, numero, anno))


class RegistroEsterno:
    """Another system, asked after commit by `tick`; until it answers the step waits for its number."""

    def ask(self, *, passo: PassoIstanza, verso: Verso, oggetto: str) -> Protocollo | None:
        photo = getattr(passo, "fotografia", None)
        contenuto = {
            "passo": passo.pk,
            "verso": verso.value,
            "oggetto": oggetto[:_MAX_OGGETTO],
            "data": passo.giorno_al.isoformat(),
            "corrispondente": passo.istanza.nome,
            "pratica": passo.istanza.numero,
            "impronta": photo.sha256 if photo else "",
        }
        enqueue(canale=Canale.PROTOCOLLO, chiave=chiave_of(passo.pk), contenuto=contenuto)
        return None


def adattatore() -> AdattatoreProtocollo:
    """Return the register that the settings choose."""
    return RegistroEsterno() if settings.PROTOCOLLO_URL else RegistroInterno()


def record_protocollo(
    *, passo: PassoIstanza, verso: Verso, oggetto: str, dato: NumeroDato | None = None
) -> Protocollo | None:
    """Give a step its protocol number: `dato` by another register, or that of the chosen one; None if it will come.

    The caller is in a transaction. Raises ProcedimentoError if another step already has that number.
    """
    lock_register()
    if dato is None:
        return adattatore().ask(passo=passo, verso=verso, oggetto=oggetto)
    _check_foreign(dato.registro)
    return write_protocollo(passo=passo, verso=verso, oggetto=oggetto, dato=dato)


def write_protocollo(
    *, passo: PassoIstanza, verso: Verso, oggetto: str, dato: NumeroDato, registrato_il: dt.datetime | None = None
) -> Protocollo:
    """Write the number of a step; the caller holds the register's lock. Raises ProcedimentoError."""
    _check(dato)
    return Protocollo.objects.create(
        registro=dato.registro,
        anno=dato.anno,
        numero=dato.numero,
        verso=verso,
        registrato_il=registrato_il or now(),
        oggetto=oggetto[:_MAX_OGGETTO],
        passo=passo,
    )


def _check_foreign(registro: str) -> None:
    """Raise ProcedimentoError if another register bears the name of this one, whose numbers follow one another."""
    if registro.strip().casefold() == INTERNO:
        raise ProcedimentoError(
            f"Il registro «{INTERNO}» è di questo sistema, che dà i suoi numeri da sé: scrivi il nome di quello che"
            " ha dato il numero.",
            fonte="art. 53 DPR 445/2000",
            campo="protocollo_registro",
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


def drain_protocollo() -> Turno:
    """Ask the external system for every number whose turn has come; must run outside any transaction.

    With no external system set, those that wait stay as they are.
    """
    if not settings.PROTOCOLLO_URL:
        return Turno()
    waiting = due(Canale.PROTOCOLLO)
    return run_each(
        waiting, lambda pk: deliver(pk=pk, canale=Canale.PROTOCOLLO, send=_ask), name=lambda pk: f"protocollo {pk}"
    )


def _ask(messaggio: Messaggio) -> None:
    """Ask for one number and write it; asked again under the same key, the system gives the same one."""
    asked: dict[str, Any] = messaggio.contenuto
    answer = ask_number({k: v for k, v in asked.items() if k != "passo"}, chiave=messaggio.chiave)
    _check_foreign(answer.registro)
    with transaction.atomic():
        lock_register()
        passo = PassoIstanza.objects.get(pk=asked["passo"])
        if hasattr(passo, "protocollo"):  # written by a sender that stopped before it could say so
            return
        write_protocollo(
            passo=passo,
            verso=Verso(asked["verso"]),
            oggetto=asked["oggetto"],
            dato=NumeroDato(answer.registro, answer.numero, answer.anno),
            registrato_il=answer.registrato_il,
        )
