"""Every ordered pair of states, for every kind of procedure and every role, against the table written by hand."""

from itertools import product
from pathlib import Path

import pytest

from identita.models import User
from procedimenti.enums import STATI_CONCLUSI, StatoIstanza, TipoProcedimento
from procedimenti.permissions import why_not
from procedimenti.policies.stati import transizioni_from
from tests.factories import make_funzionario, make_user

KINDS = {
    "R": TipoProcedimento.RICONOSCIMENTO,
    "C": TipoProcedimento.CENSIMENTO,
    "U": TipoProcedimento.CANCELLAZIONE_UFFICIO,
    "V": TipoProcedimento.REVOCA,
}
INSIDE = ("funzionario", "responsabile", "dirigente")
OUTSIDE = ("altra struttura", "redattore", "lettore", "amministratore", "superutente disattivato")
Row = tuple[str, str, str, str, dict[str, bool]]


def table() -> list[Row]:
    lines = (Path(__file__).parent / "matrice.csv").read_text(encoding="utf-8").splitlines()
    cells = [[c.strip() for c in line.split(",")] for line in lines if not line.startswith("#")]
    return [(da, a, passo, tipi, dict(zip(INSIDE, (c == "sì" for c in who), strict=True)))
            for da, a, passo, tipi, *who in cells[1:]]  # fmt: skip


@pytest.fixture
def people(registro: None) -> dict[str, User]:
    return {
        "funzionario": make_funzionario(username="altro.ricerca"),
        "responsabile": make_funzionario(),
        "dirigente": make_user("dirigente.ricerca", "Dirigente – ricerca"),
        "altra struttura": make_user("dirigente.agricoltura", "Dirigente – agricoltura"),
        "redattore": make_user("redattore", "Redattore – ricerca"),
        "lettore": make_user("lettore", "Lettore"),
        "amministratore": make_user("amministratore", "Amministratore"),
        "superutente disattivato": User.objects.create_user("root", is_superuser=True, is_active=False),
    }


@pytest.mark.parametrize("role", [*INSIDE, *OUTSIDE])
@pytest.mark.parametrize("kind", KINDS)
def test_each_pair_of_states(people: dict[str, User], kind: str, role: str) -> None:
    case = {"competenza": "ricerca", "responsabile_id": people["responsabile"].pk, "istruttori": set()}
    for da, a in product(StatoIstanza, StatoIstanza):
        expected = {p for d, to, p, tipi, who in table() if (d, to) == (da, a) and kind in tipi and who.get(role)}
        steps = [t for t in transizioni_from(KINDS[kind], da) if (t.a or da) == a]
        found = {t.passo.value for t in steps if not why_not(people[role], t, **case)}  # type: ignore[arg-type]
        assert found == expected, (da, a)


def test_whoever_took_a_step_of_the_istruttoria_is_out_of_the_decision(people: dict[str, User]) -> None:
    once = people["funzionario"]
    case = {"competenza": "ricerca", "responsabile_id": people["responsabile"].pk, "istruttori": {once.pk}}
    steps = transizioni_from(TipoProcedimento.RICONOSCIMENTO, StatoIstanza.IN_DECISIONE)
    refused = {t.passo.value for t in steps if "istruttoria" in why_not(once, t, **case)}  # type: ignore[arg-type]
    assert refused == {"restituzione", "accoglimento", "rigetto"}


def test_what_is_concluded_stays_so() -> None:
    assert not [t for tipo, s in product(TipoProcedimento, STATI_CONCLUSI) for t in transizioni_from(tipo, s)]
