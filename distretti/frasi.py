"""The Italian sentence by which each annotation stands in the register; pure: names and acts are handed in."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.italiano import from_day, of_day, show_day, show_number, show_uncertain, until_day
from core.uncertain_dates import Precisione, UncertainDate
from distretti.derived import DATES, FACTS
from distretti.enums import TipoAnnotazione, TipoAtto

_T = TipoAnnotazione
# The preposition «di» with its article, as it stands before each kind of act.
_DELL_ATTO = {
    TipoAtto.DGR: "della ",
    TipoAtto.DETERMINAZIONE_DIRIGENZIALE: "della ",
    TipoAtto.DECRETO_MINISTERIALE: "del ",
    TipoAtto.ACCORDO: "dell’",
    TipoAtto.VERBALE: "del ",
    TipoAtto.COMUNICAZIONE: "della ",
}
# What the name of the act already says of its body.
_ORGANO_GIA_DETTO = {TipoAtto.DGR: "giunta regionale"}
_CODES = frozenset({"forma_giuridica", "comune", "sezione_secondaria", "tipologia_cibo"})


class AttoDetto(Protocol):
    """What a sentence says of an act."""

    tipo: Any
    organo: Any
    numero: Any
    oggetto: Any
    burp_numero: Any
    burp_data: Any

    @property
    def data(self) -> UncertainDate | None: ...


class EventoDetto(Protocol):
    """What a sentence says of an event."""

    @property
    def tipo(self) -> str: ...

    @property
    def dati(self) -> Mapping[str, Any]: ...

    @property
    def decorrenza(self) -> UncertainDate: ...


@dataclass(frozen=True)
class Contesto:
    """What the words depend on besides the event and its act.

    `prima`: the facts just before the event. `nomi(fatto, codice)`: the name of a comune, legal form, section or entry.
    `sezione`: the name of the entry's section; `censita`: it is of section 5, counted and not recognised.
    `rettificata`: the event that a rettifica corrects, as it stood before.
    """

    nomi: Callable[[str, Any], str]
    prima: Mapping[str, Any] = field(default_factory=dict)
    sezione: str = ""
    censita: bool = False
    rettificata: EventoDetto | None = None

    @property
    def soggetto(self) -> str:
        return "l’aggregazione" if self.censita else "il distretto"

    def say(self, text: str) -> str:
        """Put in `text` what the entry holds, `{titolo}`, with the ending `{o}` that agrees with it (art. 1 c. 2)."""
        titolo, o = ("l’iscrizione", "a") if self.censita else ("il riconoscimento", "o")
        return text.format(titolo=titolo, o=o)


Words = Callable[[Mapping[str, Any], Contesto], str]


def since(value: UncertainDate) -> str:
    """Write from when something is so, to begin a sentence: `Dal 3 marzo 2025`, `Nel 2010`, `In data non nota…`."""
    if value.precisione is Precisione.GIORNO:
        text = from_day(value.al)
    elif value.precisione is Precisione.MESE:
        text = f"da {show_uncertain(value)}"
    elif value.precisione is Precisione.ANNO:
        text = f"nel {value.al.year}"
    else:
        text = f"in {show_uncertain(value)},"
    return _capital(text)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _act_date(data: UncertainDate | None) -> str:
    if data is None:
        return "in data non nota"
    if data.precisione is Precisione.GIORNO:
        return of_day(data.al)
    if data.precisione is Precisione.MESE:
        return f"di {show_uncertain(data)}"
    if data.precisione is Precisione.ANNO:
        return f"del {data.al.year}"
    return f"in {show_uncertain(data)}"


def name_atto(atto: AttoDetto) -> str:
    """Name an act: `Deliberazione della Giunta regionale n. 192 del 24 febbraio 2025 (BURP n. 18 del 3 marzo 2025)`."""
    tipo = TipoAtto(atto.tipo)
    if tipo == TipoAtto.NON_NOTO:
        known = [atto.oggetto.rstrip(".")] if atto.oggetto else []
        known += [show_uncertain(atto.data)] if atto.data else []
        return "un atto non noto" + (f" ({'; '.join(known)})" if known else "")
    numero = f" n. {atto.numero}" if atto.numero else ""
    notes = []
    if atto.organo and atto.organo.casefold() != _ORGANO_GIA_DETTO.get(tipo):
        notes.append(atto.organo)
    if atto.burp_numero or atto.burp_data:
        burp = [f"n. {atto.burp_numero}"] if atto.burp_numero else []
        burp += [of_day(atto.burp_data)] if atto.burp_data else []
        notes.append(" ".join(["BURP", *burp]))
    return f"{tipo.label}{numero} {_act_date(atto.data)}" + (f" ({'; '.join(notes)})" if notes else "")


def of_atto(atto: AttoDetto) -> str:
    """Name an act after «di»: `della Deliberazione…`, `dell’Accordo…`, `di un atto non noto`."""
    return f"{_DELL_ATTO.get(TipoAtto(atto.tipo), 'di ')}{name_atto(atto)}"


def name_voce(codice: str, dati: Mapping[str, Any]) -> str:
    """Name another entry as the event remembers it: `RP-1-0009 «Distretto della Moda»`."""
    nome = dati.get("voci", {}).get(codice)
    return f"{codice} «{nome}»" if nome else codice


def show_fact(fatto: str, value: Any, nomi: Callable[[str, Any], str]) -> str:
    """Write the value of a fact: the name of a code, a day for a date, the entry's own name in quotation marks."""
    if fatto in DATES:
        return show_day(dt.date.fromisoformat(value))
    if fatto == "denominazione":
        return f"«{value}»"
    return nomi(fatto, value) if fatto in _CODES else str(value)


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} e {parts[-1]}"


