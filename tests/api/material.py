"""What the API's tests write before they read: profiles, pictures, lists of members, each by the real way."""

import datetime as dt
import io
import json
from typing import Any

import time_machine
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from archivio.models import Immagine
from distretti.actions.documenti import store_aderenti
from distretti.enums import StatoElenco, TipoSoggetto
from distretti.models import (
    Aderente,
    Ateco,
    Comune,
    DistrettoIndicatore,
    DistrettoPage,
    ElencoAderenti,
    Filiera,
    Iscrizione,
    Sezione,
)
from home.models import ContenutoPage, HomePage
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione
from modulistica.enums import UsoModello
from modulistica.models import Modello
from pubblicazione.actions.moderazione import approve_pagina, submit_pagina
from tests.archivio import files
from tests.factories import make_atto, make_funzionario, make_iscrizione, make_user


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


def make_small_register(by: User) -> list[Iscrizione]:
    """Record five entries: three of section 1 (two in TA, one in BA), one of 2 without a seat, one of section 6."""
    agricoltura = make_funzionario("agricoltura")
    return [
        make_iscrizione("Distretto della Nautica", by=by, comune="073027"),
        make_iscrizione("Distretto della Moda", by=by, comune="073013"),
        make_iscrizione("Distretto dell'Edilizia di qualità", by=by, comune="072006"),
        make_iscrizione("Distretto della Meccatronica", by=by, sezione=2),
        make_iscrizione("Distretto del Cibo del Salento", by=agricoltura, sezione=6, comune="075035"),
    ]


def enrich(nautica: Iscrizione, by: User) -> None:
    """Give every part of an entry something to say."""
    scheda = nautica.scheda
    scheda.filiere.set([Filiera.objects.get(codice="nautica")])
    scheda.ateco.set([Ateco.objects.get(codice="30.11")])
    scheda.territorio.set(Comune.objects.filter(codice="073027"))
    scheda.indicatori.set([DistrettoIndicatore(nome="imprese", valore=120, anno=2024, fonte="Relazione annuale")])
    foto = make_immagine("cantiere", "Un cantiere")
    blocks: list[dict[str, Any]] = [
        {"type": "testo", "value": "<p>La nostra storia.</p>"},
        {"type": "immagine", "value": {"immagine": foto.pk, "didascalia": "Il varo"}},
        {"type": "citazione", "value": {"testo": "Il mare", "autore": ""}},
    ]
    publish(scheda, by, sintesi="Barche", immagine=foto, logo=foto, corpo=json.dumps(blocks))
    nautica.cariche.create(ruolo="Presidente", nome="Anna Esempio", rappresentante_legale=True)
    approver = make_funzionario(username="funzionario.ricerca2")
    make_modello(by, approver)
    make_pagina(by, make_user("amministratore", "Amministratore"))
    make_elenco(nautica, by, versione=1, rows=[("Cantieri A", "02612340739"), ("Velerie B", "")])


def make_rich_register(by: User) -> None:
    """Record the small register, and give every part of its first entry something to say."""
    enrich(make_small_register(by)[0], by)
