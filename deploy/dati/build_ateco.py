"""Build ateco.csv: divisions, groups and classes of ATECO 2025, from the PyPI package ``ateco``."""

import argparse
import csv
import json
import sys
from importlib.util import find_spec
from pathlib import Path

EDIZIONE = "2025"
LIVELLI = ("division", "group", "class")
DATI = Path(__file__).resolve().parents[2] / "distretti" / "data"


def voci() -> list[tuple[str, str]]:
    """Return (code, title) of the kept levels, sorted by code."""
    spec = find_spec("ateco")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("package not installed: ateco")
    radice = Path(next(iter(spec.submodule_search_locations)))
    testo = (radice / "data" / EDIZIONE / "nodes.json").read_text(encoding="utf-8")
    nodi = json.loads(testo)["nodes"]
    return sorted((n["code"], " ".join(n["title"].split())) for n in nodi if n["level"] in LIVELLI)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build ateco.csv")
    parser.add_argument("--output", type=Path, default=DATI / "ateco.csv")
    output: Path = parser.parse_args().output
    righe = voci()
    with output.open("w", encoding="utf-8", newline="") as uscita:
        scrittore = csv.writer(uscita, lineterminator="\n")
        scrittore.writerow(("codice", "denominazione"))
        scrittore.writerows(righe)
    sys.stdout.write(f"{len(righe)} voci\n")
