"""Who may do each act of the register: a table written by hand, tried as every role on both sides of the wall."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from core.clock import today
from core.uncertain_dates import on_day
from distretti.actions import confluenza, elenco, iscrizione, persone
from distretti.actions.atto import record_atto
from distretti.actions.rettifica import record_rettifica
from distretti.enums import TipoAtto
from distretti.exceptions import NotPermittedError
from distretti.models import Annotazione, Carica, Delega, ElencoAderenti, Iscrizione, Sezione
from identita.models import User
from tests.distretti.elenchi import CANTIERI, SARTORIA, xlsx
from tests.factories import make_atto, make_funzionario, make_iscrizione, make_user

OFFICE = {"funzionario.ricerca", "dirigente.ricerca"}
WRITERS = OFFICE | {"redattore.ricerca"}
GROUPS = {
    "redattore": "Redattore",
    "redattore.ricerca": "Redattore – ricerca",
    "redattore.agricoltura": "Redattore – agricoltura",
    "funzionario.ricerca": "Funzionario – ricerca",
    "funzionario.agricoltura": "Funzionario – agricoltura",
    "dirigente.ricerca": "Dirigente – ricerca",
    "dirigente.agricoltura": "Dirigente – agricoltura",
    "amministratore": "Amministratore",
    "lettore": "Lettore",
}
MAGGIO = on_day(dt.date(2025, 5, 3))


class Scene:
    """Two entries of section 1, a delega and an office, all made by an officer who is none of those who try."""

    def __init__(self) -> None:
        self.by = make_funzionario(username="chi.prepara")
        self.nautica = make_iscrizione("Nautica", by=self.by)
        self.moda = make_iscrizione("Moda", by=self.by)
        self.delega = persone.grant_delega(user=make_user("anna"), iscrizione=self.nautica, by=self.by)
        self.carica = persone.record_carica(iscrizione=self.nautica, by=self.by, nome="A", ruolo="Presidente")

    @property
    def act(self) -> dict[str, Any]:
        return {"iscrizione": self.nautica, "atto": make_atto(dt.date(2025, 5, 1), "300"), "decorrenza": MAGGIO}

    def upload(self) -> ElencoAderenti:
        return elenco.upload_elenco(
            iscrizione=self.nautica, by=self.by, contenuto=xlsx(CANTIERI), al=dt.date(2025, 6, 30)
        )

    def suspended(self) -> Iscrizione:
        iscrizione.suspend(**self.act, by=self.by, sospesa_al=dt.date(2025, 12, 31))
        return self.nautica

    def with_term(self) -> Iscrizione:
        iscrizione.record_conferma(**self.act, by=self.by, scade_il=dt.date(2025, 12, 31))
        return self.nautica


Act = Callable[[Scene, User], object]
JUNE = on_day(dt.date(2025, 6, 1))
# What is done, and who may: everybody else is refused.
ACTS: dict[str, tuple[Act, set[str]]] = {
    "record_atto": (
        lambda s, by: record_atto(
            by=by, competenza="ricerca", tipo=TipoAtto.COMUNICAZIONE, organo="Regione", numero="1"
        ),
        OFFICE,
    ),
    "record_riconoscimento": (
        lambda s, by: iscrizione.record_riconoscimento(
            by=by,
            atto=make_atto(),
            decorrenza=MAGGIO,
            definitivo=False,
            dati={"denominazione": "Nuovo"},
            sezione=Sezione.objects.get(pk=1),
        ),
        OFFICE,
    ),
    "record_iscrizione": (
        lambda s, by: iscrizione.record_iscrizione(
            by=by, atto=make_atto(), decorrenza=MAGGIO, dati={"denominazione": "N"}, sezione=Sezione.objects.get(pk=2)
        ),
        OFFICE,
    ),
    "record_variazione": (
        lambda s, by: iscrizione.record_variazione(**s.act, by=by, dati={"sito": "https://a.it"}),
        OFFICE,
    ),
    "record_conferma": (lambda s, by: iscrizione.record_conferma(**s.act, by=by, scade_il="2028-05-03"), OFFICE),
    "suspend": (lambda s, by: iscrizione.suspend(**s.act, by=by, sospesa_al="2025-12-31"), OFFICE),
    "resume": (
        lambda s, by: iscrizione.resume(iscrizione=s.suspended(), by=by, decorrenza=on_day(dt.date(2026, 1, 1))),
        OFFICE,
    ),
    "expire": (lambda s, by: iscrizione.expire(iscrizione=s.with_term(), by=by), OFFICE),
    "revoke": (lambda s, by: iscrizione.revoke(**s.act, by=by), OFFICE),
    "cancel": (lambda s, by: iscrizione.cancel(**s.act, by=by), OFFICE),
    "transfer": (lambda s, by: confluenza.transfer(**s.act, by=by, sezione=Sezione.objects.get(pk=2)), OFFICE),
    "merge": (
        lambda s, by: confluenza.merge(
            iscrizioni=[s.nautica], by=by, atto=make_atto(), decorrenza=MAGGIO, confluita_in=s.moda
        ),
        OFFICE,
    ),
    "record_rettifica": (
        lambda s, by: record_rettifica(
            annotazione=Annotazione.objects.get(iscrizione=s.nautica), by=by, motivo="Sbaglio", decorrenza=JUNE
        ),
        OFFICE,
    ),
    "grant_delega": (
        lambda s, by: persone.grant_delega(user=make_user("bruno"), iscrizione=s.nautica, by=by),
        OFFICE,
    ),
    "end_delega": (lambda s, by: persone.end_delega(delega=s.delega, by=by), OFFICE),
    "record_carica": (
        lambda s, by: persone.record_carica(iscrizione=s.nautica, by=by, nome="B", ruolo="Segretario"),
        OFFICE,
    ),
    "end_carica": (lambda s, by: persone.end_carica(carica=s.carica, by=by, al=today()), OFFICE),
    "remove_carica": (lambda s, by: persone.remove_carica(carica=s.carica, by=by), OFFICE),
    "upload_elenco": (
        lambda s, by: elenco.upload_elenco(
            iscrizione=s.nautica, by=by, contenuto=xlsx(SARTORIA), al=dt.date(2025, 6, 30)
        ),
        WRITERS,
    ),
    "withdraw_elenco": (lambda s, by: elenco.withdraw_elenco(elenco=s.upload(), by=by), WRITERS),
    "approve_elenco": (lambda s, by: _approve(s.upload(), by), OFFICE),
    "reject_elenco": (lambda s, by: elenco.reject_elenco(elenco=s.upload(), by=by, motivo="No"), OFFICE),
}


def _approve(made: ElencoAderenti, by: User) -> Annotazione:
    return elenco.approve_elenco(elenco=made, by=by, sha256=made.sha256)


def everything() -> tuple[int, ...]:
    """How much the register holds: a refused act adds and ends nothing."""
    ended = Delega.objects.filter(terminata_il__isnull=False).count() + Carica.objects.filter(al__isnull=False).count()
    return (
        Annotazione.objects.count(),
        Iscrizione.objects.count(),
        Delega.objects.count(),
        Carica.objects.count(),
        ended,
    )


@pytest.mark.slow
@pytest.mark.parametrize("role", GROUPS)
@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_done_by_its_roles_alone(registro: None, name: str, role: str) -> None:
    scene, by = Scene(), make_user(role, GROUPS[role])
    act, allowed = ACTS[name]
    if role in allowed:
        act(scene, by)
        return
    with pytest.raises(NotPermittedError):
        act(scene, by)


@pytest.mark.parametrize("name", ["record_variazione", "cancel", "grant_delega", "record_carica"])
def test_a_refused_act_leaves_everything_as_it_was(registro: None, name: str) -> None:
    scene, by = Scene(), make_funzionario("agricoltura")
    before = everything()
    with pytest.raises(NotPermittedError):
        ACTS[name][0](scene, by)
    assert everything() == before


def test_a_delega_uploads_and_withdraws_but_decides_nothing(registro: None) -> None:
    scene = Scene()
    anna = scene.delega.user
    made = elenco.upload_elenco(iscrizione=scene.nautica, by=anna, contenuto=xlsx(CANTIERI), al=dt.date(2025, 6, 30))
    for decide in (_approve, lambda made, by: elenco.reject_elenco(elenco=made, by=by, motivo="No")):
        with pytest.raises(NotPermittedError):
            decide(made, anna)
    with pytest.raises(NotPermittedError):
        elenco.upload_elenco(iscrizione=scene.moda, by=anna, contenuto=xlsx(CANTIERI), al=dt.date(2025, 6, 30))
    assert elenco.withdraw_elenco(elenco=made, by=anna).stato == "ritirato"
