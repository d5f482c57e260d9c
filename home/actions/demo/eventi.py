"""Replays the known life of the real districts, in order of time, through the register's own actions."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from core.clock import today
from core.uncertain_dates import Precisione, UncertainDate, in_month, in_year, not_known, on_day
from distretti.actions.atto import CampiAtto
from distretti.actions.evento import record_evento
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.models import Iscrizione, Sezione
from identita.models import User

DATA = Path(__file__).resolve().parents[3] / "distretti" / "data"


def read_json(path: Path) -> Any:
    """Return what one of the project's own JSON files says."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_date(value: str | dict[str, str | None]) -> UncertainDate:
    """Read a date of the data file: a day, a month, a year, or an interval with the bounds that are known."""
    if isinstance(value, dict):
        dal = dt.date.fromisoformat(value["dal"]) if value["dal"] else None
        return not_known(al=dt.date.fromisoformat(str(value["al"])), dal=dal)
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return on_day(dt.date(*parts))
    return in_month(parts[0], parts[1]) if len(parts) == 2 else in_year(parts[0])


def read_events() -> list[tuple[str, dict[str, Any]]]:
    """Return every event with its district's key, in order of time; those of one district keep their order."""
    events = [(row["chiave"], event) for row in read_json(DATA / "eventi_reali.json") for event in row["eventi"]]
    return sorted(events, key=lambda pair: read_date(pair[1]["decorrenza"]).al)


def proposed_sections() -> dict[str, int]:
    """Return the section proposed for each district, by key."""
    return {row["chiave"]: int(row["sezione_registro_proposta"][0]) for row in read_json(DATA / "distretti_reali.json")}


def _not_after_today(value: UncertainDate) -> UncertainDate:
    """A fact found by the survey was so at the latest today, whatever day the machine believes it is."""
    if value.precisione is not Precisione.NON_NOTA or value.al <= today():
        return value
    return not_known(al=today(), dal=value.dal)


def read_atto(event: dict[str, Any]) -> CampiAtto:
    """Return what is said of the act of an event; a number that nobody found is declared not known."""
    values = dict(event["atto"])
    tipo = TipoAtto(values.pop("tipo"))
    data = read_date(values.pop("data")) if "data" in values else None
    if "burp_data" in values:
        values["burp_data"] = dt.date.fromisoformat(values["burp_data"])
    notes = [event["nota"]] if "nota" in event else []
    return CampiAtto(
        tipo=tipo,
        data=data,
        numero_non_noto=tipo is not TipoAtto.NON_NOTO and "numero" not in values,
        fonte="\n".join([*notes, *event["fonte"]]),
        **values,
    )


class Replay:
    """Plays events one by one; keeps the entries by the key of their district."""

    def __init__(self, *, officers: dict[str, User]) -> None:
        self.officers = officers
        self.sezioni = {s.codice: s for s in Sezione.objects.all()}
        self.proposed = proposed_sections()
        self.iscrizioni: dict[str, Iscrizione] = {}

    def play(self, chiave: str, event: dict[str, Any]) -> None:
        """Record one event; the first of a district opens its entry."""
        sezione = self.sezioni[self.proposed[chiave]]
        iscrizione = self.iscrizioni.get(chiave)
        annotazione = record_evento(
            tipo=TipoAnnotazione(event["tipo"]),
            by=self.officers[sezione.competenza],
            atto=read_atto(event),
            decorrenza=_not_after_today(read_date(event["decorrenza"])),
            dati=event.get("dati", {}),
            iscrizione=iscrizione,
            sezione=None if iscrizione else sezione,
        )
        self.iscrizioni[chiave] = annotazione.iscrizione
