"""The table of states as a diagram and as a table in Markdown; `docs/procedimenti.md` holds what is drawn here."""

from procedimenti.enums import STATI_CONCLUSI, TRANSIZIONI, StatoIstanza, Vale

_WHEN = {
    Vale.SEMPRE: "sempre",
    Vale.DI_PARTE: "su istanza",
    Vale.D_UFFICIO: "d’ufficio",
    Vale.CON_PARERE: "con parere",
    Vale.SENZA_PARERE: "senza parere",
}


def draw() -> str:
    """Return the diagram in Mermaid, then every step in a table, both from the one table of the code."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> bozza"]
    for t in TRANSIZIONI:
        lines += [f"    {da.value} --> {t.a.value}: {t.passo.value}" for da in StatoIstanza if da in t.da and t.a]
    lines += [f"    {s.value} --> [*]" for s in StatoIstanza if s in STATI_CONCLUSI]
    lines += ["```", "", "| passo | da | a | chi | quando | avviso | fonte |", "|---|---|---|---|---|---|---|"]
    for t in TRANSIZIONI:
        da = ", ".join(s.value for s in StatoIstanza if s in t.da)
        told = t.avviso.value if t.avviso else "–"
        arrivo = t.a.value if t.a else "resta"
        lines.append(f"| {t.passo.value} | {da} | {arrivo} | {t.chi.value} | {_WHEN[t.vale]} | {told} | {t.fonte} |")
    return "\n".join(lines) + "\n"
