"""The public difference shows every word that comes and goes, and folds what stays."""

from hypothesis import given
from hypothesis import strategies as st

from pubblicazione.confronto import Gruppo, Parole, Segno, compare, compare_lines, compare_words
from pubblicazione.lettura import Campo, Riga, read_html, read_items, read_text

TEXT = st.text(st.sampled_from("ab à'.\n"), max_size=30)


def campo(*righe: str, elenco: bool = False, valore: object = None) -> Campo:
    return Campo("campo", "Campo", read_items(righe), valore=righe if valore is None else valore, elenco=elenco)


def signs(before: list[str], after: list[str], *, elenco: bool = False) -> list[tuple[str, str]]:
    pezzi = compare_lines(read_items(before), read_items(after), elenco=elenco)
    return [(pezzo.segno.value, "".join(p.testo for p in pezzo.parole)) for pezzo in pezzi]


def test_words_are_marked_one_by_one() -> None:
    assert compare_words("Barche e navi", "Barche, yacht e navi") == (
        Parole(Segno.UGUALE, "Barche"),
        Parole(Segno.AGGIUNTO, ", yacht"),
        Parole(Segno.UGUALE, " e navi"),
    )


@given(TEXT, TEXT)
def test_reading_only_what_was_or_only_what_is_gives_each_text_back(before: str, after: str) -> None:
    parole = compare_words(before, after)
    assert "".join(p.testo for p in parole if p.segno is not Segno.AGGIUNTO) == before
    assert "".join(p.testo for p in parole if p.segno is not Segno.TOLTO) == after


@given(st.lists(st.sampled_from(["uno due tre", "uno due quattro", "sei", ""]), max_size=6), st.data())
def test_no_line_is_lost(before: list[str], data: st.DataObject) -> None:
    after = data.draw(st.lists(st.sampled_from(["uno due tre", "uno cinque tre", "sette", ""]), max_size=6))
    pezzi = list(compare_lines(read_items(before), read_items(after)))
    old = [p for p in pezzi if p.segno is not Segno.AGGIUNTO]
    new = [p for p in pezzi if p.segno is not Segno.TOLTO]
    assert ["".join(w.testo for w in p.parole if w.segno is not Segno.AGGIUNTO) for p in old] == before
    assert ["".join(w.testo for w in p.parole if w.segno is not Segno.TOLTO) for p in new] == after


def test_a_paragraph_that_was_rewritten_is_told_from_one_that_came() -> None:
    before = ["Il distretto riunisce cento imprese della nautica.", "Ha sede a Bari."]
    after = ["Prima di tutto.", "Il distretto riunisce duecento imprese della nautica.", "Ha sede a Bari."]
    assert [sign for sign, _text in signs(before, after)] == ["+", "±", "="]


def test_two_paragraphs_that_share_nothing_are_one_gone_and_one_come() -> None:
    assert signs(["Barche a vela"], ["Olio e grano duro"]) == [("−", "Barche a vela"), ("+", "Olio e grano duro")]


def test_items_of_a_list_come_and_go_whole() -> None:
    before, after = ["Bari (BA)", "Monopoli (BA)"], ["Bari (BA)", "Mola di Bari (BA)", "Monopoli (BA)"]
    assert signs(before, after, elenco=True) == [
        ("=", "Bari (BA)"),
        ("+", "Mola di Bari (BA)"),
        ("=", "Monopoli (BA)"),
    ]
    assert signs(["Brindisi (BR)"], ["Brindisi (LE)"], elenco=True) == [("−", "Brindisi (BR)"), ("+", "Brindisi (LE)")]


def test_a_picture_with_the_same_words_but_another_file_is_seen() -> None:
    before, after = (Riga("Il porto", "/a.webp"),), (Riga("Il porto", "/b.webp"),)
    found = [(p.segno, p.immagine) for p in compare_lines(before, after)]
    assert found == [(Segno.TOLTO, "/a.webp"), (Segno.AGGIUNTO, "/b.webp")]


def test_only_the_fields_that_change_are_told_and_the_others_named() -> None:
    before = [campo("uguale"), Campo("b", "Altro", read_text("prima"))]
    after = [campo("uguale"), Campo("b", "Altro", read_text("dopo")), Campo("c", "Vuoto", ())]
    confronto = compare(before, after)
    assert [d.etichetta for d in confronto.differenze] == ["Altro"]
    assert confronto.invariati == ("Campo",)


def test_on_the_first_publication_everything_is_added() -> None:
    [differenza] = compare([], [campo("una", "due")]).differenze
    assert {p.segno for gruppo in differenza.gruppi for p in gruppo.pezzi} == {Segno.AGGIUNTO}


def test_a_change_of_style_alone_is_said() -> None:
    before = Campo("t", "Testo", read_html("<p>Ciao</p>"), valore="<p>Ciao</p>")
    after = Campo("t", "Testo", read_html("<h3>Ciao</h3>"), valore="<h3>Ciao</h3>")
    [differenza] = compare([before], [after]).differenze
    assert differenza.solo_forma


def test_what_stays_is_folded_when_it_is_long() -> None:
    lines = [str(n) for n in range(6)]
    [differenza] = compare([campo(*lines, elenco=True)], [campo(*lines, "nuova", elenco=True)]).differenze
    kept, added = differenza.gruppi
    assert kept.piegato
    assert len(kept.pezzi) == 6
    assert added == Gruppo(added.pezzi, piegato=False)
    [short] = compare([campo("a", elenco=True)], [campo("a", "b", elenco=True)]).differenze
    assert not short.gruppi[0].piegato


def test_rich_text_is_read_by_lines_with_the_addresses_of_its_links() -> None:
    html = '<h3>Chi siamo</h3><p>Uno &amp; <b>due</b><br>tre</p><ul><li>Voce <a href="https://x.it">sito</a></li></ul>'
    lines = [riga.testo for riga in read_html(html + "<p></p><a>senza</a>")]
    assert lines == ["Chi siamo", "Uno & due", "tre", "• Voce sito (https://x.it)", "senza"]


def test_plain_text_is_read_by_lines() -> None:
    assert read_text(" uno  due \n\n tre") == (Riga("uno due"), Riga("tre"))
