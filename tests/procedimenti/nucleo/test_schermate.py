"""The desk of the Nucleo as officers use it: from the members to the verbale, and what each screen refuses."""

import datetime as dt

import pytest
from django.test import Client

from identita.models import User
from procedimenti.collegio import EsitoPunto, StatoSeduta
from procedimenti.models import ComponenteNucleo, SedutaNucleo, ValutazioneCriterio, VotoNucleo
from tests.english import english_sentences
from tests.factories import make_funzionario
from tests.procedimenti.conftest import OGGI
from tests.procedimenti.nucleo.conftest import F, at, convened, item, opened, prepared, vote_all, waiting
from tests.procedimenti.test_schermate import desk

pytestmark = [pytest.mark.usefixtures("oggi"), pytest.mark.slow]
BASE = "/admin/nucleo/"
WHEN = {"giorno": "02/11/2026", "ora": "11:00", "modo": "mista", "luogo": "Sala riunioni"}


def send(client: Client, path: str, **data: object) -> str:
    """Send a form; returns the text of the screen that follows."""
    answer = client.post(f"{BASE}{path}", data, follow=True)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    assert english_sentences(text) == []
    return text


def test_members_are_named_replaced_and_ended(funzionario: User) -> None:
    mine = desk(funzionario)
    assert "senza presidente il Nucleo non si convoca" in mine.get(f"{BASE}componenti/").content.decode()
    said = {"nome": "Anna Rossi", "incarico": "presidente", "vota": "on", "email": "a@example.it", "dal": "03/03/2025"}
    assert "Componente aggiunto." in send(mine, "componenti/nuovo/", **said)
    one = ComponenteNucleo.objects.get()
    assert "Anna Rossi è già presidente" in send(mine, "componenti/nuovo/", **said | {"nome": "Altra"})
    assert "Scrivi il nome e il cognome." in send(mine, f"componenti/{one.pk}/", **said | {"nome": ""})
    assert "sono salvati" in send(mine, f"componenti/{one.pk}/", **said | {"qualifica": "Dirigente"})
    assert "precede il primo" in send(mine, f"componenti/{one.pk}/fine/", al="01/01/2020")
    text = send(mine, f"componenti/{one.pk}/sostituzione/", nome="Bruno Bianchi", dal="03/11/2026", email="")
    assert "Entreranno in carica" in text
    assert "poi Bruno Bianchi" in text
    two = ComponenteNucleo.objects.get(nome="Bruno Bianchi")
    assert "L’ultimo giorno è registrato." in send(mine, f"componenti/{two.pk}/fine/", al="03/11/2026")


