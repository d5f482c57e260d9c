"""The register on a past day, as known now or at an instant, folded from the ledger; nothing is invented.

The fold reads the whole ledger once for each day asked and head of the chain, and keeps the last few answers:
right for some thousand entries.
"""

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.clock import end_of
from core.text import has_all, is_askable, search_terms, sort_key, words
from core.uncertain_dates import Precisione, UncertainDate
from distretti.derived import derived_columns
from distretti.enums import StatoElenco, TipoAnnotazione
from distretti.models import Annotazione, Comune, Iscrizione, Sezione
from distretti.models.rendering import gather_profilo
from distretti.schemas import Citazioni, Profilo, Voce
from distretti.schemas.aderenti import show_elenco
from distretti.selectors.registro import head_of_chain
from distretti.stato import Evento, StatoRegistro, fold
from pubblicazione.models import Sigillo
from pubblicazione.selectors import Query

_KEPT = 8


@dataclass(frozen=True)
class VoceStorica:
    """An entry on a day, in what a list filters, searches and sorts by."""

    codice: str
    filtri: Mapping[str, str]
    parole: frozenset[str]
    ordine: Mapping[str, str]
    punto: tuple[Any, Any] | None


@dataclass(frozen=True)
class Incerto:
    """An event that on the day may or may not have happened, and of which entry."""

    codice: str
    sezione: str
    evento: Any
    testo: str


@dataclass(frozen=True)
class Fotografia:
    """The whole register on a day: the entries that surely existed, and all that cannot be decided."""

    voci: Sequence[VoceStorica]
    incerti: Sequence[Incerto]

    def search(self, query: Query) -> list[VoceStorica]:
        """Return up to `limit + 1` entries of the page that the query asks for, in its order."""
        name, descending = query.sort.lstrip("-"), query.sort.startswith("-")
        found = sorted((v for v in self.voci if _matches(v, query)), key=lambda v: _key(v, name), reverse=descending)
        if query.after:
            found = [v for v in found if (_key(v, name) < query.after if descending else _key(v, name) > query.after)]
        return found[: query.limit + 1]

    def incerti_of(self, query: Query) -> list[Incerto]:
        """Return what cannot be decided in the sections asked for: of the other filters nothing is certain."""
        sezioni = query.filtri.get("sezione")
        return [i for i in self.incerti if not sezioni or i.sezione in sezioni]


def _key(voce: VoceStorica, name: str) -> tuple[str, str]:
    return voce.ordine[name], voce.codice


def _matches(voce: VoceStorica, query: Query) -> bool:
    if any(voce.filtri.get(name, "") not in values for name, values in query.filtri.items()):
        return False
    if query.bbox is not None:
        west, south, east, north = query.bbox
        if voce.punto is None or None in voce.punto:
            return False
        lat, lon = voce.punto
        if not (south <= lat <= north and west <= lon <= east):
            return False
    return has_all(search_terms(query.q), voce.parole)


def register_at(day: dt.date, conosciuta_al: dt.datetime | None = None) -> Fotografia:
    """Return the register on `day`, as known at `conosciuta_al` (now, if None)."""
    return _fotografia(day, conosciuta_al, head_of_chain())


def _events_by_entry() -> dict[int, list[Evento]]:
    found: dict[int, list[Evento]] = defaultdict(list)
    rows = Annotazione.objects.order_by("seq").values_list(
        "iscrizione_id",
        "seq",
        "tipo",
        "dati",
        "registrata_il",
        "decorrenza_al",
        "decorrenza_dal",
        "precisione",
        "atto_id",
    )
    for key, seq, tipo, dati, registrata_il, al, dal, precisione, atto_id in rows.iterator(chunk_size=2000):
        decorrenza = UncertainDate(al=al, dal=dal, precisione=Precisione(precisione))
        found[key].append(Evento(seq, tipo, dati, registrata_il, decorrenza, atto_id))
    return found


@lru_cache(maxsize=_KEPT)
def _fotografia(day: dt.date, conosciuta_al: dt.datetime | None, _head: tuple[int, str]) -> Fotografia:
    comuni = Comune.objects.select_related("provincia").in_bulk()
    sezioni = Sezione.objects.in_bulk()
    events = _events_by_entry()
    voci: list[VoceStorica] = []
    undecided: list[tuple[str, str, Any]] = []
    for key, codice, sezione in Iscrizione.objects.order_by("codice").values_list("pk", "codice", "sezione_id"):
        stato = fold(events[key], alla_data=day, conosciuta_al=conosciuta_al)
        undecided += [(codice, str(sezione), evento) for evento in stato.incerti]
        if stato.exists:
            voci.append(_voce_storica(codice, sezioni[sezione], stato, comuni))
    testi = dict(Annotazione.objects.filter(seq__in=[e.seq for _c, _s, e in undecided]).values_list("seq", "testo"))
    incerti = [Incerto(codice, sezione, evento, testi[evento.seq]) for codice, sezione, evento in undecided]
    return Fotografia(voci=voci, incerti=incerti)


