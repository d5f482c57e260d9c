"""The admin speaks Italian: every screen that a role uses is read, and an English sentence fails."""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from core.clock import now, today
from distretti.actions.elenco import upload_elenco
from distretti.actions.persone import record_carica
from distretti.models import Delega, Iscrizione, Sezione
from home.models import HomePage
from identita.actions import create_chiave
from identita.models import Chiave, User
from modulistica.actions.modello import open_modello
from modulistica.actions.versione import add_file, draft_versione, submit_versione
from modulistica.enums import UsoModello
from modulistica.models import VersioneModello
from procedimenti.actions.istanza import open_istanza
from procedimenti.admin.schede import Scheda
from procedimenti.enums import TipoProcedimento
from procedimenti.models import Istanza
from pubblicazione.actions.moderazione import submit_pagina
from tests.archivio import files
from tests.distretti.elenchi import CANTIERI, SARTORIA, xlsx
from tests.english import english_sentences, is_english
from tests.factories import make_iscrizione, make_user

ROOT = Path(__file__).resolve().parents[2]
# Every screen that some role uses; {…} are filled in with what the test's register holds.
SCREENS = (
    "/admin/",
    "/admin/account/",
    "/admin/pages/",
    "/admin/pages/{home}/",
    "/admin/pages/{page}/edit/",
    "/admin/pages/{page}/history/",
    "/admin/pages/{home}/edit/",
    "/admin/pages/search/?q=distretto",
    "/admin/pages/add/home/contenutopage/{home}/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/moderazione/",
    "/admin/moderazione/{page}/",
    "/admin/registro/",
    "/admin/registro/{codice}/",
    "/admin/registro/{codice}/annota/",
    "/admin/registro/{codice}/annota/variazione/",
    "/admin/registro/{codice}/rettifica/1/",
    "/admin/registro/{codice}/aderenti/",
    "/admin/registro/{codice}/aderenti/1/",
    "/admin/registro/{codice}/organi/",
    "/admin/registro/{codice}/organi/{carica}/",
    "/admin/registro/aderenti/",
    "/admin/registro/deleghe/",
    "/admin/registro/deleghe/nuova/",
    "/admin/registro/deleghe/{delega}/termina/",
    "/admin/registro/nuova/",
    "/admin/modelli/",
    "/admin/modelli/nuovo/",
    "/admin/modelli/istanza/",
    "/admin/modelli/istanza/nuova-versione/",
    "/admin/modelli/istanza/modifica/",
    "/admin/modelli/istanza/v1/",
    "/admin/procedimenti/",
    "/admin/procedimenti/carichi-e-tempi/",
    "/admin/procedimenti/regole/",
    "/admin/procedimenti/regole/ricerca/dichiarazioni/",
    "/admin/procedimenti/regole/ricerca/nucleo/quorum_percento/",
    "/admin/procedimenti/nuovo/",
    "/admin/nucleo/",
    "/admin/nucleo/nuova/",
    "/admin/nucleo/componenti/",
    "/admin/nucleo/componenti/nuovo/",
    "/admin/procedimenti/nuovo/riconoscimento/",
    "/admin/procedimenti/nuovo/conferma/",
    *(f"/admin/procedimenti/{{istanza}}/?scheda={scheda.value}" for scheda in Scheda),
    "/admin/procedimenti/{istanza}/modifica/",
    "/admin/procedimenti/{istanza}/passo/presentazione/",
    "/admin/procedimenti/{istanza}/requisiti/imprese/",
    "/admin/chiavi/",
    "/admin/chiavi/nuova/",
    "/admin/chiavi/{chiave}/revoca/",
    "/admin/users/",
    "/admin/users/add/",
    "/admin/users/edit/{admin}/",
    "/admin/settings/home/impostazionisito/1/",
    "/admin/choose-page/",
)


