"""One person at work, as a process of its own beside others: `python -m tests.concurrency.worker KIND NUMBER COUNT`.

Waits for the file START to appear, works COUNT times, writes a line for each thing done; any error ends it with a
traceback, which the test counts as an error shown to a user.
"""

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.test import Client  # noqa: E402 - models need the registry of apps

from core.uncertain_dates import on_day  # noqa: E402
from distretti.actions.evento import record_evento  # noqa: E402
from distretti.enums import TipoAnnotazione, TipoAtto  # noqa: E402
from distretti.models import DistrettoPage, Iscrizione, Sezione  # noqa: E402
from identita.models import User  # noqa: E402
from tests.demo import HOST  # noqa: E402
from tests.forms import read_form  # noqa: E402

DAY = dt.date(2026, 3, 2)


def _atto(number: int, step: int) -> dict[str, object]:
    return {"tipo": TipoAtto.DGR, "organo": "Giunta regionale", "numero": f"{number}/{step}", "data": on_day(DAY)}


def _officer(iscrizione_or_sezione: Sezione) -> User:
    return User.objects.get(username=f"funzionario.{iscrizione_or_sezione.competenza}")


def record(number: int, step: int) -> None:
    """Move the seat of one entry after another."""
    entries = Iscrizione.objects.select_related("sezione").order_by("pk")
    iscrizione = entries[(number * 7 + step) % 35]
    record_evento(
        tipo=TipoAnnotazione.VARIAZIONE,
        iscrizione=iscrizione,
        by=_officer(iscrizione.sezione),
        atto=_atto(number, step),  # type: ignore[arg-type]
        decorrenza=on_day(DAY),
        dati={"indirizzo": f"Via della prova {number}.{step}"},
    )


def create(number: int, step: int) -> None:
    """Open an entry in one section after another."""
    sezione = Sezione.objects.get(codice=1 + (number + step) % 7)
    record_evento(
        tipo=TipoAnnotazione.ISCRIZIONE,
        sezione=sezione,
        by=_officer(sezione),
        atto=_atto(number, step),  # type: ignore[arg-type]
        decorrenza=on_day(DAY),
        dati={"denominazione": f"Distretto di prova {number}.{step}"},
    )


def approve(number: int, step: int) -> None:
    """Write and submit the profile of an entry, and approve it as somebody else, through the screens themselves."""
    pages = DistrettoPage.objects.filter(live=True, iscrizione__sezione__competenza="ricerca").order_by("pk")
    pk = [page.pk for page in pages if not page.corpo][number]  # the form of a body is drawn by a browser only
    edit, decide = f"/admin/pages/{pk}/edit/", f"/admin/moderazione/{pk}/"
    editor, officer = _signed_in("redattore"), _signed_in("funzionario.ricerca2")
    form = read_form(_get(editor, edit), having="sintesi")
    form |= {"sintesi": [f"Testo di prova {number}.{step}"], "corpo-count": ["0"], "action-submit": ["si"]}
    _post(editor, edit, form)
    _post(officer, decide, read_form(_get(officer, decide), having="sha256") | {"decisione": ["approva"]})


def _signed_in(username: str) -> Client:
    client = Client(headers={"host": HOST})
    client.force_login(User.objects.get(username=username))
    return client


def _get(client: Client, path: str) -> str:
    answer = client.get(path)
    if answer.status_code != 200:
        raise AssertionError(f"{answer.status_code} at {path}")
    return answer.content.decode()


def _post(client: Client, path: str, form: dict[str, list[str]]) -> None:
    answer = client.post(path, form)
    if answer.status_code != 302:
        raise AssertionError(f"{answer.status_code} at {path}: {answer.content.decode()[:20000]}")


WORK: dict[str, Callable[[int, int], None]] = {"record": record, "create": create, "approve": approve}


def main(kind: str, number: str, count: str) -> None:
    start = Path(os.environ["START"])
    while not start.exists():
        time.sleep(0.01)
    for step in range(int(count)):
        WORK[kind](int(number), step)
        sys.stdout.write(f"{kind} {number} {step}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
