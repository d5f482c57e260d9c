"""Search by words: Italian stems, no accents, the last word unfinished, names before synopses before all the rest."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.canonical import canonical_bytes
from core.text import fold, has_all, highlight, search_terms, stem, weigh_words, words
from pubblicazione.actions.documento import store_documento
from pubblicazione.models import Documento, DocumentoParola, Parola
from pubblicazione.ricerca import all_documenti, numbered_page
from pubblicazione.schemas import MAX_CANDIDATI, PESO_NOME, PESO_SINTESI, PESO_TESTO, Rendering
from pubblicazione.selectors import PERTINENZA, Query, page_of_documenti, sort_value
from pubblicazione.verify.documenti import verify_renderings

TEXTS = {
    "P1": ("Distretto della Nautica", "Cantieri e velerie", "Sede a Taranto"),
    "P2": ("Distretto Edilizia di qualità", "Case per chi va per mare e per la nautica", "Sede a Bari"),
    "P3": ("Distretto della Meccatronica", "Macchine intelligenti", "Anche per l'industria nautica"),
    "P4": ("Distretto della Moda", "Abiti e calzature nautiche, e non solo nautiche", "Barletta"),
}


def rendering(chiave: str, nome: str, sintesi: str, testo: str) -> Rendering:
    parole = weigh_words((PESO_NOME, nome), (PESO_SINTESI, sintesi), (PESO_TESTO, testo))
    corpo = canonical_bytes({"nome": nome})
    return Rendering(risorsa="prova", chiave=chiave, corpo=corpo, ordine=fold(nome), parole=parole)


@pytest.fixture
def documenti(db: None) -> list[Rendering]:
    made = [rendering(chiave, *texts) for chiave, texts in TEXTS.items()]
    for one in made:
        store_documento(rendering=one)
    return made


def found(q: str, sort: str = PERTINENZA, **more: object) -> list[str]:
    return [d.chiave for d in all_documenti(Query(risorsa="prova", q=q, sort=sort, **more))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("q", "chiavi"),
    [
        ("qualita", ["P2"]),  # accents do not count
        ("QUALITÀ edilizie", ["P2"]),  # nor case nor endings
        ("nautici", ["P1", "P4", "P2", "P3"]),  # name, then synopsis (by name), then the rest
        ("meccatron", ["P3"]),  # the last word may be unfinished, also beyond its stem
        ("meccatronic", ["P3"]),
        ("dist nautica", []),  # only the last
        ("distretto nau", ["P1", "P4", "P2", "P3"]),
        ("nautica nautica", ["P1", "P4", "P2", "P3"]),
        ("ferrovia nautica", []),  # each of the words must be there
        ("dell'industria nautica", ["P3"]),  # but not those of grammar
        ("distretto di", ["P3", "P4", "P1", "P2"]),  # unless it may be the beginning of another; equals by name
        ("zebra", []),
    ],
)
def test_what_words_find_and_in_what_order(documenti: list[Rendering], q: str, chiavi: list[str]) -> None:
    assert found(q) == chiavi
    assert sorted(found(q, sort="codice")) == sorted(chiavi)


def test_pages_of_ranked_results_cover_them_once(documenti: list[Rendering]) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = page_of_documenti(Query(risorsa="prova", q="nautica", sort=PERTINENZA, limit=1, after=after))
        seen.append(page[0].chiave)
        if len(page) == 1:
            break
        after = sort_value(page[0], PERTINENZA), page[0].chiave
    assert seen == ["P1", "P4", "P2", "P3"]


def test_the_table_follows_the_document(documenti: list[Rendering]) -> None:
    store_documento(rendering=rendering("P1", "Distretto della Vela", "Barche", "Sede a Taranto"))
    assert found("nautica") == ["P4", "P2", "P3"]
    assert found("vela") == ["P1"]


def test_a_search_that_does_not_say_what_the_document_says_is_told(documenti: list[Rendering]) -> None:
    def findings() -> list[str]:
        return list(verify_renderings(documenti, risorse=frozenset({"prova"}), advance=lambda count: None))

    assert findings() == []
    DocumentoParola.objects.filter(documento__chiave="P3", radice="meccatron").delete()
    assert findings() == ["documento prova/P3: non si cerca per quello che dice"]
    for one in documenti:
        store_documento(rendering=one)
    assert findings() == []


def test_the_words_found_are_marked_and_nothing_else_becomes_markup() -> None:
    terms = search_terms("qualità nau")
    assert highlight("Edilizia <b>di</b> QUALITÀ & nautica", terms) == (
        "Edilizia &lt;b&gt;di&lt;/b&gt; <mark>QUALITÀ</mark> &amp; <mark>nautica</mark>"
    )
    assert highlight("Moda", terms) == ""


@given(st.text(max_size=80))
def test_every_text_finds_itself(text: str) -> None:
    assert has_all(search_terms(text), words(text))
    for word in words(text):
        assert has_all(search_terms(word[: len(word) // 2 + 1]), words(text))


def many(count: int) -> None:
    """Write documents that have the word «comune», straight into the tables; two of them, by name the last, in it."""
    rows = [
        Documento(
            risorsa="prova",
            chiave=f"M{n:05d}",
            corpo=b"{}",
            corpo_gzip=b"",
            estratto=b"{}",
            sha256="0" * 64,
            sequenza=0,
            aggiornato_il=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            ordine=f"nome {n:05d}",
        )
        for n in range(count)
    ]
    Documento.objects.bulk_create(rows)
    Parola.objects.create(parola="comune", radice=stem("comune"))
    saved = list(Documento.objects.filter(risorsa="prova").order_by("chiave"))
    weights = dict.fromkeys((d.pk for d in saved), PESO_TESTO)
    weights |= {saved[5].pk: PESO_SINTESI, saved[-2].pk: PESO_NOME, saved[-1].pk: PESO_NOME}
    DocumentoParola.objects.bulk_create(
        DocumentoParola(documento_id=pk, radice=stem("comune"), peso=peso) for pk, peso in weights.items()
    )


def pages(limit: int) -> list[list[Documento]]:
    found, after = [], None
    while True:
        page = page_of_documenti(Query(risorsa="prova", q="comune", sort=PERTINENZA, limit=limit, after=after))
        found.append(page[:limit])
        if len(page) <= limit:
            return found
        after = sort_value(page[limit - 1], PERTINENZA), page[limit - 1].chiave


def test_of_words_that_very_many_have_so_many_are_ranked_and_the_others_follow_by_name(db: None) -> None:
    many(MAX_CANDIDATI + 100)
    every = [document for page in pages(500) for document in page]
    total = MAX_CANDIDATI + 100
    by_name = [f"M{n:05d}" for n in range(total)]
    first = [by_name[-2], by_name[-1], by_name[5]]
    assert [d.chiave for d in every] == [*first, *(chiave for chiave in by_name if chiave not in first)]
    weighed = [d.punteggio for d in every]  # type: ignore[attr-defined]
    assert weighed == [PESO_NOME, PESO_NOME, PESO_SINTESI] + [PESO_TESTO] * (MAX_CANDIDATI - 3) + [0] * 100
    assert all(d.oltre for d in every)  # type: ignore[attr-defined]
    assert found("comune") == [d.chiave for d in every]
    assert [d.chiave for d in numbered_page(Query(risorsa="prova", q="comune", sort=PERTINENZA), number=1)][:3] == first


@pytest.mark.parametrize(("count", "beyond"), [(MAX_CANDIDATI, False), (MAX_CANDIDATI + 1, True)])
def test_one_more_than_the_limit_is_said(db: None, count: int, beyond: bool) -> None:
    many(count)
    page = page_of_documenti(Query(risorsa="prova", q="comune", sort=PERTINENZA, limit=3))
    assert [bool(d.oltre) for d in page] == [beyond] * 4  # type: ignore[attr-defined]
