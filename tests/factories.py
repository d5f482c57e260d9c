"""Factories that replay the real actions, so that test data is what the register itself would write."""

import datetime as dt

from django.contrib.auth.models import Group

from core.uncertain_dates import UncertainDate, on_day
from distretti.actions.iscrizione import open_iscrizione
from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.models import Atto, Iscrizione, Sezione
from home.actions.setup import setup_sito
from identita.models import User


def setup_registro() -> None:
    """Sections, vocabularies and groups, as `manage.py setup_registro` makes them."""
    setup_sito()


def make_user(username: str, *groups: str) -> User:
    """A user in the groups of these names."""
    user = User.objects.create_user(username, email=f"{username}@example.it", password="registro-demo")
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_funzionario(competenza: str = "ricerca", username: str | None = None) -> User:
    return make_user(username or f"funzionario.{competenza}", f"Funzionario – {competenza}")


def make_atto(day: dt.date = dt.date(2025, 4, 1), numero: str = "100", **fields: object) -> Atto:
    values = {
        "tipo": TipoAtto.DGR,
        "organo": "Giunta regionale",
        "numero": numero,
        "data_dal": day,
        "data_al": day,
        "data_precisione": "giorno",
    } | fields
    return Atto.objects.create(**values)


def make_iscrizione(
    denominazione: str = "Distretto della Nautica",
    *,
    by: User,
    sezione: int = 1,
    decorrenza: UncertainDate | None = None,
    atto: Atto | None = None,
    **dati: object,
) -> Iscrizione:
    """An entry opened by its act."""
    return open_iscrizione(
        sezione=Sezione.objects.get(codice=sezione),
        tipo=TipoAnnotazione.ISCRIZIONE,
        decorrenza=decorrenza or on_day(dt.date(2025, 4, 1)),
        atto=atto or make_atto(),
        dati={"denominazione": denominazione, **dati},
        by=by,
    )