def _clause(fatto: str, value: Any, contesto: Contesto) -> str:
    """Say one fact that changes, with what it was before."""
    name, before = FACTS[fatto].etichetta, contesto.prima.get(fatto)
    was = f" (prima: {show_fact(fatto, before, contesto.nomi)})" if before else ""
    if not value:
        return f"non ha più {name}{was}"
    verb = "assume la" if fatto in ("denominazione", "forma_giuridica") else "ha"
    colon = "" if fatto in ("denominazione", "codice_fiscale", "partita_iva", "pec") else ":"
    return f"{verb} {name}{colon} {show_fact(fatto, value, contesto.nomi)}{was}"


def _variazione(dati: Mapping[str, Any], contesto: Contesto) -> str:
    clauses = [_clause(fatto, dati[fatto], contesto) for fatto in FACTS if fatto in dati and fatto != "proviene_da"]
    if dati.get("proviene_da"):
        clauses.append(f"riceve {_received(dati)}")
    return f"{contesto.soggetto} {_listed(clauses)}"


def _received(dati: Mapping[str, Any]) -> str:
    return _listed([name_voce(codice, dati) for codice in dati["proviene_da"]])


def _named(dati: Mapping[str, Any], contesto: Contesto) -> str:
    name = dati.get("denominazione")
    return f"{contesto.soggetto} «{name}»" if name else contesto.soggetto


def _recognised(how: str) -> Words:
    return lambda dati, contesto: f"{_named(dati, contesto)} {how}"


def _iscrizione(dati: Mapping[str, Any], contesto: Contesto) -> str:
    verb = "è censita" if contesto.censita else "è iscritto"
    where = f"nel registro, sezione {contesto.sezione}" if contesto.sezione else "nel registro"
    return f"{_named(dati, contesto)} {verb} {where}"


def _aderenti(dati: Mapping[str, Any], contesto: Contesto) -> str:
    elenco = dati["aderenti"]
    return f"{contesto.soggetto} ha {show_number(elenco['totale'])} aderenti (elenco approvato n. {elenco['versione']})"


def _conferma(dati: Mapping[str, Any], contesto: Contesto) -> str:
    until = until_day(dt.date.fromisoformat(dati["scade_il"]))
    return contesto.say(f"{{titolo}} è confermat{{o}} {until}")


def _sospensione(dati: Mapping[str, Any], contesto: Contesto) -> str:
    until = until_day(dt.date.fromisoformat(dati["sospesa_al"]))
    return contesto.say(f"{{titolo}} è sospes{{o}} {until} (art. 21-quater L. 241/1990)")


def _plain(text: str) -> Words:
    return lambda _dati, contesto: contesto.say(text)


def _trasferimento(dati: Mapping[str, Any], contesto: Contesto) -> str:
    codice = dati["confluita_in"]
    sezione = contesto.nomi("sezione_secondaria", int(codice.split("-")[1]))
    return f"{contesto.soggetto} passa alla sezione {sezione}, con la voce {codice}"


