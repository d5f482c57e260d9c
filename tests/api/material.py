"""What the API's tests write before they read: profiles, pictures, lists of members, each by the real way."""

import datetime as dt
import io
from typing import Any

import time_machine
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from archivio.models import Immagine
from distretti.actions.documenti import store_aderenti
from distretti.enums import StatoElenco, TipoSoggetto
from distretti.models import Aderente, DistrettoPage, ElencoAderenti, Iscrizione, Sezione
from home.models import ContenutoPage, HomePage
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import UsoModello
from modulistica.models import Modello
from pubblicazione.actions.moderazione import approve_pagina, submit_pagina
from tests.archivio import files
from tests.factories import make_atto, make_user


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


def make_modello(by: User, approver: User, *days: dt.date) -> Modello:
    """Open a model with an approved version from each day, approved on that day by another officer."""
    modello = open_modello(
        codice="programma-di-sviluppo",
        titolo="Programma di Sviluppo",
        uso=UsoModello.PROGRAMMA,
        sezioni=list(Sezione.objects.filter(competenza="ricerca")),
        by=by,
        obbligatorio=True,
        atto=make_atto(),
    )
    for number, day in enumerate(days or (dt.date(2025, 1, 1),), start=1):
        with time_machine.travel(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC), tick=False):
            versione = draft_versione(modello=modello, in_vigore_dal=day, by=by, novita=f"Versione {number}")
            docx = files.docx({"word/m.xml": str(number).encode()})
            for nome, data in (("Programma.docx", docx), ("Programma.pdf", files.pdf())):
                add_file(versione=versione, stream=io.BytesIO(data), nome=nome, by=by)
            submit_versione(versione=versione, by=by)
            approve_versione(versione=versione, sha256=versione.sha256(), by=approver)
    return modello


def make_pagina(by: User, approver: User) -> ContenutoPage:
    """Write an editorial page with a link to another one, submit it and have it approved."""
    page, home = (
        ContenutoPage(title="Chi tiene il registro", slug="chi-tiene-il-registro", live=False),
        HomePage.objects,
    )
    home.get().add_child(instance=page)
    page.introduzione = "Le due strutture."
    page.testo = f'<p>Vedi <a linktype="page" id="{home.get().pk}">qui</a>.</p>'
    revisione = page.save_revision(user=by)
    submit_pagina(pagina=page, by=by)
    approve_pagina(pagina=page, sha256=page.sha256_of(revisione), by=approver)
    return page