def test_from_the_agenda_to_the_verbale(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    mine, case = desk(funzionario), waiting(funzionario)
    assert "Seduta preparata" in send(mine, "nuova/", **WHEN)
    seduta = SedutaNucleo.objects.get()
    base = f"{seduta.pk}/"
    assert "Scegli un’istanza." in send(mine, f"{base}ordine/", istanza="9")
    assert "All’ordine del giorno: Legno" in send(mine, f"{base}ordine/", istanza=case.pk)
    assert "I dati della seduta sono salvati." in send(mine, f"{base}modifica/", **WHEN | {"luogo": "Altra sala"})
    told = mine.get(f"{BASE}{base}atto/convocazione/").content.decode()
    assert "Anna Presidente, presidente: anna@example.it" in told
    assert "Seduta convocata" in send(mine, f"{base}atto/convocazione/")
    assert "Nuovo collegamento inviato" in send(mine, f"{base}collegamenti/", componente=nucleo[1].pk)
    assert "non è componente" in send(mine, f"{base}collegamenti/", componente="x")
    assert "Seduta aperta" in send(mine, f"{base}atto/apertura/")
    there = {f"presenza_{c.pk}": "presente" for c in nucleo}
    assert "Presenze registrate." in send(mine, f"{base}presenze/", **there)
    assert "Nessuna presenza è cambiata." in send(mine, f"{base}presenze/", **there)
    assert "Scegli se è presente o assente." in send(mine, f"{base}presenze/", **{f"presenza_{nucleo[0].pk}": "forse"})
    punto = f"{base}punti/1/"
    asked = {"parte": "presenza", "presenza-componente": nucleo[4].pk, "presenza-stato": "conflitto"}
    assert "Scrivi in che cosa consiste il conflitto." in send(mine, punto, **asked)
    assert "Registrato." in send(mine, punto, **asked | {"presenza-motivo": "È socio."})
    ballot = {"parte": "voto", "voto-componente": nucleo[0].pk, "voto-valore": "contrario"}
    assert "Scrivi perché il voto non è favorevole." in send(mine, punto, **ballot)
    assert "Voto registrato." in send(mine, punto, **ballot | {"voto-testo": "Manca il piano."})
    vote_all(item(seduta), nucleo[1:], funzionario, "contrario", F)
    closing = mine.get(f"{BASE}{base}atto/chiusura/").content.decode()
    assert "non favorevoli 2: la maggioranza c’è" in closing
    assert "Presenti che non hanno votato: Dario Quarto." in closing
    assert "il verbale è pronto" in send(mine, f"{base}atto/chiusura/")
    assert "ora è «Chiusa»" in send(mine, f"{base}atto/chiusura/")
    assert item(seduta).esito == EsitoPunto.NON_FAVOREVOLE
    page = mine.get(f"/admin/procedimenti/{case.numero}/?scheda=nucleo").content.decode()
    assert "parere non favorevole" in page
    answer = mine.get(f"{BASE}{base}verbale.docx")
    assert answer["Content-Disposition"] == 'attachment; filename="verbale-2026-1.docx"'
    assert mine.get(f"{BASE}{base}verbale.exe").status_code == 404
    assert "Parere non favorevole" in mine.get(f"{BASE}{punto}").content.decode()
    assert "non favorevole" in mine.get(BASE).content.decode()
    assert "Nessuno ha ancora usato" in mine.get(f"{BASE}{base}collegamenti/").content.decode()


def test_the_sheet_keeps_what_was_typed_when_it_is_refused(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = prepared(funzionario, waiting(funzionario))
    mine, path = desk(funzionario), f"{seduta.pk}/punti/1/"
    page = mine.get(f"{BASE}{path}").content.decode()
    names = sorted({p.split('"')[0] for p in page.split('name="punteggio_')[1:]})
    first = names[0]
    text = send(mine, path, parte="scheda", **{f"punteggio_{first}": "9", f"giudizio_{first}": "Ottime reti."})
    assert "va da 0 a 5 punti." in text
    assert "Ottime reti." in text
    assert ValutazioneCriterio.objects.count() == 0
    text = send(mine, path, parte="scheda", **{f"punteggio_{first}": "4", f"giudizio_{first}": "Ottime reti."})
    assert "Scheda salvata." in text
    assert ValutazioneCriterio.objects.get().punteggio == 4


def test_an_item_is_taken_off_a_draft_alone(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    mine = desk(funzionario)
    draft = prepared(funzionario, waiting(funzionario))
    assert "Tolto dall’ordine del giorno" in send(mine, f"{draft.pk}/punti/1/", parte="togli")
    called = convened(funzionario, waiting(funzionario, "Moda"))
    assert "si cambiano quando la seduta è «In preparazione»" in send(mine, f"{called.pk}/punti/1/", parte="togli")
    assert "Bozza eliminata." in send(mine, f"{draft.pk}/atto/eliminazione/")
    assert "Scrivi perché la seduta non si tiene" in send(mine, f"{called.pk}/atto/annullamento/", motivo="")
    assert "Seduta annullata" in send(mine, f"{called.pk}/atto/annullamento/", motivo="Manca la sala.")


def test_a_vote_that_nobody_may_cast_is_not_offered(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    mine = desk(funzionario)
    called = convened(funzionario, waiting(funzionario))
    send(mine, f"{called.pk}/punti/1/", parte="voto", **{"voto-componente": nucleo[0].pk, "voto-valore": "favorevole"})
    assert VotoNucleo.objects.count() == 0
    assert mine.get(f"{BASE}{called.pk}/atto/niente/").status_code == 404
    for path in ("ordine/", "presenze/"):
        assert mine.get(f"{BASE}{called.pk}/{path}").status_code == 302


def test_the_other_structure_finds_nothing(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    seduta = opened(funzionario, waiting(funzionario))
    other = desk(make_funzionario("agricoltura"))
    for path in (f"{seduta.pk}/", f"{seduta.pk}/punti/1/", f"{seduta.pk}/verbale.pdf", f"componenti/{nucleo[0].pk}/"):
        assert other.get(f"{BASE}{path}").status_code == 404
    assert "Anna Presidente" not in other.get(f"{BASE}componenti/").content.decode()
    assert seduta.stato == StatoSeduta.APERTA


def test_a_time_that_is_none_is_refused(funzionario: User) -> None:
    text = send(desk(funzionario), "nuova/", **WHEN | {"ora": "25:00"})
    assert "Scrivi un’ora che esiste, come 10:30." in text
    late = WHEN | {"giorno": (OGGI - dt.timedelta(days=1)).strftime("%d/%m/%Y")}
    assert "Seduta preparata" in send(desk(funzionario), "nuova/", **late)


def test_the_list_tells_what_waits_for_a_seduta(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    mine, case = desk(funzionario), waiting(funzionario, "Moda di Puglia scarl")
    assert "Moda di Puglia scarl" in mine.get(BASE).content.decode().partition("Aspettano una seduta")[2]
    called = convened(funzionario, case)
    assert "Aspettano una seduta" not in mine.get(BASE).content.decode()
    page = mine.get(f"{BASE}{called.pk}/").content.decode()
    assert "verbale.docx" not in page, "nothing has happened yet that a verbale could tell"
    assert "/atto/apertura/" in page


def test_a_seduta_is_not_opened_before_its_day_and_says_so(funzionario: User, nucleo: list[ComponenteNucleo]) -> None:
    ahead = convened(funzionario, waiting(funzionario), il=at(OGGI + dt.timedelta(days=3)))
    page = desk(funzionario).get(f"{BASE}{ahead.pk}/").content.decode()
    assert "si apre da quel giorno" in page
    assert "/atto/apertura/" not in page


def test_the_list_says_what_to_do_when_it_is_empty(funzionario: User) -> None:
    assert "preparane una" in desk(funzionario).get(BASE).content.decode()
