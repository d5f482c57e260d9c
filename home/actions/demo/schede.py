"""Writes the demo profiles as people would: an editor writes and submits, an officer decides."""

import datetime as dt
import json
from typing import Any

from core.clock import now
from distretti.actions.persone import grant_delega
from distretti.models import Iscrizione, SchedaPage
from home.actions.demo.immagini import create_immagine
from identita.enums import Competenza
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, request_modifica, submit_pagina

_PLAIN = ("sintesi", "territorio_descrizione", "sintesi_en")
_MANY = ("filiere", "ateco", "territorio")
_WAIT_DAYS = 30


def write_profile(*, scheda: SchedaPage, testo: dict[str, Any], by: User) -> None:
    """Save the profile as a new revision of its editor."""
    for name in _PLAIN:
        setattr(scheda, name, testo.get(name, ""))
    scheda.presentazione = "".join(f"<p>{paragraph}</p>" for paragraph in testo["presentazione"])
    for name in _MANY:
        getattr(scheda, name).set(testo.get(name, []))
    scheda.indicatori.set([scheda.indicatori.model(**row) for row in testo.get("indicatori", [])])
    scheda.corpo = json.dumps([{"type": kind, "value": value} for kind, value in testo.get("corpo", [])])
    if "immagine" in testo:
        scheda.immagine = create_immagine(**testo["immagine"], by=by)
    scheda.full_clean()
    scheda.save_revision(user=by)


def play_profile(*, iscrizione: Iscrizione, testo: dict[str, Any], users: dict[str, User]) -> None:
    """Write, submit and decide one profile, down to the outcome that the data file names."""
    ricerca = iscrizione.sezione.competenza == Competenza.RICERCA
    editor = users["redattore" if ricerca else "redattore.cibo"]
    officer = users["funzionario.ricerca" if ricerca else "funzionario.agricoltura"]
    if ricerca:
        grant_delega(user=editor, iscrizione=iscrizione, by=officer)
    scheda = Iscrizione.objects.get(pk=iscrizione.pk).scheda
    write_profile(scheda=scheda, testo=testo, by=editor)
    submit_pagina(pagina=scheda, by=editor)
    if testo["esito"] == "modifiche_richieste":
        request_modifica(pagina=scheda, testo=testo["richiesta"], by=officer)
    elif testo["esito"] in {"pubblicata", "programmata"}:
        wait = dt.timedelta(days=_WAIT_DAYS) if testo["esito"] == "programmata" else None
        approve_pagina(
            pagina=scheda,
            sha256=scheda.sha256_of(scheda.get_latest_revision()),
            by=officer,
            dal=now() + wait if wait else None,
        )
