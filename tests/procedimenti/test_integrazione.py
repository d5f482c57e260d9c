"""Asking for what is missing: what may be asked, what it reopens, what is told of it; who may is in the twin."""

import io
from types import SimpleNamespace
from typing import Any

import pytest

from core.canonical import digest
from core.models import Messaggio
from distretti.models import Iscrizione
from identita.models import User
from modulistica.enums import TipoScritto
from procedimenti.actions.istanza import add_allegato, change_istanza, upload_aderenti
from procedimenti.enums import Passo, StatoIstanza, TipoAllegato, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Fotografia, Istanza
from procedimenti.policies.dichiarazioni import Resa
from procedimenti.policies.integrazione.richiesta import Chiedibile, askable, choose, in_groups
from procedimenti.selectors.caso import askable_of, changes_of, not_arrived
from procedimenti.selectors.fascicolo import gather_caso
from procedimenti.selectors.scritti import fields_for
from tests.archivio.files import pdf
from tests.distretti.elenchi import CANTIERI, xlsx
from tests.factories import make_iscrizione
from tests.procedimenti.conftest import OGGI, assigned, draft, step

P, T = Passo, TipoProcedimento
pytestmark = pytest.mark.usefixtures("oggi")
WHO = "Ada Neri, legale rappresentante"


def attach(istanza: Istanza, by: User, tipo: TipoAllegato, nome: str = "a.pdf") -> None:
    add_allegato(istanza=istanza, by=by, stream=io.BytesIO(pdf()), nome=nome, tipo=tipo)


def groups_of(istanza: Istanza) -> dict[str, list[str]]:
    return {name: [one.nome for one in group] for name, group in in_groups(askable_of(istanza))}


def test_what_is_there_stands_apart_from_what_lacks_and_what_is_due_comes_first(funzionario: User) -> None:
    istanza = draft(funzionario, dichiarazioni=["rappresentanza"], sintesi="Una filiera")
    attach(istanza, funzionario, TipoAllegato.STATUTO)
    attach(istanza, funzionario, TipoAllegato.PROCURA)
    assert groups_of(istanza) == {
        "Da correggere": [
            *("richiedente", "pec_richiedente", "sintesi", "denominazione", "codice_fiscale"),
            *("documento.statuto", "documento.procura", "dichiarazioni"),
        ],
        "Mancante": [
            *("dichiarante", "aderenti", "documento.istanza", "documento.programma"),
            *("dichiarazione.conseguenze", "dichiarazione.adesioni", "dichiarazione.liquidazione"),
            *("rappresentante", "peculiarita", "forma_giuridica", "partita_iva", "comune", "indirizzo", "sito", "pec"),
            *("sezione_secondaria", "territorio", "documenti", "dichiarazione.condanne", "dichiarazione.copie"),
        ],
    }


@pytest.mark.parametrize(("sezione", "there"), [(1, False), (6, True), (7, True)])
def test_the_kind_of_food_district_is_asked_where_there_is_one(sezione: int, there: bool) -> None:
    case: Any = SimpleNamespace(
        **dict.fromkeys(("richiedente", "rappresentante", "pec_richiedente", "sintesi", "peculiarita"), ""),
        tipo=T.RICONOSCIMENTO, sezione_id=sezione, dati={}, aderenti_al=None, dichiarante="",
    )  # fmt: skip
    assert ("tipologia_cibo" in {one.nome for one in askable(case, documenti=(), rese=())}) is there
    case.dati = {"tipologia_cibo": "x"}
    assert "tipologia_cibo" in {one.nome for one in askable(case, documenti=(), rese=())}


