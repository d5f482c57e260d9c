"""Plays the demonstration's cases through the real actions, each step on its own past day: the istanze are invented."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.utils import timezone
from stdnum import luhn

from core.clock import set_back, today
from core.uncertain_dates import UncertainDate, in_year, not_known, on_day
from distretti.models import Iscrizione, Sezione
from home.actions.demo.eventi import read_atto, read_date, read_json
from home.actions.demo.modelli import FILE
from home.actions.demo.nucleo import nucleo_moments
from identita.models import User
from procedimenti.actions.esito import grant_istanza
from procedimenti.actions.istanza import add_allegato, open_istanza, upload_aderenti
from procedimenti.actions.passi import Richiesta, take_passo
from procedimenti.enums import Passo, TipoAllegato, TipoProcedimento
from procedimenti.models import Istanza

DATA = Path(__file__).resolve().parents[2] / "data"
# The real act that a procedure records here: the register says of it what it would without.
_GRANTED = ("cibo-sud-est-barese", "2200")
_OPENS_AT = dt.time(9)
_HEADING = ("Denominazione", "Tipo di soggetto", "Codice fiscale", "Comune", "Provincia")
_PLACES = (("Bari", "BA"), ("Taranto", "TA"), ("Lecce", "LE"), ("Foggia", "FG"))


def read_istanze() -> list[dict[str, Any]]:
    """Return the invented cases as their file describes them."""
    return list(read_json(DATA / "istanze_dimostrative.json"))


def play_istanze(*, users: dict[str, User], iscrizioni: dict[str, Iscrizione], advance: Callable[[], None]) -> None:
    """Play every case and the sedute of the Nucleo, all in order of time, as an office would have seen them."""
    rows = {row["chiave"]: row for row in read_istanze()}
    istanze: dict[str, Istanza] = {}

    def play(chiave: str, n: int) -> None:
        row = rows[chiave]
        if n == 0:
            istanze[chiave] = _open(row, users=users, iscrizioni=iscrizioni)
            advance()
        _take(istanze[chiave], row["passi"][n], users=users)

    moments = nucleo_moments(users=users, istanze=istanze)
    for chiave, row in rows.items():
        moments += [(-passo["giorni_fa"], chiave, n, partial(play, chiave, n)) for n, passo in enumerate(row["passi"])]
    on = today()
    for days, _chiave, n, act in sorted(moments, key=itemgetter(0, 1, 2)):
        with set_back(_moment(on + dt.timedelta(days=days), n)):
            act()


def _moment(day: dt.date, n: int) -> dt.datetime:
    """Return when the office writes a step down: in its order, in the morning."""
    return timezone.make_aware(dt.datetime.combine(day, _OPENS_AT) + dt.timedelta(minutes=5 * n))


def _open(row: dict[str, Any], *, users: dict[str, User], iscrizioni: dict[str, Iscrizione]) -> Istanza:
    by = users[row["passi"][0]["da"]]
    iscrizione = iscrizioni[row["voce"]] if "voce" in row else None
    istanza = open_istanza(
        tipo=TipoProcedimento(row["tipo"]),
        sezione=iscrizione.sezione if iscrizione else Sezione.objects.get(codice=row["sezione"]),
        iscrizione=iscrizione,
        by=by,
        dati=row.get("dati"),
        **{name: row.get(name, "") for name in ("richiedente", "rappresentante", "pec_richiedente", "sintesi")},
        peculiarita=row.get("peculiarita", ""),
    )
    if "aderenti" in row:
        contenuto = write_members(row["aderenti"], di_fuori=row.get("di_fuori", 0))
        upload_aderenti(istanza=istanza, by=by, contenuto=contenuto, al=today())
    for tipo, nome in row["documenti"].items():
        with (FILE / nome).open("rb") as stream:
            add_allegato(istanza=istanza, by=by, stream=stream, nome=nome, tipo=TipoAllegato(tipo))
    return istanza


def write_members(count: int, *, di_fuori: int) -> bytes:
    """Return a members' list of invented firms, of which some outside Puglia.

    Their tax codes are well formed, in a range that no office has ever given.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(_HEADING)
    for n in range(1, count + 1):
        comune, provincia = ("Matera", "MT") if n <= di_fuori else _PLACES[n % len(_PLACES)]
        digits = f"{9_999_000 + n}072"
        code = digits + luhn.calc_check_digit(digits)
        writer.writerow((f"Impresa dimostrativa {n} s.r.l.", "Impresa", code, comune, provincia))
    return stream.getvalue().encode()


def _take(istanza: Istanza, passo: dict[str, Any], *, users: dict[str, User]) -> None:
    """Take one step; the row of a draft that is still one has none."""
    if "passo" not in passo:
        return
    dati = dict(passo.get("dati", {}))
    if "responsabile" in dati:
        dati["responsabile"] = users[dati["responsabile"]].pk
    said = _said(istanza, on_day(today()), motivo=passo.get("motivo", ""), dati=dati)
    take_passo(istanza=istanza, passo=Passo(passo["passo"]), by=users[passo["da"]], richiesta=said)


def _said(istanza: Istanza, giorno: UncertainDate, **more: Any) -> Richiesta:
    """What is sent with a step by who has just read the case."""
    istanza.refresh_from_db()
    return Richiesta(versione=istanza.versione, giorno=giorno, **more)


def is_granted(chiave: str, event: dict[str, Any]) -> bool:
    """Tell whether a real event is recorded by a procedure."""
    return (chiave, event["atto"].get("numero")) == _GRANTED


def grant_event(*, iscrizione: Iscrizione, event: dict[str, Any], users: dict[str, User]) -> None:
    """Let a procedure record a real variazione: of its istanza nothing is known but that the act came after."""
    officer, other = users["funzionario.agricoltura"], users["funzionario.agricoltura2"]
    istanza = open_istanza(
        tipo=TipoProcedimento.VARIAZIONE,
        sezione=iscrizione.sezione,
        iscrizione=iscrizione,
        by=officer,
        dati=event["dati"],
        richiedente=iscrizione.denominazione,
        sintesi="Caso dimostrativo: la deliberazione è vera, dell’istanza si sa solo che la precede.",
    )
    decorrenza = read_date(event["decorrenza"])
    year = decorrenza.al.year
    before = not_known(dal=dt.date(year, 1, 1), al=decorrenza.al)
    for passo in (Passo.PRESENTAZIONE, Passo.PRESA_IN_CARICO, Passo.AVVIO_ISTRUTTORIA, Passo.PROPOSTA):
        giorno = in_year(year) if passo is Passo.PRESENTAZIONE else before
        take_passo(istanza=istanza, passo=passo, by=officer, richiesta=_said(istanza, giorno))
    said = _said(istanza, decorrenza)
    grant_istanza(istanza=istanza, by=other, richiesta=said, atto=read_atto(event), decorrenza=decorrenza)
