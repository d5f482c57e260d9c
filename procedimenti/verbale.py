"""The verbale of the Nucleo on paper: an editable .docx and a tagged PDF/A; what it says is in `selectors`."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from docx import Document
from docx.oxml.ns import qn

from procedimenti.pdf import html_to_pdf

_TITLE = "Verbale del Nucleo Tecnico di Valutazione e Raccordo"


def verbale_pdf(verbale: Mapping[str, Any]) -> bytes:
    """Return the verbale as PDF/A-2a; raises ProcedimentoError if the machine lacks the library that draws text."""
    page = render_to_string("procedimenti/verbale.html", {"verbale": verbale, "titolo": _TITLE})
    return html_to_pdf(page, variant="pdf/a-2a", what="Il verbale in PDF")


def verbale_docx(verbale: Mapping[str, Any]) -> bytes:
    """Return the verbale as a .docx to be completed and signed."""
    paper = Document()
    _speak_italian(paper)
    paper.core_properties.title = f"{_TITLE}, {verbale['titolo'].lower()}"
    paper.core_properties.author, paper.core_properties.language = verbale["struttura"], "it-IT"
    paper.add_heading(_TITLE, level=0)
    paper.add_paragraph(f"{verbale['titolo']}, {verbale['struttura']}")
    paper.add_paragraph(_opening(verbale))
    _table(paper, ("Componente", "Incarico", "Presenza"), [
        (c["nome"] + (f", {c['qualifica']}" if c["qualifica"] else ""), c["incarico"], c["presenza"])
        for c in verbale["componenti"]
    ])  # fmt: skip
    for punto in verbale["punti"]:
        _write_punto(paper, punto)
    paper.add_heading("Regole applicate", level=1)
    for r in verbale["regole"]:
        paper.add_paragraph(f"{r['nome']}: {r['valore']} ({r['fonte']})", style="List Bullet")
    paper.add_paragraph(_closing(verbale))
    paper.add_paragraph("\nIl presidente\t\t\t\t\tIl segretario")
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def verbale_words(verbale: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """Return what the verbale says as the fields and lists of the office's model; what is not known is empty."""
    named = {c["incarico"].lower(): c["nome"] for c in verbale["componenti"]}
    heads = [p["presiede"] for p in verbale["punti"] if p["presiede"]]
    valori = {
        "struttura": verbale["struttura"],
        "seduta": verbale["numero"],
        "seduta_giorno": verbale["convocata_per"],
        "seduta_luogo": f"{verbale['modo'].lower()}, {verbale['luogo']}",
        "presidente": heads[0] if heads else named.get("presidente", ""),
        "segretario": named.get("segretario", ""),
        "quorum": "; ".join(f"{r['nome']}: {r['valore']}" for r in verbale["regole"]),
    }
    componenti = [{"nome": c["nome"], "ruolo": c["incarico"], "presenza": c["presenza"]} for c in verbale["componenti"]]
    return valori, {"componenti": componenti, "argomenti": [_punto_words(p) for p in verbale["punti"]]}


def _punto_words(punto: Mapping[str, Any]) -> dict[str, str]:
    there = [f"{punto['presenti']} con diritto di voto, ne servono {punto['necessari']}"]
    there += [f"assente: {nome}" for nome in punto["assenti"]]
    there += [f"{c['nome']} si astiene per conflitto di interessi: {c['motivo']}" for c in punto["conflitti"]]
    votes = [f"{v['nome']}: {v['voto'].lower()}" + (f" ({v['testo']})" if v["testo"] else "") for v in punto["voti"]]
    return {
        "istanza": f"{punto['posizione']}. {punto['richiedente']} ({punto['istanza']})",
        "presenti": "; ".join(there),
        "discussione": punto["discussione"],
        "voti": "; ".join(votes),
        "parere": f"{punto['esito']}. {punto['spiegazione']}" if punto["esito"] else "Non ancora deciso",
        "prescrizioni": punto["prescrizioni"],
    }


def _speak_italian(paper: Any) -> None:
    """Declare the language of the text: readers aloud and spell checkers go by it."""
    rpr = paper.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    lang = rpr.find(qn("w:lang"))
    lang.set(qn("w:val"), "it-IT")


def _opening(verbale: Mapping[str, Any]) -> str:
    opened = f" La seduta è aperta {verbale['aperta']}." if verbale["aperta"] else ""
    return f"Convocata per {verbale['convocata_per']}, {verbale['modo'].lower()}: {verbale['luogo']}.{opened}"


def _closing(verbale: Mapping[str, Any]) -> str:
    return f"La seduta è chiusa {verbale['chiusa']}." if verbale["chiusa"] else "La seduta non è ancora chiusa."


def _table(paper: Any, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = paper.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    paper.add_paragraph()  # two tables with nothing between them become one


def _write_punto(paper: Any, punto: Mapping[str, Any]) -> None:
    paper.add_heading(f"{punto['posizione']}. {punto['richiedente']} ({punto['istanza']})", level=1)
    paper.add_paragraph(f"{punto['tipo']}, sezione {punto['sezione']}.")
    presiede = f" Presiede {punto['presiede']}." if punto["presiede"] else ""
    paper.add_paragraph(
        f"Presenti con diritto di voto: {punto['presenti']}, ne servono {punto['necessari']}.{presiede}"
    )
    if punto["assenti"]:
        paper.add_paragraph(f"Assenti: {', '.join(punto['assenti'])}.")
    for c in punto["conflitti"]:
        paper.add_paragraph(
            f"{c['nome']} si astiene per conflitto di interessi (art. 6-bis L. 241/1990): {c['motivo']}"
        )
    if punto["discussione"]:
        paper.add_paragraph(punto["discussione"])
    if punto["scheda"]:
        rows = [(s["criterio"], s["punteggio"], s["giudizio"]) for s in punto["scheda"]]
        _table(paper, ("Criterio", "Punti", "Giudizio"), rows)
    if punto["voti"]:
        _table(paper, ("Componente", "Voto", "Motivi"), [(v["nome"], v["voto"], v["testo"]) for v in punto["voti"]])
    paper.add_paragraph(f"{punto['esito']}. {punto['spiegazione']}" if punto["esito"] else "Non ancora deciso.")
    if punto["prescrizioni"]:
        paper.add_paragraph(f"Prescrizioni: {punto['prescrizioni']}")
    if punto["nota"]:
        paper.add_paragraph(punto["nota"])
