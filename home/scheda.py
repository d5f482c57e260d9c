"""The scheda of an entry as a page lays it out, drawn from its document alone; no database and no request here."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from core.italiano import show_uncertain, since_uncertain
from core.uncertain_dates import Precisione, UncertainDate
from distretti.enums import REGOLE_ANNOTAZIONE, NomeIndicatore, StatoIscrizione, TipoAnnotazione, TipoAtto

_STORIA = {
    TipoAnnotazione.VARIAZIONE,
    TipoAnnotazione.TRASFERIMENTO,
    TipoAnnotazione.FUSIONE,
    TipoAnnotazione.RETTIFICA,
}
_ADDRESS = re.compile(r"https?://[^\s;,]+")
_SHORT = 56
_SOCIAL = (("linkedin", "LinkedIn"), ("facebook", "Facebook"), ("instagram", "Instagram"), ("youtube", "YouTube"))


def read_uncertain(value: dict[str, Any]) -> UncertainDate:
    """Read the uncertain date of a document."""
    dal = date.fromisoformat(value["dal"]) if value["dal"] else None
    return UncertainDate(al=date.fromisoformat(value["al"]), dal=dal, precisione=Precisione(value["precisione"]))


@dataclass(frozen=True)
class Fonte:
    """Where migrated data was read: words, and addresses with a name short enough to be a link."""

    nota: str
    indirizzi: list[tuple[str, str]]


@dataclass(frozen=True)
class Riga:
    """One line of the timeline: when, what the register says, by which act, and what of it is still unknown."""

    seq: int
    tipo: str
    etichetta: str
    quando: str
    da_quando: str
    testo: str
    atto: str
    atto_data: str
    oggetto: str
    burp: dict[str, Any] | None
    fonte: Fonte | None
    rettificata_da: int | None
    ignoti: list[str] = field(default_factory=list)

    @property
    def ancora(self) -> str:
        return f"atto-{self.seq}"


@dataclass(frozen=True)
class Numero:
    """A figure with its year and source, and the same figure in earlier years."""

    etichetta: str
    valore: int
    anno: int
    fonte: str
    precedenti: list[dict[str, Any]]


@dataclass(frozen=True)
class Scheda:
    """What a page shows of an entry beyond the document's own words."""

    righe: list[Riga]
    storia: list[Riga]
    nomi_precedenti: list[dict[str, Any]]
    numeri: list[Numero]
    province: list[tuple[str, list[str]]]
    social: list[tuple[str, str]]
    organi: list[dict[str, Any]]
    chiusura: Riga | None
    ultima: dict[str, Any] | None
    indice: list[tuple[str, str]]


def _fonte(text: str) -> Fonte:
    addresses = _ADDRESS.findall(text)
    nota = " ".join(_ADDRESS.sub(" ", text).split()).strip(" ;,")
    return Fonte(nota, [(a, _short(a)) for a in addresses])


def _short(address: str) -> str:
    """Return an address as a person would say it: without scheme, cut when long."""
    name = address.split("://", 1)[1].removeprefix("www.").rstrip("/")
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1]}…"


def _when(annotazione: dict[str, Any]) -> tuple[str, int]:
    """Return the place of a row in time; what is known badly stands at its earliest possible day, or before all."""
    decorrenza = annotazione["decorrenza"]
    known = decorrenza["precisione"] != Precisione.NON_NOTA
    return (decorrenza["al"] if known else decorrenza["dal"] or "", annotazione["seq"])


def _riga(annotazione: dict[str, Any]) -> Riga:
    atto = annotazione["atto"]
    ignoti = []
    if atto["tipo"] == TipoAtto.NON_NOTO:
        ignoti.append("atto non noto")
    else:
        if not atto["numero"]:
            ignoti.append("numero dell’atto non noto")
        if not atto["data"]:
            ignoti.append("data dell’atto non nota")
    decorrenza = read_uncertain(annotazione["decorrenza"])
    nome = atto["etichetta"] + (f" n. {atto['numero']}" if atto["numero"] else "")
    return Riga(
        seq=annotazione["seq"],
        tipo=annotazione["tipo"],
        etichetta=annotazione["etichetta"],
        quando=show_uncertain(decorrenza),
        da_quando=since_uncertain(decorrenza),
        testo=annotazione["testo"],
        atto="" if atto["tipo"] == TipoAtto.NON_NOTO else nome,
        atto_data=show_uncertain(read_uncertain(atto["data"])) if atto["data"] else "",
        oggetto=atto["oggetto"],
        burp=atto["burp"],
        fonte=_fonte(atto["fonte"]) if atto["fonte"] else None,
        rettificata_da=annotazione["rettificata_da"],
        ignoti=ignoti,
    )