def test_a_kind_asks_only_what_it_has(funzionario: User) -> None:
    voce: Iscrizione = make_iscrizione("Distretto della Nautica", by=funzionario)
    revoca = {one.nome: one for one in askable_of(draft(funzionario, tipo=T.REVOCA, iscrizione=voce))}
    assert not {"dichiarante", "dichiarazioni", "denominazione", "documento.istanza"} & set(revoca)
    assert not revoca["aderenti"].dovuto
    conferma = {one.nome: one for one in askable_of(draft(funzionario, tipo=T.CONFERMA, iscrizione=voce))}
    assert conferma["aderenti"].dovuto
    assert conferma["documento.istanza"].dovuto
    assert "documento.statuto" not in conferma


def test_where_nothing_lacks_there_is_one_group() -> None:
    assert in_groups([Chiedibile("sintesi", "Sintesi", manca=False)])[0][0] == "Da correggere"
    assert [name for name, _group in in_groups([Chiedibile("sintesi", "Sintesi", manca=True)])] == ["Mancante"]


def test_all_the_declarations_together_are_due_only_if_one_is() -> None:
    case: Any = SimpleNamespace(
        **dict.fromkeys(("richiedente", "rappresentante", "pec_richiedente", "sintesi", "peculiarita"), ""),
        tipo=T.CANCELLAZIONE, sezione_id=1, dati={}, aderenti_al=OGGI, dichiarante="",
    )  # fmt: skip
    rese = [Resa("copie", "Copie", "…", "art. 47", obbligatoria=False, resa=False)]
    found = {one.nome: one for one in askable(case, documenti=("istanza",), rese=rese)}
    assert (found["dichiarazioni"].manca, found["dichiarazioni"].dovuto) == (True, False)


@pytest.mark.parametrize(
    ("campi", "said"),
    [
        (None, "almeno un dato"),
        ([], "almeno un dato"),
        ("sintesi", ""),
        (["statuto"], "istanza: statuto"),
        (["documento.parere", "sintesi"], "istanza: documento.parere"),
        (["dichiarazione.biologico"], "istanza: dichiarazione.biologico"),
        (["scade_il"], "istanza: scade_il"),
        (["x" * 400], "istanza: " + "x" * 60 + "."),
        (["a\x00b"], "a\x00b"),
        ([["sintesi"]], r"\['sintesi'\]"),
        ([{"a": 1}, None, 7], "7, None, {'a': 1}"),
        ({"sintesi": 1}, "{'sintesi': 1}"),
        (("sintesi", "sintesi"), ""),
    ],
)
def test_what_may_not_be_asked_is_refused_by_its_name(funzionario: User, campi: Any, said: str) -> None:
    istanza = assigned(funzionario)
    if not said:
        passo = step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=campi)
        assert passo.dati["campi"] == ["sintesi"]
        return
    with pytest.raises(ProcedimentoError, match=said) as refused:
        step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=campi)
    assert refused.value.campo == "campi"
    assert istanza.stato == StatoIstanza.IN_ISTRUTTORIA


def test_what_the_step_keeps_is_what_the_register_says_and_not_who_sent_it(funzionario: User) -> None:
    istanza = assigned(funzionario)
    forged = [{"voce": "Tutto", "manca": True}]
    passo = step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["pec", "denominazione"], richieste=forged)
    assert passo.dati["richieste"] == [
        {"voce": "Denominazione", "manca": False},
        {"voce": "PEC", "manca": True},
    ]
    assert choose(["pec"], askable_of(istanza))[0].manca