def _voce_storica(codice: str, sezione: Sezione, stato: StatoRegistro, comuni: Mapping[str, Comune]) -> VoceStorica:
    comune = comuni.get(stato.fatti.get("comune") or "")
    denominazione = stato.fatti.get("denominazione", "")
    where = {"comune": comune.codice, "provincia": comune.provincia.sigla} if comune else {}
    registrata_il = max(evento.registrata_il for evento in stato.eventi)
    return VoceStorica(
        codice=codice,
        filtri={"sezione": str(sezione.pk), "stato": str(stato.stato), **where},
        parole=frozenset(words(f"{denominazione} {codice} {sezione.nome} {comune.denominazione if comune else ''}")),
        ordine={
            "denominazione": sort_key(denominazione),
            "codice": codice,
            "aggiornato_il": registrata_il.astimezone(dt.UTC).isoformat(),
        },
        punto=(comune.lat, comune.lon) if comune else None,
    )


def voci_at(
    codici: Iterable[str], day: dt.date, conosciuta_al: dt.datetime | None = None, *, whole: bool = True
) -> dict[str, Voce]:
    """Return entries by code as they were on `day`; `stato.exists` is false for one that was not yet there.

    Without `whole`, the profile is only good for what lists show of it.
    """
    asked = [codice for codice in codici if is_askable(codice)]
    entries = list(Iscrizione.objects.for_documento().filter(codice__in=asked))
    until = min(end_of(day), conosciuta_al) if conosciuta_al else end_of(day)
    sigilli = _sigilli_until(until, [e.scheda.pk for e in entries if e.scheda])
    comuni = Comune.objects.select_related("provincia").in_bulk()
    found = {}
    for entry in entries:
        sigillo = sigilli.get(entry.scheda.pk) if entry.scheda else None
        stato = entry.stato_at(day, conosciuta_al)
        known = [a for a in entry.annotazioni.all() if conosciuta_al is None or a.registrata_il <= conosciuta_al]
        found[entry.codice] = _voce_at(entry, stato, day, _profilo(sigillo, whole), known, comuni)
    return found


def _sigilli_until(until: dt.datetime, pagine: list[int]) -> dict[int, Sigillo]:
    """Return the seal of each page whose text was public just before an instant."""
    rows = Sigillo.objects.filter(pagina_id__in=pagine).select_related("programmata").order_by("pk")
    return {s.pagina_id: s for s in rows if s.pubblicato_il is not None and s.pubblicato_il < until}


def _profilo(sigillo: Sigillo | None, whole: bool) -> Profilo | None:
    if sigillo is None:
        return None
    if whole:
        return gather_profilo(sigillo.contenuto, pubblicato_il=sigillo.pubblicato_il)
    return Profilo(sigillo.contenuto, Citazioni(), sigillo.pubblicato_il)


def _voce_at(
    entry: Iscrizione,
    stato: StatoRegistro,
    day: dt.date,
    profilo: Profilo | None,
    known: list[Annotazione],
    comuni: Mapping[str, Comune],
) -> Voce:
    shown = copy.copy(entry)
    for column, value in derived_columns(stato).items():
        setattr(shown, column, value)
    shown.comune = comuni.get(shown.comune_id or "")
    counted = {evento.seq for evento in stato.eventi}
    rows = [a for a in known if a.seq in counted or _corrects(a, counted)]
    approved = [e for e in entry.elenchi.all() if e.stato == StatoElenco.APPROVATO and e.annotazione_id in counted]
    return Voce(
        iscrizione=shown,
        stato=stato,
        annotazioni=rows,
        profilo=profilo,
        cariche=[c for c in entry.cariche.all() if c.dal and c.dal <= day and (c.al is None or day <= c.al)],
        aderenti=show_elenco(max(approved, key=lambda e: e.versione, default=None)),
        alla_data=day,
    )


def _corrects(annotazione: Annotazione, counted: set[int]) -> bool:
    """Tell whether a row is the rettifica of one of the events that count."""
    return annotazione.tipo == TipoAnnotazione.RETTIFICA and int(annotazione.dati["rettifica_di"]) in counted
