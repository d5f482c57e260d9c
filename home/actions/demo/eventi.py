"""Replays the known life of the real districts, in order of time, through the register's own actions."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from core.uncertain_dates import UncertainDate, in_month, in_year, not_known, on_day
from distretti.actions.iscrizione import open_iscrizione, record_annotazione
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.models import Atto, Iscrizione, Sezione
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


class Replay:
    """Plays events one by one; keeps the entries by district key and each act once."""

    def __init__(self, *, officers: dict[str, User]) -> None:
        self.officers = officers
        self.sezioni = {s.codice: s for s in Sezione.objects.all()}
        self.proposed = proposed_sections()
        self.iscrizioni: dict[str, Iscrizione] = {}
        self._atti: dict[str, Atto] = {}

    def play(self, chiave: str, event: dict[str, Any]) -> None:
        """Record one event; the first of a district opens its entry."""
        sezione = self.sezioni[self.proposed[chiave]]
        by = self.officers[sezione.competenza]
        tipo, decorrenza = TipoAnnotazione(event["tipo"]), read_date(event["decorrenza"])
        atto, dati = self._atto(event), event.get("dati", {})
        iscrizione = self.iscrizioni.get(chiave)
        if iscrizione is None:
            self.iscrizioni[chiave] = open_iscrizione(
                sezione=sezione, tipo=tipo, decorrenza=decorrenza, atto=atto, dati=dati, by=by
            )
        else:
            record_annotazione(iscrizione=iscrizione, tipo=tipo, decorrenza=decorrenza, atto=atto, dati=dati, by=by)

    def _atto(self, event: dict[str, Any]) -> Atto:
        """Return the event's act, the same row for events that the same act caused."""
        values = dict(event["atto"])
        fonte = "\n".join([*([event["nota"]] if "nota" in event else []), *event["fonte"]])
        key = json.dumps([values, fonte], sort_keys=True)
        if key not in self._atti:
            data = read_date(values.pop("data")) if "data" in values else None
            self._atti[key] = Atto.objects.create(
                tipo=TipoAtto(values.pop("tipo")),
                fonte=fonte,
                **({"data_dal": data.dal, "data_al": data.al, "data_precisione": data.precisione} if data else {}),
                **values,
            )
        return self._atti[key]
