"""Public documents as CSV, as Italian spreadsheets open it: UTF-8 with its mark, semicolons, no cell that runs."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.http import StreamingHttpResponse

from core.text import defuse_formula
from home.scheda import latest_imprese

Columns = Mapping[str, Callable[[dict[str, Any]], Any]]


class _Echo:
    """A file that keeps nothing: writing returns the line."""

    def write(self, line: str) -> str:
        return line


def _day(value: dict[str, Any] | None) -> str:
    """Write an uncertain date as ISO allows: a day, a month, a year; nothing when it is not known."""
    if value is None or value["precisione"] == "non_nota":
        return ""
    return str(value["al"])[: {"giorno": 10, "mese": 7, "anno": 4}[value["precisione"]]]


ISCRIZIONI: Columns = {
    "codice": lambda d: d["codice"],
    "denominazione": lambda d: d["denominazione"],
    "sezione": lambda d: d["sezione"]["codice"],
    "nome_sezione": lambda d: d["sezione"]["nome"],
    "stato": lambda d: d["stato"],
    "comune": lambda d: d["sede"]["comune"]["nome"] if d["sede"] else "",
    "comune_istat": lambda d: d["sede"]["comune"]["codice"] if d["sede"] else "",
    "provincia": lambda d: d["sede"]["provincia"] if d["sede"] else "",
    "riconosciuto_dal": lambda d: _day(d["riconosciuto_dal"]),
    "iscritto_dal": lambda d: _day(d["iscritto_dal"]),
    "forma_giuridica": lambda d: (d["registro"]["forma_giuridica"] or {}).get("nome", ""),
    "codice_fiscale": lambda d: d["registro"]["codice_fiscale"],
    "sito": lambda d: d["registro"]["sito"],
    "pec": lambda d: d["registro"]["pec"],
    "sintesi": lambda d: d["sintesi"],
    "imprese": lambda d: (latest_imprese(d) or {}).get("valore", ""),
    "imprese_anno": lambda d: (latest_imprese(d) or {}).get("anno", ""),
    "imprese_fonte": lambda d: (latest_imprese(d) or {}).get("fonte", ""),
    "aderenti": lambda d: (d["aderenti"] or {}).get("totale", ""),
    "aggiornato_il": lambda d: d["aggiornato_il"],
    "pagina": lambda d: d["_links"]["pagina"],
}
ADERENTI: Columns = {
    "denominazione": lambda d: d["denominazione"],
    "tipo": lambda d: d["etichetta"],
    "codice_fiscale": lambda d: d["codice_fiscale"],
    "comune": lambda d: d["comune"],
    "provincia": lambda d: d["provincia"],
    "ateco": lambda d: d["ateco"],
    "aderisce_dal": lambda d: d["aderisce_dal"] or "",
}


def csv_lines(columns: Columns, rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the file line by line: the mark of UTF-8, the names of the columns, a line for each document."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([defuse_formula(str(value(row))) for value in columns.values()])


def csv_response(name: str, columns: Columns, rows: Iterable[dict[str, Any]]) -> StreamingHttpResponse:
    """Answer a file to save, written while it is sent."""
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
