"""The daily digest: each responsabile is told once a working day of his cases near their term or past it."""

import datetime as dt
from itertools import groupby

from django.db import transaction
from django.utils.timezone import localtime

from core.clock import now
from identita.models import User
from procedimenti.festivi import EffettoFestivo, day_off
from procedimenti.models import Istanza
from procedimenti.permissions import can_handle
from procedimenti.selectors.lista import due_soon, is_told
from pubblicazione.actions.avvisi import admin_link, send_avviso

_FROM_HOUR = 7  # of Rome: it is there when people begin


@transaction.atomic
def send_riepilogo() -> int:
    """Enqueue today's digest, if its hour has come and it was not yet written; returns how many people are told.

    Who no longer treats the istanze of the structure is told nothing of them.
    """
    local = localtime(now())
    on = local.date()
    chiave = f"riepilogo:{on.isoformat()}"
    if local.hour < _FROM_HOUR or day_off(on, EffettoFestivo.FESTIVI_E_SABATO) or is_told(chiave):
        return 0
    told = 0
    for _pk, found in groupby(due_soon(on=on), lambda istanza: istanza.responsabile_id):
        cases = list(found)
        told += _tell(cases[0].responsabile, cases, chiave=chiave, on=on)
    return told


def _tell(user: User | None, cases: list[Istanza], *, chiave: str, on: dt.date) -> int:
    """Tell one person of his cases; returns 1 if there was something to tell."""
    assert user is not None  # noqa: S101 - told to the type checker: these cases have a responsabile
    mine = [
        (case, (case.scade_il - on).days)
        for case in cases
        if case.scade_il is not None and can_handle(user, case.competenza)
    ]
    if not mine:
        return 0
    late = sum(days < 0 for _case, days in mine)
    link = admin_link("istanze:elenco") + "?vista=miei"
    send_avviso("istanze_riepilogo", chiave=chiave, to=[user], casi=mine, scaduti=late, quanti=len(mine), link=link)
    return 1