def _numeri(indicatori: list[dict[str, Any]]) -> list[Numero]:
    found = []
    for _nome, group in groupby(indicatori, key=itemgetter("nome")):
        rows = sorted(group, key=itemgetter("anno"), reverse=True)
        last = rows[0]
        found.append(Numero(last["etichetta"], last["valore"], last["anno"], last["fonte"], rows[1:]))
    return found


def _closing(documento: dict[str, Any], righe: list[Riga]) -> Riga | None:
    """Return the line by which an entry that is not active came to its state."""
    stato = documento["stato"]
    if stato == StatoIscrizione.ATTIVA:
        return None
    causes = {tipo for tipo, regola in REGOLE_ANNOTAZIONE.items() if regola.stato == stato}
    return next((riga for riga in righe if riga.tipo in causes), None)


def _province(territorio: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Group the comuni of the territory by province, when the document gives it."""
    key = lambda comune: comune.get("provincia") or ""  # noqa: E731 - sorted and grouped by the same key
    return [(name, [c["nome"] for c in group]) for name, group in groupby(sorted(territorio, key=key), key=key)]


def scheda_of(documento: dict[str, Any]) -> Scheda:
    """Return the scheda of an entry's document (design §7), newest events first."""
    registro, profilo = documento["registro"], documento["profilo"] or {}
    righe = [_riga(a) for a in sorted(registro["annotazioni"], key=_when, reverse=True)]
    nomi = [n for n in registro["denominazioni"] if n["denominazione"] != documento["denominazione"]]
    storia = [riga for riga in righe if riga.tipo in _STORIA]
    scheda = Scheda(
        righe=righe,
        storia=storia,
        nomi_precedenti=nomi,
        numeri=_numeri(profilo.get("indicatori") or []),
        province=_province(profilo.get("territorio") or []),
        social=[(label, profilo[name]) for name, label in _SOCIAL if profilo.get(name)],
        organi=[o for o in registro["organi"] if not o["al"]],
        chiusura=_closing(documento, righe),
        ultima=max(registro["annotazioni"], key=itemgetter("seq"), default=None),
        indice=[],
    )
    scheda.indice.extend(_indice(documento, profilo, scheda))
    return scheda


def latest_riga(documento: dict[str, Any]) -> Riga:
    """Return the last line whose date is known: what the list of latest acts shows of an entry."""
    rows = documento["registro"]["annotazioni"]
    dated = [a for a in rows if a["decorrenza"]["precisione"] != Precisione.NON_NOTA]
    return _riga(max(dated, key=lambda a: (a["decorrenza"]["al"], a["seq"])))


def latest_imprese(documento: dict[str, Any]) -> dict[str, Any] | None:
    """Return the indicator of the firms of the latest year, or None."""
    rows = [i for i in (documento["profilo"] or {}).get("indicatori", []) if i["nome"] == NomeIndicatore.IMPRESE]
    return max(rows, key=itemgetter("anno"), default=None)


def structured_data(documento: dict[str, Any]) -> dict[str, Any]:
    """Return the schema.org Organization that an entry is."""
    sede, registro = documento["sede"], documento["registro"]
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": documento["denominazione"],
        "identifier": documento["codice"],
        "mainEntityOfPage": documento["_links"]["pagina"],
        "description": documento["sintesi"],
        "url": registro["sito"],
        "alternateName": [n["denominazione"] for n in registro["denominazioni"][:-1]],
        "address": sede
        and {
            "@type": "PostalAddress",
            "addressLocality": sede["comune"]["nome"],
            "addressRegion": sede["provincia"],
            "streetAddress": registro["indirizzo"],
            "addressCountry": "IT",
        },
    }
    return {name: value for name, value in data.items() if value}


def _indice(documento: dict[str, Any], profilo: dict[str, Any], scheda: Scheda) -> list[tuple[str, str]]:
    """Return anchor and title of each part that has something to show."""
    sede = documento["sede"]
    parts = (
        ("presentazione", "Presentazione", True),
        ("numeri", "I numeri", scheda.numeri),
        ("atti", "Atti", scheda.righe),
        ("aderenti", "Aderenti", documento["aderenti"]),
        ("territorio", "Territorio", sede or scheda.province or profilo.get("territorio_descrizione")),
        ("contatti", "Sede e contatti", True),
        ("storia", "Storia", True),
        ("citare", "Citare e riusare", True),
    )
    return [(anchor, title) for anchor, title, shown in parts if shown]
