"""At each step of a model the right people are told by e-mail, once, and nobody of the other structure."""

import pytest

from core.models import Messaggio
from distretti.models import Sezione
from identita.models import User
from modulistica.actions.modello import open_modello
from modulistica.actions.modifica import approve_modifica, reject_modifica, withdraw_modifica
from modulistica.actions.versione import approve_versione, return_versione, submit_versione
from modulistica.enums import UsoModello
from modulistica.models import Modello
from tests.factories import make_funzionario, make_user
from tests.modulistica.admin.test_modifica import proposed
from tests.modulistica.conftest import draft_with_files, publish

pytestmark = pytest.mark.usefixtures("local_stores")


@pytest.fixture(autouse=True)
def everybody(funzionario: User, other: User) -> None:
    """Somebody of each role who must hear nothing, or something only where he may."""
    make_funzionario("agricoltura")
    for name, group in (("r", "Redattore – ricerca"), ("l", "Lettore"), ("a", "Amministratore")):
        make_user(name, group)
    User.objects.filter(pk=make_funzionario(username="spento").pk).update(is_active=False)


def told(prefix: str) -> list[dict[str, str]]:
    """Who was told at each time of a step, with the subject."""
    found: dict[str, dict[str, str]] = {}
    for row in Messaggio.objects.filter(chiave__startswith=f"modello_{prefix}:").order_by("pk"):
        name = row.contenuto["to"].removesuffix("@example.it")
        found.setdefault(row.chiave.rpartition(":")[0], {})[name] = row.contenuto["subject"]
    return list(found.values())


def body(prefix: str) -> str:
    return str(Messaggio.objects.filter(chiave__startswith=f"modello_{prefix}:")[0].contenuto["body"])


def test_a_version_is_told_to_who_may_approve_it_and_back_to_who_made_it(
    modello: Modello, funzionario: User, other: User
) -> None:
    versione = draft_with_files(modello, funzionario)
    assert told("invio") == []
    submit_versione(versione=versione, by=funzionario)
    subject = "Da decidere: Programma di Sviluppo – versione 1"
    others = {"funzionario.agricoltura": subject, "funzionario.ricerca2": subject}
    assert told("invio") == [others]
    assert "/admin/modelli/programma-di-sviluppo/v1/" in body("invio")
    assert "funzionario.ricerca ha proposto una versione di" in body("invio")
    return_versione(versione=versione, motivo="Manca la data.", by=other)
    assert told("rinvio") == [{"funzionario.ricerca": "Riportata in bozza: Programma di Sviluppo – versione 1"}]
    assert "Manca la data." in body("rinvio")
    submit_versione(versione=versione, by=funzionario)
    assert told("invio") == [others, others]
    approve_versione(versione=versione, sha256=versione.sha256(), by=other)
    assert told("approvazione") == [{"funzionario.ricerca": "Approvata: Programma di Sviluppo – versione 1"}]
    assert "In vigore dal 1º gennaio 2026." in body("approvazione")


def test_the_other_structure_hears_nothing_of_what_is_not_its_own(funzionario: User) -> None:
    modello = open_modello(
        codice="a", titolo="A", uso=UsoModello.ISTANZA, sezioni=[Sezione.objects.get(pk=1)], by=funzionario
    )
    submit_versione(versione=draft_with_files(modello, funzionario), by=funzionario)
    assert told("invio") == [{"funzionario.ricerca2": "Da decidere: A – versione 1"}]


def test_a_change_of_the_data_is_told_too(modello: Modello, funzionario: User, other: User) -> None:
    publish(modello, funzionario, other)
    subject = "Da decidere: Programma di Sviluppo"
    reject_modifica(modifica=proposed(modello, funzionario, titolo="Altro"), motivo="È quello della DGR.", by=other)
    assert told("proposta") == [{"funzionario.agricoltura": subject, "funzionario.ricerca2": subject}]
    assert told("decisione") == [{"funzionario.ricerca": "Respinta: Modifica di Programma di Sviluppo"}]
    assert "È quello della DGR." in body("decisione")
    withdraw_modifica(modifica=proposed(modello, funzionario, titolo="Altro"), by=funzionario)
    assert len(told("decisione")) == 1
    approve_modifica(modifica=proposed(modello, funzionario, titolo="Altro"), by=other)
    assert told("decisione")[1] == {"funzionario.ricerca": "Approvata: Modifica di Altro"}