def test_the_answer_fills_what_lacked_and_nothing_else(funzionario: User) -> None:
    istanza = assigned(funzionario, dichiarazioni=["rappresentanza"], dichiarante=WHO)
    campi = ["rappresentante", "pec", "aderenti", "documento.statuto", "dichiarazione.adesioni"]
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=campi)
    before = Fotografia.objects.get()
    sealed: list[tuple[dict[str, Any], str]] = [
        ({"dati": istanza.dati | {"pec": "legno@pec.example.it", "sito": "https://legno.example.it"}}, "«Sito»"),
        ({"sintesi": "Un’altra"}, "«Sintesi»"),
        ({"dichiarazioni": ["rappresentanza", "adesioni", "liquidazione"]}, "«Dichiarazioni sostitutive"),
        ({"dichiarazioni": ["adesioni"]}, "«Dichiarazioni sostitutive"),
    ]
    for more, said in sealed:
        with pytest.raises(ProcedimentoError, match=said):
            change_istanza(istanza=istanza, by=funzionario, **more)
    change_istanza(
        istanza=istanza,
        by=funzionario,
        dati=istanza.dati | {"pec": "legno@pec.example.it"},
        dichiarazioni=["rappresentanza", "adesioni"],
        rappresentante="Ada Neri",
    )
    upload_aderenti(istanza=istanza, by=funzionario, contenuto=xlsx(CANTIERI), al=OGGI)
    attach(istanza, funzionario, TipoAllegato.STATUTO, "statuto.pdf")
    step(istanza, P.INTEGRAZIONE, funzionario)
    found = {c.nome: (c.prima, c.dopo) for c in changes_of(istanza)[0]}
    assert found.pop("Aderenti")[0] == ""
    assert found == {
        "Legale rappresentante": ("", "Ada Neri"),
        "pec": ("", "legno@pec.example.it"),
        "Dichiarazione: Adesioni": ("non resa", "resa"),
        "Atto costitutivo e statuto": ("", "statuto.pdf"),
    }
    kept = Fotografia.objects.get(pk=before.pk)
    assert kept.contenuto == before.contenuto
    assert digest(kept.contenuto) == before.sha256
    assert Fotografia.objects.count() == 2
    assert not_arrived(istanza) == []


def test_the_letter_the_email_and_the_file_of_the_case_say_which_to_correct_and_which_lack(funzionario: User) -> None:
    istanza = assigned(funzionario)
    campi = ["denominazione", "rappresentante", "documento.statuto", "dichiarazione.adesioni"]
    passo = step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=campi, motivo="Vedi sotto.")
    declared = "Dichiarazione: Adesioni (art. 47 DPR 445/2000)"
    missing = ["Legale rappresentante", "Documento: Atto costitutivo e statuto", declared]
    body = Messaggio.objects.get(chiave=f"passo:{passo.pk}").contenuto["body"]
    assert "Vedi sotto.\n\nDa correggere:\n– Denominazione\n\nMancante, da presentare:\n" in body
    assert "".join(f"– {voce}\n" for voce in missing) in body
    _valori, elenchi = fields_for(passo, TipoScritto.INTEGRAZIONE)
    assert elenchi["mancanze"] == [
        {"come": "Da correggere", "voce": "Denominazione"},
        *({"come": "Mancante", "voce": voce} for voce in missing),
    ]
    told = gather_caso(istanza)["passi"][-1]
    assert (told["da_correggere"], told["mancanti"]) == (["Denominazione"], missing)


def test_other_steps_ask_for_nothing(funzionario: User) -> None:
    istanza = assigned(funzionario)
    assert not_arrived(istanza) == []
    assert "Da correggere" not in Messaggio.objects.filter(chiave__startswith="passo:").latest("pk").contenuto["body"]
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=["denominazione"])
    assert not_arrived(istanza) == []


def test_what_was_asked_and_did_not_come_is_named(funzionario: User) -> None:
    istanza = assigned(funzionario)
    campi = ["rappresentante", "pec", "documenti", "documento.statuto", "dichiarazioni"]
    step(istanza, P.RICHIESTA_INTEGRAZIONE, funzionario, campi=campi)
    others, all_made = "Altri documenti, indicati nei motivi", "Dichiarazioni sostitutive, e chi le rende"
    statuto = "Documento: Atto costitutivo e statuto"
    assert not_arrived(istanza) == ["Legale rappresentante", "PEC", statuto, others, all_made]
    change_istanza(istanza=istanza, by=funzionario, rappresentante="Ada Neri", dichiarazioni=["adesioni"])
    attach(istanza, funzionario, TipoAllegato.ALTRO)
    istanza.refresh_from_db()
    assert not_arrived(istanza) == ["PEC", statuto]
