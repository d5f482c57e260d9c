"""The clock of one procedure, from the steps taken so far; how days are counted is in `termini`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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


def storia_of(
    passi: Iterable[Any], *, festivi: RegolaFestivi, oltre: bool = False, parere_dovuto: bool = False
) -> Storia:
    """Return what the policies ask of the steps of a procedure, given in their order."""
    taken = list(passi)
    giorni = {Passo(p.passo): p.giorno for p in taken}
    given = max((n for n, p in enumerate(taken) if p.passo == Passo.PARERE), default=-1)
    round_ = taken[given + 1 :]
    return Storia(
        ricevuta=giorni.get(Passo.PRESENTAZIONE),
        non_prima=max((p.giorno.dal for p in taken if p.giorno.dal is not None), default=None),
        giorni=giorni,
        osservazioni=[p.giorno for p in taken if p.passo == Passo.OSSERVAZIONI],
        richieste_parere=[p.giorno for p in round_ if p.passo == Passo.RICHIESTA_PARERE],
        rinvio=next((p.giorno for p in round_ if p.passo == Passo.RINVIO), None),
        parere_dovuto=parere_dovuto,
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
    notice, days = Preavviso(comunicato.al), [o.al for o in storia.osservazioni]
    entro = notice.osservazioni_entro(storia.festivi)
    # Late ones do not move the clock, not even after others that came in time.
    in_time = [day for day in days if day <= entro]
    return replace(notice, osservazioni_il=max(in_time or days, default=None))


def parere_of(storia: Storia, *, giorni: int) -> Calcolo | None:
    """Return by when the opinion asked is due; None if none is, if its days are not known, or while it is interrupted.

    The request after a rinvio is the day on which the body received what it had asked for (art. 16 c. 4 L. 241/1990).
    Raises ProcedimentoError if the rinvio came after the term.
    """
    asked, rinvio = storia.richieste_parere, storia.rinvio
    if not asked or not all(map(_exact, asked)):
        return None
    richiesto, ultimo = asked[0], asked[-1]
    if rinvio is None:
        return compute_parere(richiesto_il=richiesto.al, giorni=giorni, festivi=storia.festivi)
    if not _exact(rinvio):
        return None
    again = ultimo.al if len(asked) > 1 else None
    return compute_parere(
        richiesto_il=richiesto.al, giorni=giorni, interrotto_il=rinvio.al, elementi_il=again, festivi=storia.festivi
    )
