"""The clock of one procedure, from the steps taken so far; how days are counted is in `termini`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.uncertain_dates import Precisione, UncertainDate
from procedimenti.enums import Passo
from procedimenti.festivi import RegolaFestivi
from procedimenti.policies.passi import Storia
from procedimenti.termini import (
    Calcolo,
    Preavviso,
    Sospensione,
    compute_parere,
    compute_termine,
    compute_uncertain,
)


@dataclass(frozen=True)
class Orologio:
    """Where the term ends. `prima` is the earliest end, if the receipt is not known to the day; None if nobody knows.

    `certo` is False when some day of the case is not known, so that only the latest end can be told.
    """

    calcolo: Calcolo
    prima: Calcolo | None
    certo: bool


def storia_of(passi: Iterable[Any], *, festivi: RegolaFestivi, oltre: bool = False) -> Storia:
    """Return what the policies ask of the steps of a procedure, given in their order."""
    taken = list(passi)
    giorni = {Passo(p.passo): p.giorno for p in taken}
    primi = {Passo(p.passo): p.giorno for p in reversed(taken)}
    return Storia(
        ricevuta=giorni.get(Passo.PRESENTAZIONE),
        ultimo=taken[-1].giorno if taken else None,
        giorni=giorni,
        primi=primi,
        richieste_parere=sum(p.passo == Passo.RICHIESTA_PARERE for p in taken),
        festivi=festivi,
        oltre=oltre,
    )


def _exact(giorno: UncertainDate | None) -> bool:
    return giorno is not None and giorno.precisione is Precisione.GIORNO


def orologio_of(storia: Storia, *, giorni: int, fonte: str) -> Orologio | None:
    """Return the clock of a procedure that has been received; None before.

    Suspensions of days not known are not subtracted: the end shown is then the earliest that the law allows,
    and `certo` is False.
    """
    ricevuta = storia.ricevuta
    if ricevuta is None:
        return None
    pauses = [storia.giorni.get(p) for p in (Passo.RICHIESTA_INTEGRAZIONE, Passo.PREAVVISO)]
    if not _exact(ricevuta) or any(p is not None and not _exact(p) for p in pauses):
        prima, ultima = compute_uncertain(ricevuta=ricevuta, giorni=giorni, fonte_giorni=fonte, festivi=storia.festivi)
        return Orologio(ultima, prima, certo=False)
    calcolo = compute_termine(
        ricevuta_il=ricevuta.al,
        giorni=giorni,
        fonte_giorni=fonte,
        sospensioni=_sospensioni(storia),
        preavviso=_preavviso(storia),
        festivi=storia.festivi,
    )
    return Orologio(calcolo, calcolo, certo=True)


def _sospensioni(storia: Storia) -> list[Sospensione]:
    richiesta = storia.giorni.get(Passo.RICHIESTA_INTEGRAZIONE)
    if richiesta is None:
        return []
    risposta = storia.giorni.get(Passo.INTEGRAZIONE)
    return [Sospensione(richiesta.al, risposta.al if risposta else None)]


def _preavviso(storia: Storia) -> Preavviso | None:
    comunicato = storia.giorni.get(Passo.PREAVVISO)
    if comunicato is None:
        return None
    osservazioni = storia.giorni.get(Passo.OSSERVAZIONI)
    return Preavviso(comunicato.al, osservazioni_il=osservazioni.al if osservazioni else None)


def parere_of(storia: Storia, *, giorni: int) -> Calcolo | None:
    """Return by when the opinion asked is due; None if none is, if its days are not known, or while it is interrupted.

    The request after a rinvio is the day on which the body received what it had asked for (art. 16 c. 4 L. 241/1990).
    Raises ProcedimentoError if the rinvio came after the term.
    """
    richiesto, ultimo = storia.primi.get(Passo.RICHIESTA_PARERE), storia.giorni.get(Passo.RICHIESTA_PARERE)
    rinvio = storia.giorni.get(Passo.RINVIO)
    if richiesto is None or ultimo is None or not _exact(richiesto) or not _exact(ultimo):
        return None
    if rinvio is None:
        return compute_parere(richiesto_il=richiesto.al, giorni=giorni, festivi=storia.festivi)
    if not _exact(rinvio):
        return None
    again = ultimo.al if storia.richieste_parere > 1 else None
    return compute_parere(
        richiesto_il=richiesto.al, giorni=giorni, interrotto_il=rinvio.al, elementi_il=again, festivi=storia.festivi
    )