@pytest.fixture
def entry(funzionario: User) -> Iscrizione:
    voce = make_iscrizione("Distretto della Nautica", by=funzionario)
    record_carica(iscrizione=voce, nome="Anna Esempio", ruolo="Presidente", by=funzionario)
    upload_elenco(iscrizione=voce, by=funzionario, contenuto=xlsx(CANTIERI, SARTORIA), al=today())
    return voce


def people(entry: Iscrizione, chief: User) -> dict[str, User]:
    delegate = make_user("delegato", "Redattore")
    Delega.objects.create(user=delegate, iscrizione=entry, dal=today(), conferita_da=chief, conferita_il=now())
    return {
        "delegato": delegate,
        "redattore": make_user("redattore", "Redattore – ricerca"),
        "funzionario": chief,
        "dirigente": make_user("dirigente", "Dirigente – ricerca"),
        "amministratore": make_user("admin", "Amministratore"),
        "lettore": make_user("lettore", "Lettore"),
    }


def model_with_draft(officer: User) -> VersioneModello:
    modello = open_modello(
        codice="istanza", titolo="Istanza", uso=UsoModello.ISTANZA, sezioni=list(Sezione.objects.all()), by=officer
    )
    versione = draft_versione(modello=modello, in_vigore_dal=today(), by=officer)
    add_file(versione=versione, stream=io.BytesIO(files.pdf()), nome="Istanza.pdf", by=officer)
    return versione


def chiave_of(admin: User) -> Chiave:
    ends = today() + dt.timedelta(days=30)
    return Chiave.objects.first() or create_chiave(nome="Sito", contatto="sito@example.it", scade_il=ends, by=admin)[0]


def istanza_of(entry: Iscrizione) -> Istanza:
    officer = User.objects.get(username="funzionario.ricerca")
    return Istanza.objects.first() or open_istanza(
        tipo=TipoProcedimento.CONFERMA, sezione=entry.sezione, iscrizione=entry, by=officer, richiedente="Nautica scarl"
    )


def screens(entry: Iscrizione, home: HomePage, admin: User) -> list[str]:
    """Put what this register holds in the place of its names."""
    held = {
        "codice": entry.codice,
        "page": entry.scheda.pk,
        "carica": entry.cariche.get().pk,
        "delega": entry.deleghe.get().pk,
        "istanza": istanza_of(entry).numero,
        "chiave": chiave_of(admin).pk,
        "home": home.pk,
        "admin": admin.pk,
    }
    return [screen.format(**held) for screen in SCREENS]


@pytest.mark.slow
@pytest.mark.parametrize("moderated", [False, True])
def test_no_screen_of_any_role_has_an_english_sentence(entry: Iscrizione, funzionario: User, moderated: bool) -> None:
    roles = people(entry, funzionario)
    versione = model_with_draft(funzionario)
    if moderated:
        submit_versione(versione=versione, by=funzionario)
        scheda = entry.scheda
        scheda.sintesi = "Barche e navi"
        scheda.save_revision(user=roles["redattore"])
        submit_pagina(pagina=scheda, by=roles["redattore"])
    found: dict[str, Any] = {}
    opened = 0
    for name, user in roles.items():
        client = Client()
        client.force_login(user)
        for path in screens(entry, HomePage.objects.get(), roles["amministratore"]):
            response = client.get(path)
            if response.status_code == 200:
                opened += 1
                if english := english_sentences(response.content.decode()):
                    found[f"{name} {path}"] = english
    assert opened > 60
    assert not found, found


def test_the_login_is_in_italian(client: Client, registro: None) -> None:
    for path in ("/admin/login/", "/admin/password_reset/"):
        assert english_sentences(client.get(path).content.decode()) == []


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("You do not have permission to publish", True),
        ("Save draft", True),
        ("Status", False),
        ("Live version", True),
        ("Il distretto opera nel settore della nautica da diporto", False),
        ("Password", False),
        ("Distretto Produttivo Puglia Creativa", False),
        ("2026", False),
    ],
)
def test_what_reads_as_english(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_compiled_words_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "deploy/compile_messages.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
