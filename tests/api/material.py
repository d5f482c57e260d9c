"""What the API's tests write before they read: profiles, pictures, lists of members, each by the real way."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from archivio.models import Immagine
from distretti.actions.documenti import store_aderenti
from distretti.enums import StatoElenco, TipoSoggetto
from distretti.models import Aderente, DistrettoPage, ElencoAderenti, Iscrizione
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina
from tests.factories import make_user


def make_immagine(title: str, alt: str) -> Immagine:
    content = ContentFile(b"", name=f"{title}.png")
    Image.new("RGB", (40, 20)).save(content, "PNG")
    return Immagine.objects.create(title=title, alt=alt, file=ImageFile(content), width=40, height=20)


def publish(scheda: DistrettoPage, by: User, **fields: Any) -> None:
    """Write, submit and approve a profile, each step by who may do it."""
    redattore = User.objects.filter(username="redattore").first() or make_user("redattore", "Redattore – ricerca")
    for name, value in fields.items():
        setattr(scheda, name, value)
    revisione = scheda.save_revision(user=redattore)
    scheda.get_workflow().start(scheda, redattore)
    approve_pagina(pagina=scheda, sha256=scheda.sha256_of(revisione), by=by)


def make_elenco(iscrizione: Iscrizione, by: User, *, versione: int, rows: list[tuple[str, str]]) -> None:
    elenco = ElencoAderenti.objects.create(
        iscrizione=iscrizione,
        versione=versione,
        al=dt.date(2024, 12, 31),
        sha256="0" * 64,
        totale=len(rows),
        stato=StatoElenco.APPROVATO,
        caricato_da=by,
        caricato_il=dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
    )
    for posizione, (denominazione, codice_fiscale) in enumerate(rows, start=1):
        Aderente.objects.create(
            elenco=elenco,
            posizione=posizione,
            denominazione=denominazione,
            tipo=TipoSoggetto.IMPRESA,
            codice_fiscale=codice_fiscale,
        )
    store_aderenti(iscrizione=iscrizione)
