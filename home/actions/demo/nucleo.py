"""Plays the demonstration's Nucleo through the real actions: who sits, a closed seduta and one that is convened."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from core.clock import today
from home.actions.demo.eventi import read_json
from identita.models import User
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.componenti import name_componente, replace_componente
from procedimenti.actions.nucleo.punto import (
    Chiamato,
    cast_voto,
    record_presenza_punto,
    record_presenze,
    write_scheda,
)
from procedimenti.actions.nucleo.seduta import add_punto, apri_seduta, convoca_seduta, create_seduta
from procedimenti.collegio import IncaricoNucleo, ModoSeduta, StatoPresenza
from procedimenti.models import ComponenteNucleo, Istanza, PuntoOrdine, SedutaNucleo
from procedimenti.selectors.nucleo.seduta import find_punto, scheda_of

DATA = Path(__file__).resolve().parents[2] / "data"
# When something happens: how many days from today, and in what order within the day, five minutes apart from nine.
Moment = tuple[int, str, int, Callable[[], None]]
_KEY, _AT, _OPENS, _VOTES, _CLOSES = "nucleo", dt.time(10, 30), 18, 24, 30


def nucleo_moments(*, users: Mapping[str, User], istanze: Mapping[str, Istanza]) -> list[Moment]:
    """Return what the Nucleo does and when; `istanze` is filled, by key, while the moments go by."""
    said: dict[str, Any] = read_json(DATA / "nucleo_dimostrativo.json")
    by, members = users[said["da"]], dict[str, ComponenteNucleo]()
    found: list[Moment] = [(-said["giorni_fa"], _KEY, 0, partial(_name, said, members, by))]
    passes = said["sostituzione"]
    found.append((-passes["giorni_fa"], _KEY, 0, partial(_replace, passes, members, by)))
    for row in said["sedute"]:
        found += _Seduta(row, said["struttura"], istanze, members, by).moments()
    return found


def _name(said: Mapping[str, Any], members: dict[str, ComponenteNucleo], by: User) -> None:
    for n, row in enumerate(said["componenti"], start=1):
        members[row["nome"]] = name_componente(
            competenza=said["struttura"],
            nome=row["nome"],
            incarico=IncaricoNucleo(row["incarico"]),
            dal=dt.date.fromisoformat(said["dal"]),
            by=by,
            qualifica=row["qualifica"],
            vota=row.get("vota", True),
            email=f"nucleo.{n}@example.it",
        )


def _replace(passes: Mapping[str, Any], members: Mapping[str, ComponenteNucleo], by: User) -> None:
    replace_componente(
        componente=members[passes["chi"]],
        nome=passes["nome"],
        dal=today(),
        by=by,
        qualifica=passes["qualifica"],
        email="nucleo.7@example.it",
    )


class _Seduta:
    """One seduta of the file, step by step."""

    def __init__(
        self,
        row: Mapping[str, Any],
        struttura: str,
        istanze: Mapping[str, Istanza],
        members: Mapping[str, ComponenteNucleo],
        by: User,
    ) -> None:
        self.row, self.struttura, self.istanze, self.members, self.by = row, struttura, istanze, members, by
        day = today() - dt.timedelta(days=row["giorni_fa"])
        self.il = timezone.make_aware(dt.datetime.combine(day, _AT))
        self.seduta: SedutaNucleo

    def moments(self) -> list[Moment]:
        """What is done, and when; a seduta without votes stays convened."""
        found: list[Moment] = [(-self.row["convocata_giorni_fa"], _KEY, 0, self.convene)]
        if "voti" in self.row:
            steps = ((_OPENS, self.open), (_VOTES, self.vote), (_CLOSES, self.close))
            found += [(-self.row["giorni_fa"], _KEY, n, act) for n, act in steps]
        return found

    def convene(self) -> None:
        modo = ModoSeduta(self.row["modo"])
        made = create_seduta(competenza=self.struttura, il=self.il, modo=modo, luogo=self.row["luogo"], by=self.by)
        for chiave in self.row["istanze"]:
            add_punto(seduta=made, istanza=self.istanze[chiave], by=self.by)
        self.seduta = convoca_seduta(seduta=made, by=self.by)

    def open(self) -> None:
        self.seduta = apri_seduta(seduta=self.seduta, by=self.by)
        there = {
            one.pk: StatoPresenza.ASSENTE if nome in self.row["assenti"] else StatoPresenza.PRESENTE
            for nome, one in self.members.items()
        }
        record_presenze(seduta=self.seduta, presenze=there, by=self.by)
        for nome, motivo in self.row["conflitti"].items():
            pk, stato = self.members[nome].pk, StatoPresenza.CONFLITTO
            record_presenza_punto(punto=self.punto, componente_id=pk, stato=stato, motivo=motivo, by=self.by)

    @property
    def punto(self) -> PuntoOrdine:
        found = find_punto(self.seduta, 1)
        assert found is not None  # noqa: S101 - the file puts one on the agenda
        return found

    def vote(self) -> None:
        criteri = {riga.criterio.codice: riga.criterio.pk for riga in scheda_of(self.punto)}
        write_scheda(
            punto=self.punto,
            valutazioni={criteri[codice]: (punti, said) for codice, (punti, said) in self.row["scheda"].items()},
            discussione=self.row["discussione"],
            prescrizioni="",
            by=self.by,
        )
        for nome, (valore, testo) in self.row["voti"].items():
            chi = Chiamato(self.members[nome], by=self.by)
            cast_voto(punto=self.punto, chi=chi, valore=valore, testo=testo)

    def close(self) -> None:
        close_seduta(seduta=self.seduta, by=self.by)
