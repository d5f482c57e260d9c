"""Whoever follows the feed has the register: after any acts in any order, read as often or as seldom as one likes."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.uncertain_dates import on_day
from distretti.actions.elenco import approve_elenco, upload_elenco
from distretti.actions.iscrizione import record_variazione, revoke
from distretti.models import Iscrizione
from home.models import ContenutoPage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, submit_pagina
from pubblicazione.actions.ritiro import withdraw_pubblicazione
from pubblicazione.models import Documento
from pubblicazione.selectors import last_sequenza
from tests.api.material import make_pagina
from tests.distretti.elenchi import csv
from tests.factories import make_atto, make_funzionario, make_iscrizione, make_user

pytestmark = pytest.mark.slow
BASE = "https://registro.example.it"
START = dt.date(2025, 7, 1)


class Office:
    """Those who act, and what they can act on."""

    def __init__(self) -> None:
        self.officer = make_funzionario()
        self.other = make_funzionario(username="funzionario.ricerca2")
        self.chief = make_user("capo", "Amministratore")
        self.done = 0

    @property
    def day(self) -> dt.date:
        """A day for each act, one after another."""
        return START + dt.timedelta(days=self.done)

    def entry(self, number: int) -> Iscrizione | None:
        """One of the entries that may still change, or None."""
        alive = list(Iscrizione.objects.filter(stato="attiva").order_by("codice"))
        return alive[number % len(alive)] if alive else None

    def page(self) -> ContenutoPage:
        return ContenutoPage.objects.first() or make_pagina(self.officer, self.chief)

    def act(self, name: str, number: int) -> None:
        self.done += 1
        entry = self.entry(number)
        if name in {"rename", "revoke", "publish", "members"} and entry is None:
            return
        _ACTS[name](self, entry)


def _open(office: Office, _entry: Iscrizione | None) -> None:
    make_iscrizione(f"Distretto {office.done}", by=office.officer)


def _rename(office: Office, entry: Any) -> None:
    said = {"denominazione": f"Distretto {office.done}"}
    record_variazione(iscrizione=entry, by=office.officer, atto=make_atto(), decorrenza=on_day(office.day), dati=said)


def _revoke(office: Office, entry: Any) -> None:
    revoke(iscrizione=entry, by=office.officer, atto=make_atto(), decorrenza=on_day(office.day))


def _approve(page: Any, author: User, approver: User) -> None:
    revision = page.save_revision(user=author)
    submit_pagina(pagina=page, by=author)
    approve_pagina(pagina=page, sha256=page.sha256_of(revision), by=approver)


def _publish(office: Office, entry: Any) -> None:
    page = entry.scheda
    page.sintesi = f"Sintesi {office.done}"
    _approve(page, office.officer, office.other)


def _members(office: Office, entry: Any) -> None:
    row = [f"Ente {office.done}", "Altro ente pubblico", None, "Bari", "BA", None, None]
    elenco = upload_elenco(iscrizione=entry, by=office.officer, contenuto=csv(row), al=office.day)
    approve_elenco(elenco=elenco, by=office.other, sha256=elenco.sha256)


def _write_page(office: Office, _entry: Iscrizione | None) -> None:
    page = office.page()
    page.introduzione = f"Introduzione {office.done}"
    _approve(page, office.officer, office.chief)


def _withdraw_page(office: Office, _entry: Iscrizione | None) -> None:
    page = office.page()
    if page.live:
        withdraw_pubblicazione(pagina=page, motivo="Superata", by=office.chief)


_ACTS: dict[str, Callable[[Office, Any], None]] = {
    "open": _open,
    "rename": _rename,
    "revoke": _revoke,
    "publish": _publish,
    "members": _members,
    "write page": _write_page,
    "withdraw page": _withdraw_page,
}


class Copy:
    """A copy kept by following the feed over the API."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.held = snapshot()
        self.following = f"/api/v1/variazioni?dopo={last_sequenza()}&limit=3"

    def read(self) -> None:
        """Follow the feed until it has nothing more to say."""
        while items := (page := self._get(self.following))["items"]:
            for item in items:
                key, address = (item["risorsa"], item["chiave"]), item["_links"]["self"]
                if address is None:
                    self.held.pop(key, None)
                else:
                    self._take(key, address, item["etag"])
            self.following = page["_links"]["next"].removeprefix(BASE)

    def _get(self, address: str) -> Any:
        return json.loads(self.client.get(address).content)

    def _take(self, key: tuple[str, str], address: str, announced: str) -> None:
        """Hold what the address answers now; it may already be newer than what this line announced, or gone."""
        answer = self.client.get(address.removeprefix(BASE))
        if answer.status_code == 200:
            self.held[key] = announced if key[0] == "aderenti" else answer.headers["ETag"].strip('"')


def snapshot() -> dict[tuple[str, str], str]:
    """What is public now."""
    return {(d.risorsa, d.chiave): d.sha256 for d in Documento.objects.only("risorsa", "chiave", "sha256")}


STEPS = st.lists(st.tuples(st.sampled_from([*sorted(_ACTS), "read"]), st.integers(0, 5)), min_size=4, max_size=14)


@given(steps=STEPS)
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_copy_is_the_register_whatever_happens(
    registro: None, client: Client, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        office, copy = Office(), Copy(client)
        office.act("open", 0)
        for name, number in steps:
            if name == "read":
                copy.read()
                assert copy.held == snapshot()
            else:
                office.act(name, number)
        copy.read()
        assert copy.held == snapshot()
        transaction.set_rollback(True)
