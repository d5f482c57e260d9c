"""Files to import, for the tests: the known life of the real districts as an office would hand it in, and odd ones."""

import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from django.core.management import call_command
from stdnum import luhn

from distretti.enums import TipoAnnotazione, TipoAtto
from distretti.importazione.columns import ADERENTI, ATTI, ISCRIZIONI
from distretti.models import Annotazione, Atto
from identita.models import User
from procedimenti.actions.importazione.libro import TUTTI_I_FOGLI as FOGLI

DATA = Path(__file__).resolve().parents[3] / "distretti" / "data"
Foglio = Sequence[Mapping[str, Any]]
# Names as people write them: quotes, accents, signs that a spreadsheet might take for a formula.
NOMI = (
    "D’Addabbo & Figli",
    'Masseria "La Pietà"',
    "L'Olivo di Sant’Angelo",
    "+Sud",
    "Caffè Pùglia",
    "Società Agricola",
)
DGR: dict[str, Any] = {
    "Riferimento": "D1",
    "Tipo di atto": "DGR",
    "Organo": "Giunta regionale",
    "Numero": "2409",
    "Data": "10/12/2008",
}
NAUTICA: dict[str, Any] = {
    "Voce": "NAUTICA",
    "Evento": "Primo riconoscimento",
    "Decorrenza": "10/12/2008",
    "Atto": "D1",
    "Sezione": "1",
    "Denominazione": "Distretto della Nautica",
}
CANTIERI: dict[str, Any] = {
    "Voce": "NAUTICA",
    "Elenco al": "30/06/2014",
    "Denominazione": "Cantieri del Sud s.r.l.",
    "Tipo di soggetto": "Impresa",
    "Codice fiscale": "00743110157",
}


def columns(nome: str) -> list[str]:
    return [c.intestazione for c in FOGLI[nome]]


def column(nome: str, intestazione: str) -> str:
    """The letter of a column in the model."""
    return str(openpyxl.utils.get_column_letter(columns(nome).index(intestazione) + 1))


def xlsx(path: Path, *, merge: Mapping[str, str] | None = None, **fogli: Foglio) -> Path:
    """A workbook with these sheets, each row by the headings of the model."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for nome, righe in fogli.items():
        sheet = book.create_sheet(nome)
        sheet.append(columns(nome))
        for riga in righe:
            sheet.append([riga.get(heading) for heading in columns(nome)])
        if merge and nome in merge:
            sheet.merge_cells(merge[nome])
    book.save(path)
    return path


def csv(path: Path, righe: Foglio) -> Path:
    """A .csv as Excel saves it on an Italian machine."""
    headings = columns(path.stem)
    lines = [headings, *([str(riga.get(h) or "") for h in headings] for riga in righe)]
    path.write_text("\r\n".join(";".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in line) for line in lines))
    return path


def run(*paths: Path, dry_run: bool = False) -> tuple[int, str, str]:
    """Run the command; return its exit code, what it says, and what it says of faults."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_registro", *map(str, paths), dry_run=dry_run, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def nothing_written() -> bool:
    """Tell whether the register is as if nobody had imported anything."""
    return not any(model.objects.exists() for model in (Annotazione, Atto, User))


def codice_fiscale(n: int) -> str:
    """The n-th codice fiscale of a firm that nobody has."""
    digits = f"{n:07d}075"
    return digits + str(luhn.calc_check_digit(digits))


def _shown(value: str | Mapping[str, str | None]) -> str:
    """A date of the data file as people write it."""
    if isinstance(value, str):
        return "/".join(reversed(value.split("-")))
    al = _shown(str(value["al"]))
    return f"tra il {_shown(str(value['dal']))} e il {al}" if value["dal"] else f"entro il {al}"


def real_fogli() -> dict[str, list[dict[str, Any]]]:
    """The 35 real districts: 60 acts, their events, and 4,500 members that nobody is."""
    atti: dict[str, dict[str, Any]] = {}
    iscrizioni: list[dict[str, Any]] = []
    sezioni = {
        row["chiave"]: row["sezione_registro_proposta"][0]
        for row in json.loads((DATA / "distretti_reali.json").read_text(encoding="utf-8"))
    }
    rows = json.loads((DATA / "eventi_reali.json").read_text(encoding="utf-8"))
    for row in rows:
        for position, event in enumerate(row["eventi"]):
            content = json.dumps(event["atto"], sort_keys=True)
            atto = atti.setdefault(content, _atto(f"A{len(atti) + 1}", event["atto"]))
            iscrizioni.append(_evento(row["chiave"], event, atto["Riferimento"], None if position else sezioni))
    while len(atti) < 60:
        n = len(atti) + 1
        atti[f"{n}"] = {
            "Riferimento": f"A{n}",
            "Tipo di atto": "Determinazione dirigenziale",
            "Organo": "Sezione Ricerca",
            "Numero": n,
            "Data": dt.date(2014, 6, 30),
        }
    chiavi = [row["chiave"] for row in rows]
    return {ATTI: list(atti.values()), ISCRIZIONI: iscrizioni, ADERENTI: list(_members(chiavi))}


def _atto(name: str, atto: Mapping[str, str]) -> dict[str, Any]:
    tipo = TipoAtto(atto["tipo"])
    numero = atto.get("numero") or (None if tipo is TipoAtto.NON_NOTO else "non noto")
    return {
        "Riferimento": name,
        "Tipo di atto": str(tipo.label),
        "Organo": atto.get("organo"),
        "Numero": numero,
        "Data": _shown(atto["data"]) if "data" in atto else "non nota",
        "Oggetto": atto.get("oggetto"),
        "BURP numero": atto.get("burp_numero"),
        "BURP data": _shown(atto["burp_data"]) if "burp_data" in atto else None,
    }


_FATTI = {
    "denominazione": "Denominazione",
    "forma_giuridica": "Forma giuridica",
    "codice_fiscale": "Codice fiscale",
    "partita_iva": "Partita IVA",
    "comune": "Comune",
    "indirizzo": "Indirizzo",
    "sito": "Sito",
    "pec": "PEC",
    "sezione_secondaria": "Sezione secondaria",
    "tipologia_cibo": "Tipologia del cibo",
    "territorio": "Territorio",
}


def _evento(chiave: str, event: Mapping[str, Any], atto: str, sezioni: Mapping[str, str] | None) -> dict[str, Any]:
    facts = {_FATTI[name]: value for name, value in event.get("dati", {}).items()}
    return {
        "Voce": chiave,
        "Evento": str(TipoAnnotazione(event["tipo"]).label),
        "Decorrenza": _shown(event["decorrenza"]),
        "Atto": atto,
        "Sezione": sezioni[chiave] if sezioni else None,
        **facts,
    }


def _members(chiavi: Sequence[str]) -> Iterable[dict[str, Any]]:
    sizes = [700, 500, *([100] * 33)]
    n = 0
    for chiave, size in zip(chiavi, sizes, strict=True):
        for _ in range(size):
            n += 1
            yield {
                "Voce": chiave,
                "Elenco al": dt.date(2014, 6, 30),
                "Denominazione": f"{NOMI[n % len(NOMI)]} {n}",
                "Tipo di soggetto": "Impresa",
                "Codice fiscale": codice_fiscale(n),
                "Comune": "Bari",
                "Provincia": "BA",
            }
