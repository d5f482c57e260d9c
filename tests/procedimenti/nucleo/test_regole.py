"""What the votes come to: quorum, majority, the president's vote in a tie; and who may vote at all."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedimenti.collegio import EsitoPunto, IncaricoNucleo, StatoPresenza, StatoSeduta, ValoreVoto
from procedimenti.exceptions import ProcedimentoError
from procedimenti.policies.nucleo import (
    RegoleCollegio,
    Seggio,
    check_may_vote,
    check_voto,
    collected_texts,
    derive_esito,
    numero_legale,
    presiding,
)

_LETTERS = {"f": "favorevole", "p": "con_prescrizioni", "c": "contrario", "s": "sospensione", "a": "astenuto"}
HEAD = RegoleCollegio(prevale_presidente=True)
NOBODY = RegoleCollegio()
OGGI = dt.date(2026, 11, 2)
PRESENTE, ASSENTE, CONFLITTO = StatoPresenza.PRESENTE, StatoPresenza.ASSENTE, StatoPresenza.CONFLITTO
_OFFICES = (IncaricoNucleo.PRESIDENTE, IncaricoNucleo.VICEPRESIDENTE, *(IncaricoNucleo.COMPONENTE,) * 10)


def seats(letters: str) -> list[Seggio]:
    """One seat a letter, the president first: f p c s a as they voted, - present only, x away, k in conflict."""
    found = []
    for n, letter in enumerate(letters):
        where = {"x": ASSENTE, "k": CONFLITTO}.get(letter, PRESENTE)
        voto = ValoreVoto(_LETTERS[letter]) if letter in _LETTERS else None
        name = f"Persona {n}"
        found.append(Seggio(n, name, _OFFICES[n], presenza=where, voto=voto, votante=name if voto else ""))
    return found


@pytest.mark.parametrize(
    ("letters", "regole", "esito"),
    [
        ("fffff", HEAD, EsitoPunto.FAVOREVOLE),
        ("ffccf", HEAD, EsitoPunto.FAVOREVOLE),
        ("ccffc", HEAD, EsitoPunto.NON_FAVOREVOLE),
        ("sssff", HEAD, EsitoPunto.SOSPESO),
        ("ffppp", HEAD, EsitoPunto.CON_PRESCRIZIONI),
        ("fppcc", HEAD, EsitoPunto.CON_PRESCRIZIONI),
        ("ffpcc", HEAD, EsitoPunto.FAVOREVOLE),
        # Among the favourable alone: who presides frees the opinion from prescriptions, or else they stand.
        ("fp---", HEAD, EsitoPunto.FAVOREVOLE),
        ("pf---", HEAD, EsitoPunto.CON_PRESCRIZIONI),
        ("fp---", NOBODY, EsitoPunto.CON_PRESCRIZIONI),
        # A tie: as who presides voted, if the rule says so.
        ("ffccx", HEAD, EsitoPunto.FAVOREVOLE),
        ("ccffx", HEAD, EsitoPunto.NON_FAVOREVOLE),
        ("ssffx", HEAD, EsitoPunto.SOSPESO),
        ("ffccx", NOBODY, EsitoPunto.NESSUNO),
        ("afcx-", HEAD, EsitoPunto.NESSUNO),
        ("-fcfc", HEAD, EsitoPunto.NESSUNO),
        # The president in conflict: the vicepresident presides; neither there, nobody does.
        ("kfcfc", HEAD, EsitoPunto.FAVOREVOLE),
        ("xkfcf", HEAD, EsitoPunto.FAVOREVOLE),
        ("xkfc-", HEAD, EsitoPunto.NESSUNO),
        # No proposal has more than half: two, two and one.
        ("ffccs", HEAD, EsitoPunto.NESSUNO),
        # The abstained do not count, unless the rule counts the present.
        ("ffaaa", HEAD, EsitoPunto.FAVOREVOLE),
        ("ffaaa", replace(HEAD, contano_astenuti=True), EsitoPunto.NESSUNO),
        ("aaaaa", HEAD, EsitoPunto.NESSUNO),
        ("-----", HEAD, EsitoPunto.NESSUNO),
        # Two of five present: no quorum whatever they vote; three are enough.
        ("ffxxx", HEAD, EsitoPunto.NESSUNO),
        ("ffkkk", HEAD, EsitoPunto.NESSUNO),
        ("fffxx", HEAD, EsitoPunto.FAVOREVOLE),
        ("fffxx", replace(HEAD, quorum=66), EsitoPunto.NESSUNO),
        ("fffcc", replace(HEAD, maggioranza=66), EsitoPunto.NESSUNO),
        ("ffffc", replace(HEAD, maggioranza=66), EsitoPunto.FAVOREVOLE),
    ],
)
def test_the_votes_come_to(letters: str, regole: RegoleCollegio, esito: EsitoPunto) -> None:
    assert derive_esito(seats(letters), regole).esito is esito


@pytest.mark.parametrize(
    ("letters", "regole", "words"),
    [
        ("ffccx", HEAD, "Favorevoli 2, non favorevoli 2: a parità prevale il voto di chi presiede, Persona 0."),
        ("kfcfc", HEAD, "Favorevoli 2, non favorevoli 2: a parità prevale il voto di chi presiede, Persona 1."),
        ("ffccx", NOBODY, "parità, e la regola non dà prevalenza a nessun voto."),
        ("afcx-", HEAD, "astenuti 1: parità, e chi presiede non ha votato per nessuna delle due."),
        ("ffccs", HEAD, "per la sospensione 1: nessuna proposta ha la maggioranza."),
        ("ffxxx", HEAD, "Manca il numero legale: 2 presenti con voto, ne servono 3."),
        ("fppcc", HEAD, "Favorevoli 3, non favorevoli 2: la maggioranza c’è. Dei favorevoli, con prescrizioni 2."),
        ("aaa--", HEAD, "Nessuno ha votato, o si sono astenuti tutti."),
    ],
)
def test_how_it_was_reached_is_said(letters: str, regole: RegoleCollegio, words: str) -> None:
    assert words in derive_esito(seats(letters), regole).spiegazione


@given(st.text("fpcsa-xk", min_size=1, max_size=9), st.booleans(), st.booleans())
def test_whatever_the_votes_the_outcome_is_honest(letters: str, head: bool, counted: bool) -> None:
    """No opinion without quorum, none against a strict majority of the votes, and none that nobody voted for."""
    regole = RegoleCollegio(prevale_presidente=head, contano_astenuti=counted)
    found = seats(letters)
    esito = derive_esito(found, regole).esito
    if not numero_legale(found, regole).is_reached:
        assert esito is EsitoPunto.NESSUNO
    groups = {
        EsitoPunto.FAVOREVOLE: "fp",
        EsitoPunto.CON_PRESCRIZIONI: "fp",
        EsitoPunto.NON_FAVOREVOLE: "c",
        EsitoPunto.SOSPESO: "s",
    }
    if esito in groups:
        won = sum(c in groups[esito] for c in letters)
        others = max(sum(c in g for c in letters) for g in ("fp", "c", "s") if g != groups[esito])
        assert won >= others
        assert won > 0
        if won == others:
            assert head
    if esito is EsitoPunto.CON_PRESCRIZIONI:
        assert "p" in letters


@given(st.permutations("fpcsa"))
def test_the_order_of_the_others_changes_nothing(order: list[str]) -> None:
    whole = [*seats("f"), *(replace(s, incarico=IncaricoNucleo.COMPONENTE) for s in seats("".join(order)))]
    assert derive_esito(whole, HEAD).esito is EsitoPunto.FAVOREVOLE


def refusal(**said: object) -> str:
    given_ = {"stato": StatoSeduta.APERTA, "nome": "Anna", "on": OGGI, "seggio": Seggio(1, "Anna", presenza=PRESENTE)}
    with pytest.raises(ProcedimentoError) as refused:
        check_may_vote(**(given_ | said))  # type: ignore[arg-type]
    return refused.value.messaggio


def test_who_may_not_vote_is_told_why() -> None:
    assert refusal(stato=StatoSeduta.CHIUSA) == "La seduta è chiusa: non si vota più."
    assert refusal(stato=StatoSeduta.ANNULLATA) == "La seduta è annullata: non si vota più."
    assert "non è ancora aperta" in refusal(stato=StatoSeduta.CONVOCATA)
    assert refusal(seggio=None) == "Anna non è componente del Nucleo il 2 novembre 2026: non vota."
    assert "senza diritto di voto" in refusal(seggio=Seggio(1, "Anna", vota=False, presenza=PRESENTE))
    assert "non è ancora stato segnato presente" in refusal(seggio=Seggio(1, "Anna"))
    assert "risulta assente" in refusal(seggio=Seggio(1, "Anna", presenza=ASSENTE))
    assert "conflitto di interessi" in refusal(seggio=Seggio(1, "Anna", presenza=CONFLITTO))
    voted = Seggio(1, "Anna", presenza=PRESENTE, voto=ValoreVoto.FAVOREVOLE, votante="Anna")
    assert refusal(seggio=voted) == "Anna ha già votato su questo punto: il voto non si cambia."
    assert "ha già votato Bruno, a cui Anna è subentrato" in refusal(seggio=replace(voted, votante="Bruno"))
    check_may_vote(stato=StatoSeduta.APERTA, nome="Anna", on=OGGI, seggio=Seggio(1, "Anna", presenza=PRESENTE))


def test_a_vote_says_what_the_opinion_will_have_to_say() -> None:
    there = seats("---")

    def told(valore: str, testo: str = "", **more: str) -> tuple[str, str]:
        with pytest.raises(ProcedimentoError) as refused:
            check_voto(seggi=there, regole=HEAD, valore=valore, testo=testo, **more)
        return refused.value.campo, refused.value.messaggio

    assert told("forse") == ("valore", "Scegli come votare.")
    assert told("con_prescrizioni")[0] == told("contrario", "  ")[0] == told("sospensione")[0] == "testo"
    assert told("sospensione", "Altri dati.", senza_sospensione="Una volta sola.") == ("valore", "Una volta sola.")
    assert "duemila" in told("favorevole", "a" * 2001)[1]
    assert "non si vedono" in told("favorevole", "a\x00")[1]
    assert check_voto(seggi=there, regole=HEAD, valore="favorevole", testo="") is ValoreVoto.FAVOREVOLE
    assert check_voto(seggi=there, regole=HEAD, valore="contrario", testo="Perché.") is ValoreVoto.CONTRARIO
    with pytest.raises(ProcedimentoError, match="Manca il numero legale: 1 presente con voto, ne servono 2"):
        check_voto(seggi=seats("-xx"), regole=HEAD, valore="favorevole", testo="")


def test_who_presides_is_the_president_then_the_vicepresident() -> None:
    assert presiding(seats("---")) == seats("---")[0]
    assert presiding(seats("x--")) == seats("x--")[1]
    assert presiding(seats("xk-")) is None


def test_who_has_no_vote_counts_for_no_quorum() -> None:
    clerk = Seggio(9, "Segretario", IncaricoNucleo.SEGRETARIO, vota=False, presenza=PRESENTE)
    assert numero_legale([*seats("--x"), clerk], HEAD).necessari == 2
    assert numero_legale([*seats("-xx"), clerk], HEAD).presenti == 1


def test_texts_written_with_votes_are_gathered_once() -> None:
    found = [replace(s, testo="Servono i bilanci. ") for s in seats("ssf")]
    assert collected_texts(found, ValoreVoto.SOSPENSIONE) == "Servono i bilanci."
