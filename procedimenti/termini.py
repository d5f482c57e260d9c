"""The clock of the law: pure functions over dates, each computation explained line by line; no database here.

Sources: L. 241/1990 arts. 2, 10-bis, 16; art. 2963 of the civil code for how days are counted. Durations are given by
the caller, who reads them in the rules of the section; only what the statute itself fixes is a constant here.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.italiano import from_day, show_count, show_day, the_day, until_day
from core.uncertain_dates import UncertainDate
from procedimenti.exceptions import ProcedimentoError
from procedimenti.festivi import RegolaFestivi, day_off, next_working_day

MASSIMO_SOSPENSIONE = 30  # art. 2 c. 7 L. 241/1990
GIORNI_OSSERVAZIONI = 10  # art. 10-bis L. 241/1990
GIORNI_RIPRESA = 10  # art. 10-bis L. 241/1990: after the observations
GIORNI_PARERE, GIORNI_PARERE_DOPO_INTERRUZIONE = 20, 15  # art. 16 cc. 1 and 4 L. 241/1990

ART_2_6 = "art. 2, comma 6, L. 241/1990"
ART_2_7 = "art. 2, comma 7, L. 241/1990"
ART_2_9TER = "art. 2, comma 9-ter, L. 241/1990"
ART_10BIS = "art. 10-bis L. 241/1990"
ART_16 = "art. 16 L. 241/1990"
ART_2963 = "art. 2963, comma 2, del codice civile"
_ROME = ZoneInfo("Europe/Rome")
_FESTIVI = RegolaFestivi()


@dataclass(frozen=True)
class Riga:
    """One line of an explanation: the day it leads to, what happened, the rule."""

    giorno: dt.date
    testo: str
    fonte: str


@dataclass(frozen=True)
class Calcolo:
    """Where a term ends and why. `aperto`: something still under way may bring the end nearer, never further."""

    scade_il: dt.date
    righe: tuple[Riga, ...]
    aperto: bool = False

    def days_left(self, on: dt.date) -> int:
        """Whole days from `on` to the last useful one; negative when it has passed."""
        return (self.scade_il - on).days

    def is_past(self, on: dt.date) -> bool:
        """Tell whether on that day the term has passed: its last day is still useful."""
        return on > self.scade_il


@dataclass(frozen=True)
class Sospensione:
    """The one suspension of art. 2 c. 7: from the day of the request to that of the answer, if there is one."""

    dal: dt.date
    risposta_il: dt.date | None = None

    def check(self) -> None:
        """Raise ProcedimentoError if the answer precedes the request."""
        if self.risposta_il is not None and self.risposta_il < self.dal:
            raise ProcedimentoError("La risposta precede la richiesta di integrazione.", fonte=ART_2_7)

    @property
    def al(self) -> dt.date:
        """The last suspended day: that of the answer, and in any case the thirtieth."""
        limite = self.dal + dt.timedelta(days=MASSIMO_SOSPENSIONE)
        return limite if self.risposta_il is None else min(self.risposta_il, limite)


@dataclass(frozen=True)
class Preavviso:
    """The notice of the grounds against: day of sending, of receipt (by PEC the same), of the observations."""

    comunicato_il: dt.date
    ricevuto_il: dt.date | None = None
    osservazioni_il: dt.date | None = None

    def check(self) -> None:
        """Raise ProcedimentoError if the days are not in the order of the law."""
        if self.ricevuto_il is not None and self.ricevuto_il < self.comunicato_il:
            raise ProcedimentoError("Il preavviso non può essere ricevuto prima di essere comunicato.", fonte=ART_10BIS)
        if self.osservazioni_il is not None and self.osservazioni_il < self.da:
            raise ProcedimentoError("Le osservazioni precedono il ricevimento del preavviso.", fonte=ART_10BIS)

    @property
    def da(self) -> dt.date:
        """The day from which the ten days run."""
        return self.ricevuto_il or self.comunicato_il

    def osservazioni_entro(self, festivi: RegolaFestivi = _FESTIVI) -> dt.date:
        """The last day for the observations."""
        return next_working_day(self.da + dt.timedelta(days=GIORNI_OSSERVAZIONI), festivi.effetto)

    def al(self, festivi: RegolaFestivi = _FESTIVI) -> dt.date:
        """The last suspended day; late observations are read, but do not move the clock."""
        entro = self.osservazioni_entro(festivi)
        if self.osservazioni_il is None or self.osservazioni_il > entro:
            return entro
        return self.osservazioni_il + dt.timedelta(days=GIORNI_RIPRESA)


@dataclass(frozen=True)
class _Pausa:
    dal: dt.date
    al: dt.date
    testo: str
    fonte: str
    aperta: bool


def local_day(instant: dt.datetime) -> dt.date:
    """Return the day of an aware instant in Europe/Rome: the legal day of a submission (art. 18-bis L. 241/1990)."""
    if instant.tzinfo is None:
        raise ValueError("l’istante deve avere un fuso orario")
    return instant.astimezone(_ROME).date()


def compute_termine(
    *,
    ricevuta_il: dt.date,
    giorni: int,
    fonte_giorni: str,
    sospensioni: Sequence[Sospensione] = (),
    preavviso: Preavviso | None = None,
    festivi: RegolaFestivi = _FESTIVI,
) -> Calcolo:
    """Return the last day to conclude, with its explanation.

    Raises ProcedimentoError on a second suspension and on days out of order.
    A suspension that begins when the term has already passed does not bring it back.
    """
    if giorni < 1:
        raise ValueError("un termine dura almeno un giorno")
    pauses = _pauses(ricevuta_il, sospensioni, preavviso, festivi)
    end = ricevuta_il + dt.timedelta(days=giorni)
    righe = [
        Riga(ricevuta_il, f"L’istanza è ricevuta {the_day(ricevuta_il)}: il termine decorre da qui.", ART_2_6),
        Riga(end, f"Il giorno iniziale non si conta: {show_count(giorni, 'giorno', 'giorni')} finiscono "
                  f"{the_day(end)}.", f"{ART_2963}; {fonte_giorni}"),
    ]  # fmt: skip
    covered: dt.date | None = None
    for pausa in pauses:
        start = pausa.dal if covered is None else max(pausa.dal, covered)
        if pausa.dal > next_working_day(end, festivi.effetto):
            righe.append(Riga(end, f"{pausa.testo} Il termine era già scaduto: non si sospende.", pausa.fonte))
            continue
        days = max((pausa.al - start).days, 0)
        # A pause that begins in the days by which a holiday prolongs the term finds no day left to give back.
        end = max(end + dt.timedelta(days=days), pausa.al)
        covered = max(pausa.al, covered or pausa.al)
        righe.append(Riga(end, f"{pausa.testo} Sono {show_count(days, 'giorno sospeso', 'giorni sospesi')}: "
                               f"il termine va {_to(end)}.", pausa.fonte))  # fmt: skip
    moved = _move(end, festivi, righe)
    return Calcolo(moved, tuple(righe), aperto=any(p.aperta for p in pauses))


def _to(day: dt.date) -> str:
    return until_day(day).removeprefix("fino ")


def _pauses(
    ricevuta_il: dt.date, sospensioni: Sequence[Sospensione], preavviso: Preavviso | None, festivi: RegolaFestivi
) -> list[_Pausa]:
    if len(sospensioni) > 1:
        raise ProcedimentoError("Il termine si può sospendere una volta sola.", fonte=ART_2_7)
    found = []
    for sospensione in sospensioni:
        sospensione.check()
        found.append(_of_sospensione(sospensione))
    if preavviso is not None:
        preavviso.check()
        found.append(_of_preavviso(preavviso, festivi))
    if any(p.dal < ricevuta_il for p in found):
        raise ProcedimentoError("Il termine non si può sospendere prima del ricevimento dell’istanza.", fonte=ART_2_6)
    return sorted(found, key=lambda p: (p.dal, p.al))


def _of_sospensione(sospensione: Sospensione) -> _Pausa:
    risposta, al = sospensione.risposta_il, sospensione.al
    testo = f"Integrazione chiesta {the_day(sospensione.dal)}"
    if risposta is None:
        testo += f": la sospensione dura al massimo {MASSIMO_SOSPENSIONE} giorni, {until_day(al)}."
    elif risposta > al:
        testo += f", ricevuta {the_day(risposta)}: la sospensione si ferma al trentesimo giorno, {the_day(al)}."
    else:
        testo += f", ricevuta {the_day(risposta)}."
    return _Pausa(sospensione.dal, al, testo, ART_2_7, aperta=risposta is None)


def _of_preavviso(preavviso: Preavviso, festivi: RegolaFestivi) -> _Pausa:
    entro, al = preavviso.osservazioni_entro(festivi), preavviso.al(festivi)
    testo = f"Preavviso di rigetto comunicato {the_day(preavviso.comunicato_il)}, osservazioni entro {the_day(entro)}"
    if preavviso.osservazioni_il is None:
        testo += ": senza osservazioni il termine riprende alla fine dei dieci giorni."
    elif preavviso.osservazioni_il > entro:
        testo += f", presentate tardi {the_day(preavviso.osservazioni_il)}: il termine riprende alla fine dei dieci."
    else:
        testo += f", presentate {the_day(preavviso.osservazioni_il)}: il termine riprende dopo dieci giorni."
    # Observations in time may lengthen the suspension: what is open here may only grow, so it is not called open.
    return _Pausa(preavviso.comunicato_il, al, testo, ART_10BIS, aperta=False)


def _move(end: dt.date, festivi: RegolaFestivi, righe: list[Riga]) -> dt.date:
    """Move an end off a holiday as the rule wants, and say so."""
    why = day_off(end, festivi.effetto)
    if why is None:
        return end
    moved = next_working_day(end, festivi.effetto)
    note = "" if festivi.confermata else " (regola da confermare)"
    day_name = why if why in {"domenica", "sabato"} else f"festivo ({why})"
    righe.append(Riga(moved, f"{show_day(end).capitalize()} è {day_name}: il termine è prorogato "
                             f"{_to(moved)}{note}.", festivi.fonte))  # fmt: skip
    return moved


def compute_parere(
    *,
    richiesto_il: dt.date,
    giorni: int = GIORNI_PARERE,
    interrotto_il: dt.date | None = None,
    elementi_il: dt.date | None = None,
    festivi: RegolaFestivi = _FESTIVI,
) -> Calcolo | None:
    """Return by when an obligatory opinion is due; None while it is interrupted and the elements are awaited.

    `interrotto_il`: when the body asked for more, once; `elementi_il`: when it received it (art. 16 c. 4).
    """
    end = richiesto_il + dt.timedelta(days=giorni)
    righe = [Riga(end, f"Parere chiesto {the_day(richiesto_il)}: va reso entro {giorni} giorni, "
                       f"{the_day(end)}.", f"{ART_16}, comma 1")]  # fmt: skip
    if interrotto_il is not None:
        if not richiesto_il <= interrotto_il <= next_working_day(end, festivi.effetto):
            raise ProcedimentoError("L’organo può interrompere il termine solo mentre decorre.", fonte=ART_16)
        if elementi_il is None:
            return None
        if elementi_il < interrotto_il:
            raise ProcedimentoError("Gli elementi precedono la richiesta dell’organo.", fonte=ART_16)
        end = elementi_il + dt.timedelta(days=GIORNI_PARERE_DOPO_INTERRUZIONE)
        testo = f"Interrotto {the_day(interrotto_il)}, elementi ricevuti {the_day(elementi_il)}: il parere va reso"
        righe.append(Riga(end, f"{testo} entro quindici giorni, {the_day(end)}.", f"{ART_16}, comma 4"))
    return Calcolo(_move(end, festivi, righe), tuple(righe))


def compute_potere_sostitutivo(
    *, richiesto_il: dt.date, giorni: int, festivi: RegolaFestivi = _FESTIVI, d_ufficio: bool = False
) -> Calcolo:
    """Return by when whoever holds the potere sostitutivo must conclude: half the original term, rounded down.

    `richiesto_il`: the day of the request or, `d_ufficio`, that on which he takes the case over.
    """
    half, how = giorni // 2, "esercitato d’ufficio" if d_ufficio else "chiesto"
    end = richiesto_il + dt.timedelta(days=half)
    righe = [Riga(end, f"Potere sostitutivo {how} {the_day(richiesto_il)}: metà di {giorni} giorni sono {half}, "
                       f"{until_day(end)}.", ART_2_9TER)]  # fmt: skip
    return Calcolo(_move(end, festivi, righe), tuple(righe))


def compute_uncertain(
    *, ricevuta: UncertainDate, giorni: int, fonte_giorni: str, festivi: RegolaFestivi = _FESTIVI
) -> tuple[Calcolo | None, Calcolo]:
    """Return the earliest and the latest end of a receipt not known to the day; no earliest without a lower bound."""
    latest = compute_termine(ricevuta_il=ricevuta.al, giorni=giorni, fonte_giorni=fonte_giorni, festivi=festivi)
    if ricevuta.dal is None:
        return None, latest
    return compute_termine(ricevuta_il=ricevuta.dal, giorni=giorni, fonte_giorni=fonte_giorni, festivi=festivi), latest


def measured_days(*, ricevuta_il: dt.date, concluso_il: dt.date) -> int:
    """Return the real days it took, to publish and to write in a late act (art. 2 cc. 4-bis, 9-quinquies)."""
    if concluso_il < ricevuta_il:
        raise ProcedimentoError("L’atto finale precede il ricevimento dell’istanza.", fonte=ART_2_6)
    return (concluso_il - ricevuta_il).days


def late_clause(*, termine: Calcolo, giorni: int, ricevuta_il: dt.date, concluso_il: dt.date) -> str:
    """Return the sentence a late act must carry (art. 2 c. 9-quinquies L. 241/1990), or nothing if it is in time."""
    used = measured_days(ricevuta_il=ricevuta_il, concluso_il=concluso_il)
    if not termine.is_past(concluso_il):
        return ""
    return (
        f"Il termine del procedimento è di {giorni} giorni e scadeva {the_day(termine.scade_il)}; il tempo impiegato,"
        f" {from_day(ricevuta_il)}, è di {show_count(used, 'giorno', 'giorni')}"
        " (art. 2, comma 9-quinquies, L. 241/1990)."
    )