def _fusione(dati: Mapping[str, Any], contesto: Contesto) -> str:
    return f"{contesto.soggetto} confluisce in {name_voce(dati['confluita_in'], dati)}"


_BODY: dict[TipoAnnotazione, Words] = {
    _T.PRIMO_RICONOSCIMENTO: _recognised("ottiene il primo riconoscimento"),
    _T.RICONOSCIMENTO_DEFINITIVO: _recognised("è riconosciuto in via definitiva"),
    _T.ISCRIZIONE: _iscrizione,
    _T.VARIAZIONE: _variazione,
    _T.ADERENTI: _aderenti,
    _T.CONFERMA: _conferma,
    _T.SOSPENSIONE: _sospensione,
    _T.RIPRESA: _plain("cessa la sospensione e {titolo} riprende i suoi effetti"),
    _T.SCADENZA: _plain("{titolo} è scadut{o} senza conferma"),
    _T.REVOCA: _plain("{titolo} è revocat{o}"),
    _T.CANCELLAZIONE: _plain("la voce è cancellata dal registro"),
    _T.TRASFERIMENTO: _trasferimento,
    _T.FUSIONE: _fusione,
}
# How the act stands in the sentence where «per effetto» would not be true.
_PER = {_T.ADERENTI: "sulla base", _T.SCADENZA: "secondo il termine"}
# The facts that the body has said; the others follow it, each with its name.
_SAID: dict[TipoAnnotazione, tuple[str, ...]] = {
    _T.VARIAZIONE: tuple(FACTS),
    _T.CONFERMA: ("scade_il",),
    _T.SOSPENSIONE: ("sospesa_al",),
    _T.TRASFERIMENTO: ("confluita_in",),
    _T.FUSIONE: ("confluita_in",),
}


def sentence(evento: EventoDetto, *, atto: AttoDetto, contesto: Contesto) -> str:
    """Return the sentence that stands in the register for `evento`, recorded on the strength of `atto`."""
    tipo = TipoAnnotazione(evento.tipo)
    if tipo == _T.RETTIFICA:
        return _rettifica(evento, atto, contesto)
    said = _SAID.get(tipo, ("denominazione",))
    detail = "; ".join(_details(evento.dati, said, contesto))
    body = f"{since(evento.decorrenza)} {_BODY[tipo](evento.dati, contesto)}"
    return f"{body}, {_PER.get(tipo, 'per effetto')} {of_atto(atto)}." + (f" {_capital(detail)}." if detail else "")


def _details(dati: Mapping[str, Any], said: tuple[str, ...], contesto: Contesto) -> list[str]:
    """Say the facts that the body has not said, each with its name."""
    found = []
    for fatto in FACTS:
        if fatto in said or not dati.get(fatto):
            continue
        shown = _received(dati) if fatto == "proviene_da" else show_fact(fatto, dati[fatto], contesto.nomi)
        found.append(f"{FACTS[fatto].etichetta}: {shown}")
    return found


def _rettifica(evento: EventoDetto, atto: AttoDetto, contesto: Contesto) -> str:
    dati, old = evento.dati, contesto.rettificata
    head, why = f"L’annotazione n. {dati['rettifica_di']}", f" Motivo: {dati['motivo'].rstrip('.')}."
    if dati.get("annulla"):
        return f"{head} è annullata, per effetto {of_atto(atto)}.{why}"
    changes = [_corrected(fatto, value, contesto) for fatto, value in dati.get("dati", {}).items()]
    changes += [f"{FACTS[fatto].etichetta}: nessuna indicazione" for fatto in dati.get("togli", ())]
    if old is not None and old.decorrenza != evento.decorrenza:
        changes.append(f"decorrenza: {show_uncertain(evento.decorrenza)} (invece di {show_uncertain(old.decorrenza)})")
    if dati.get("atto"):
        changes.append(f"atto: {dati['atto']['testo']}")
    return f"{head} è corretta, per effetto {of_atto(atto)}: {'; '.join(changes)}.{why}"


def _corrected(fatto: str, value: Any, contesto: Contesto) -> str:
    was = contesto.rettificata.dati.get(fatto) if contesto.rettificata else None
    instead = f" (invece di {show_fact(fatto, was, contesto.nomi)})" if was else ""
    shown = show_fact(fatto, value, contesto.nomi) if value else "nessun dato"
    return f"{FACTS[fatto].etichetta}: {shown}{instead}"
