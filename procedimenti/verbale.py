"""The words of the verbale of the Nucleo in the fields of its model; what it says is in `selectors`.

How it looks is in the model alone: the office's in force or, before it has one, that which comes with the register.
"""

from collections.abc import Mapping
from typing import Any


def verbale_words(verbale: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """Return what the verbale says as the fields and lists of the office's model; what is not known is empty."""
    named = {c["incarico"].lower(): c["nome"] for c in verbale["componenti"]}
    heads = [p["presiede"] for p in verbale["punti"] if p["presiede"]]
    valori = {
        "struttura": verbale["struttura"],
        "seduta": verbale["numero"],
        "seduta_giorno": verbale["convocata_per"],
        "seduta_luogo": f"{verbale['modo'].lower()}, {verbale['luogo']}",
        "aperta": verbale["aperta"],
        "chiusa": verbale["chiusa"],
        "presidente": heads[0] if heads else named.get("presidente", ""),
        "segretario": named.get("segretario", ""),
        "quorum": "; ".join(f"{r['nome']}: {r['valore']}" for r in verbale["regole"]),
    }
    componenti = [
        {"nome": _with(c["nome"], c["qualifica"]), "ruolo": c["incarico"], "presenza": c["presenza"]}
        for c in verbale["componenti"]
    ]
    regole = [{"nome": r["nome"], "valore": r["valore"], "fonte": r["fonte"]} for r in verbale["regole"]]
    argomenti = [_punto_words(p) for p in verbale["punti"]]
    return valori, {"componenti": componenti, "argomenti": argomenti, "regole": regole}


def _punto_words(punto: Mapping[str, Any]) -> dict[str, str]:
    there = [f"{punto['presenti']} con diritto di voto, ne servono {punto['necessari']}"]
    there += [f"presiede {punto['presiede']}"] if punto["presiede"] else []
    there += [f"assente: {nome}" for nome in punto["assenti"]]
    there += [
        f"{c['nome']} si astiene per conflitto di interessi (art. 6-bis L. 241/1990): {c['motivo']}"
        for c in punto["conflitti"]
    ]
    scheda = [f"{s['criterio']}: {_with(s['punteggio'], s['giudizio'])}" for s in punto["scheda"]]
    votes = [f"{v['nome']}: {v['voto'].lower()}" + (f" ({v['testo']})" if v["testo"] else "") for v in punto["voti"]]
    decided = [f"{punto['esito']}.", punto["spiegazione"], punto["nota"]] if punto["esito"] else ["Non ancora deciso."]
    return {
        "istanza": f"{punto['posizione']}. {punto['richiedente']} ({punto['istanza']})",
        "procedimento": f"{punto['tipo']}, sezione {punto['sezione']}",
        "presenti": ";\n".join(there),
        "scheda": "\n".join(scheda),
        "discussione": punto["discussione"],
        "voti": ";\n".join(votes),
        "parere": " ".join(words for words in decided if words),
        "prescrizioni": punto["prescrizioni"],
    }


def _with(first: str, second: str) -> str:
    return ", ".join(words for words in (first, second) if words)
