"""What an extract certifies and how it is said in words; the extracts of an entry, and one by its code."""

import datetime as dt
from typing import Any

from core.clock import today
from core.italiano import show_uncertain, the_day
from core.uncertain_dates import UncertainDate
from distretti.frasi import name_atto
from distretti.models import Iscrizione
from distretti.schemas import Voce
from distretti.selectors.storia import voci_at
from estratti.models import Estratto
from estratti.policies import read_codice

Valori = dict[str, str]
Elenchi = dict[str, list[dict[str, str]]]


def voce_on(iscrizione: Iscrizione, day: dt.date, *, conosciuta_al: dt.datetime | None = None) -> Voce:
    """Return an entry as it was on a day, as known at an instant (now, if None)."""
    return voci_at([iscrizione.codice], day, conosciuta_al, whole=False)[iscrizione.codice]


def content_of(voce: Voce, *, sequenza: int, impronta: str) -> dict[str, Any]:
    """Return what an extract certifies: facts and annotations by their hashes, no name of a person, no label."""
    stato = voce.stato
    return {
        "codice": voce.iscrizione.codice,
        "alla_data": voce.alla_data and voce.alla_data.isoformat(),
        "stato": stato.stato,
        "fatti": stato.fatti,
        "riconosciuto_dal": _day(stato.riconosciuto_dal),
        "iscritto_dal": _day(stato.iscritto_dal),
        "aderenti": voce.aderenti and {"totale": voce.aderenti["totale"], "al": str(voce.aderenti["al"])},
        "annotazioni": [{"seq": a.seq, "impronta": a.impronta} for a in voce.annotazioni],
        "catena": {"sequenza": sequenza, "impronta": impronta},
    }


def _day(value: UncertainDate | None) -> dict[str, str | None] | None:
    if value is None:
        return None
    return {
        "dal": value.dal.isoformat() if value.dal else None,
        "al": value.al.isoformat(),
        "precisione": value.precisione.value,
    }


def words_of(voce: Voce, *, codice: str, sequenza: int, impronta: str) -> tuple[Valori, Elenchi]:
    """Return the same in words, as the fields of the extract's model; what is not known is empty."""
    entry, stato = voce.iscrizione, voce.stato
    comune, aderenti = entry.comune, voce.aderenti
    valori = {
        "oggi": the_day(today()),
        "struttura": entry.sezione.get_competenza_display(),
        "codice": entry.codice,
        "denominazione": entry.denominazione,
        "sezione": f"{entry.sezione.codice}, {entry.sezione.nome}",
        "stato": entry.get_stato_display(),
        "al": the_day(voce.alla_data or today()),
        "sede": f"{comune.denominazione} ({comune.provincia.sigla})" if comune else "",
        "forma_giuridica": str(entry.forma_giuridica) if entry.forma_giuridica else "",
        "codice_fiscale": entry.codice_fiscale,
        "riconosciuto_dal": show_uncertain(stato.riconosciuto_dal) if stato.riconosciuto_dal else "",
        "iscritto_dal": show_uncertain(stato.iscritto_dal) if stato.iscritto_dal else "",
        "aderenti": f"{aderenti['totale']} {the_day(_read(aderenti['al']))}" if aderenti else "",
        "sequenza": str(sequenza),
        "impronta": impronta,
        "verifica": codice,
    }
    rows = [
        {"giorno": show_uncertain(a.decorrenza), "testo": a.testo, "atto": name_atto(a.atto)} for a in voce.annotazioni
    ]
    return valori, {"annotazioni": rows}


def _read(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def estratti_of(iscrizione: Iscrizione) -> list[Estratto]:
    """Return the extracts issued of an entry, newest first."""
    return list(iscrizione.estratti.select_related("rilasciato_da", "pdf"))


def find_estratto(text: str) -> Estratto | None:
    """Return the extract of a code as somebody wrote it, or None."""
    codice = read_codice(text)
    found = Estratto.objects.select_related("iscrizione__sezione", "pdf").filter(codice=codice or "")
    return found.first()


def still_so(estratto: Estratto) -> bool:
    """Tell whether the register says today of that day what the extract certified."""
    voce = voce_on(estratto.iscrizione, estratto.alla_data)
    chain = estratto.contenuto["catena"]
    return content_of(voce, sequenza=chain["sequenza"], impronta=chain["impronta"]) == estratto.contenuto
