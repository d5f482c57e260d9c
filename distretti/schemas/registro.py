"""How official facts are shown: dates, acts, annotations, seat, names; all of it from the ledger."""

from collections.abc import Iterable
from typing import Any

from core.uncertain_dates import Precisione, UncertainDate
from distretti.enums import TipoAnnotazione
from distretti.stato import StatoRegistro


def show_date(value: UncertainDate | None) -> dict[str, Any] | None:
    """Show an uncertain date: its interval (`dal` null when not even a bound is known) and how well it is known."""
    if value is None:
        return None
    return {"dal": value.dal, "al": value.al, "precisione": value.precisione.value}


def show_voce(voce: Any) -> dict[str, str] | None:
    """Show a value of a vocabulary."""
    return None if voce is None else {"codice": voce.codice, "nome": voce.denominazione}


def show_sezione(sezione: Any) -> dict[str, Any] | None:
    """Show which section, as the documents that quote it do."""
    return None if sezione is None else {"codice": sezione.codice, "nome": sezione.nome}


def show_sede(comune: Any) -> dict[str, Any] | None:
    """Show the seat: comune, province and the comune's point in decimal degrees (WGS 84)."""
    if comune is None:
        return None
    return {
        "comune": show_voce(comune),
        "provincia": comune.provincia.sigla,
        "lat": None if comune.lat is None else float(comune.lat),
        "lon": None if comune.lon is None else float(comune.lon),
    }


def show_atto(atto: Any) -> dict[str, Any]:
    """Show an act; what is not known of it is null or empty, never invented."""
    data = None
    if atto.data_al is not None:
        data = UncertainDate(al=atto.data_al, dal=atto.data_dal, precisione=Precisione(atto.data_precisione))
    burp = None
    if atto.burp_numero or atto.burp_data or atto.burp_link:
        burp = {"numero": atto.burp_numero, "data": atto.burp_data, "link": atto.burp_link}
    return {
        "tipo": atto.tipo,
        "etichetta": atto.get_tipo_display(),
        "organo": atto.organo,
        "numero": atto.numero,
        "data": show_date(data),
        "oggetto": atto.oggetto,
        "burp": burp,
        "fonte": atto.fonte,
    }


def show_annotazione(annotazione: Any, *, rettificata_da: int | None = None) -> dict[str, Any]:
    """Show one row of the ledger with its act; who recorded it stays inside the office."""
    return {
        "seq": annotazione.seq,
        "tipo": annotazione.tipo,
        "etichetta": annotazione.get_tipo_display(),
        "decorrenza": show_date(annotazione.decorrenza),
        "registrata_il": annotazione.registrata_il,
        "testo": annotazione.testo,
        "impronta": annotazione.impronta,
        "rettificata_da": rettificata_da,
        "atto": show_atto(annotazione.atto),
    }


def show_annotazioni(annotazioni: Iterable[Any]) -> list[dict[str, Any]]:
    """Show the rows of one entry in the order in which they became true; what was corrected says by which row."""
    rows = sorted(annotazioni, key=lambda a: (a.decorrenza_al, a.seq))
    corrections = {
        int(a.dati["rettifica_di"]): a.seq
        for a in sorted(rows, key=lambda a: a.seq)
        if a.tipo == TipoAnnotazione.RETTIFICA and "rettifica_di" in a.dati
    }
    return [show_annotazione(a, rettificata_da=corrections.get(a.seq)) for a in rows]


def show_incerto(evento: Any, testo: str) -> dict[str, Any]:
    """Show an event that on a day may or may not have happened."""
    return {"seq": evento.seq, "tipo": evento.tipo, "decorrenza": show_date(evento.decorrenza), "testo": testo}


def show_denominazioni(stato: StatoRegistro) -> list[dict[str, Any]]:
    """Show the names in order, each with the day from which and the annotation by which it holds."""
    names: list[dict[str, Any]] = []
    for event in stato.eventi:
        name = event.dati.get("denominazione")
        if name and (not names or names[-1]["denominazione"] != name):
            names.append({"denominazione": name, "dal": show_date(event.decorrenza), "seq": event.seq})
    return names


def show_organi(cariche: Iterable[Any]) -> list[dict[str, Any]]:
    """Show who holds which office: role and name only, the legal representative first."""
    rows = sorted(cariche, key=lambda c: (not c.rappresentante_legale, c.organo, c.ruolo, c.nome, c.pk))
    return [
        {
            "nome": c.nome,
            "ruolo": c.ruolo,
            "organo": c.organo,
            "rappresentante_legale": c.rappresentante_legale,
            "dal": c.dal,
            "al": c.al,
        }
        for c in rows
    ]
