"""Whether an annotation may be recorded: the entry's state and history, the decorrenza, the act behind it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from core.italiano import show_day, show_uncertain, since_uncertain, the_day
from core.uncertain_dates import Precisione, UncertainDate
from distretti.enums import REGOLE_ANNOTAZIONE, STATI_FINALI, StatoIscrizione, TipoAnnotazione
from distretti.exceptions import AnnotazioneNotAllowedError, DatiError, Errori
from distretti.stato import Event, in_order

# How far in the future a decorrenza may lie, after the act or today: beyond, it is a slip of the pen (2052 for 2025).
_PLAUSIBLE = dt.timedelta(days=366)
_SOSPENSIONE_E_PROROGA = 2


def check_opens(tipo: TipoAnnotazione) -> None:
    """Refuse to open an entry with a kind that needs one to exist."""
    if not REGOLE_ANNOTAZIONE[tipo].opens:
        raise AnnotazioneNotAllowedError(f"Una voce del registro non può cominciare con «{tipo.label}».")


def check_not_final(tipo: TipoAnnotazione, *, stato: StatoIscrizione) -> None:
    """Refuse anything but a rettifica on an entry that has come to its end."""
    if stato in STATI_FINALI and stato not in REGOLE_ANNOTAZIONE[tipo].da:
        raise AnnotazioneNotAllowedError(f"La voce è nello stato «{stato.label}»: ammette solo rettifiche.")


def tipi_on(stato: StatoIscrizione | None) -> list[TipoAnnotazione]:
    """The kinds that an officer may record by hand on an entry in `stato` (None: to open a new one), in their order."""
    return [
        tipo
        for tipo, regola in REGOLE_ANNOTAZIONE.items()
        if regola.by_hand and (regola.opens if stato is None else stato in regola.da)
    ]


def check_storia(events: Iterable[Event], *, nuovo: Event, today: dt.date) -> None:
    """Refuse `nuovo` unless the whole history, with it in its place, is a sequence that the law admits.

    `events` are the annotations of the entry as recorded; a retroactive `nuovo` may make a later one impossible.
    """
    stato: StatoIscrizione | None = None
    history = in_order([*events, nuovo])
    check_begun(history[0].decorrenza if history else None, today=today)
    for position, event in enumerate(history):
        tipo = TipoAnnotazione(event.tipo)
        regola = REGOLE_ANNOTAZIONE[tipo]
        if regola.opens if stato is None else stato in regola.da:
            if position == 0 and not event.dati.get("denominazione"):
                raise DatiError({"denominazione": "È il primo evento della voce: scrivi il nome che aveva allora."})
            stato = regola.stato or stato
            continue
        raise _refusal(event, stato, nuovo)
    check_proroga(history)


def check_begun(decorrenza: UncertainDate | None, *, today: dt.date) -> None:
    """Refuse an entry without beginning, or whose beginning (`decorrenza` of its first event) is not surely past."""
    if decorrenza is None:
        raise AnnotazioneNotAllowedError(
            "È l’annotazione che apre la voce: non si annulla. Se la voce non doveva esserci, cancellala."
        )
    if not decorrenza.is_past_on(today):
        raise _wrong(
            f"La voce si apre con un evento già avvenuto: {show_uncertain(decorrenza)} può essere dopo oggi."
            " Se il giorno non è noto, scrivi «non dopo» la data di oggi."
        )


def _refusal(event: Event, stato: StatoIscrizione | None, nuovo: Event) -> AnnotazioneNotAllowedError:
    tipo = TipoAnnotazione(event.tipo)
    when = show_uncertain(event.decorrenza)
    where = "la voce non esiste ancora" if stato is None else f"la voce è nello stato «{stato.label}»"
    if event.seq == nuovo.seq:
        text = f"«{tipo.label}» con decorrenza {when} non è possibile: in quel momento {where}."
        return AnnotazioneNotAllowedError(text, {"decorrenza": text})
    return AnnotazioneNotAllowedError(
        f"L’annotazione n. {event.seq}, «{tipo.label}» {since_uncertain(event.decorrenza)}, non sarebbe più possibile:"
        f" {where}. Se è sbagliata, rettificala prima.",
        {"decorrenza": f"Renderebbe impossibile l’annotazione n. {event.seq}."},
    )


def check_decorrenza(
    *, decorrenza: UncertainDate, atto: UncertainDate | None, tipo: TipoAnnotazione, today: dt.date
) -> None:
    """Refuse a decorrenza that the act does not allow: before the act that disposes it, or implausibly after.

    `atto` is the date of the act, None if not known. A future decorrenza must be known to the day.
    """
    regola = REGOLE_ANNOTAZIONE[tipo]
    if regola.from_act and atto is not None and atto.dal is not None and decorrenza.al < atto.dal:
        raise _wrong(
            f"La decorrenza ({show_uncertain(decorrenza)}) precede l’atto che la dispone ({show_uncertain(atto)})."
        )
    latest = max(today, atto.al) if atto is not None else today
    if decorrenza.al > latest + _PLAUSIBLE:
        raise _wrong(f"La decorrenza ({show_uncertain(decorrenza)}) è più di un anno dopo l’atto: controlla l’anno.")
    if decorrenza.precisione is Precisione.NON_NOTA and decorrenza.al > today:
        raise _wrong("Una data non nota è nel passato: scrivi come limite al massimo la data di oggi.")
    if decorrenza.precisione is not Precisione.GIORNO and decorrenza.dal is not None and decorrenza.dal > today:
        raise _wrong("Una decorrenza futura si indica con il giorno.")


def _wrong(text: str) -> DatiError:
    return DatiError({"decorrenza": text})


def check_term(*, name: str, day: str | None, decorrenza: UncertainDate) -> None:
    """Refuse a term (`scade_il`, `sospesa_al`: ISO day) that does not come after the decorrenza."""
    if day is not None and dt.date.fromisoformat(day) <= decorrenza.al:
        shown = show_day(dt.date.fromisoformat(day))
        raise DatiError({name: f"Il termine ({shown}) deve venire dopo la decorrenza ({show_uncertain(decorrenza)})."})


def check_atto_of(*, tipo: TipoAnnotazione, atto: Any) -> None:
    """Refuse an act without number where the annotation needs one, unless it is declared not known."""
    if REGOLE_ANNOTAZIONE[tipo].atto_numerato and not (atto.numero or atto.numero_non_noto or atto.tipo == "non_noto"):
        raise DatiError(
            {"atto_numero": f"Per «{tipo.label}» serve un atto con il suo numero. Se non si conosce, segna «non noto»."}
        )


def check_term_passed(
    *, tipo: TipoAnnotazione, prima: Mapping[str, Any], decorrenza: UncertainDate, own_act: bool
) -> None:
    """Refuse to say that a term has passed before its end; only an act of its own ends a sospensione sooner.

    `prima`: the facts just before, with the terms in force; `own_act`: the act is not the one that fixed the term.
    """
    if tipo == TipoAnnotazione.SCADENZA:
        end = prima.get("scade_il")
    elif tipo == TipoAnnotazione.RIPRESA and not own_act:
        end = prima.get("sospesa_al")
    else:
        return
    if end is not None and decorrenza.al <= dt.date.fromisoformat(end):
        day = the_day(dt.date.fromisoformat(end))
        raise _wrong(f"«{tipo.label}»: il termine è {day}, e la decorrenza viene dopo.")


def check_proroga(events: Iterable[Event]) -> None:
    """Refuse to put off the end of a sospensione more than once (art. 21-quater c. 2 L. 241/1990)."""
    running = 0
    for event in events:
        stato = REGOLE_ANNOTAZIONE[TipoAnnotazione(event.tipo)].stato
        if stato == StatoIscrizione.SOSPESA:
            running += 1
        elif stato is not None:
            running = 0
        if running > _SOSPENSIONE_E_PROROGA:
            raise AnnotazioneNotAllowedError(
                "La sospensione è già stata prorogata: la legge lo ammette una volta sola (art. 21-quater L. 241/1990)."
            )


def check_one_of(*, iscrizione: Any, sezione: Any) -> None:
    """Refuse an event that is neither of an entry nor opens one, or that is both."""
    if iscrizione is None and sezione is None:
        raise DatiError({"iscrizione": "Scegli la voce, oppure la sezione in cui aprirne una nuova."})
    if iscrizione is not None and sezione is not None:
        raise DatiError({"sezione": "La voce c’è già: la sezione si sceglie solo per aprirne una nuova."})


# A rettifica leaves the decorrenza as it is, a scadenza takes the day after the term, unless another is written.
_DECORRENZA_IMPLICITA = frozenset({TipoAnnotazione.RETTIFICA, TipoAnnotazione.SCADENZA})


def check_request(*, tipo: TipoAnnotazione, iscrizione: Any, sezione: Any, decorrenza: Any, atto: Any) -> None:
    """Refuse a form that lacks what its kind of event cannot do without, or a kind that is not recorded by hand."""
    regola, errori = REGOLE_ANNOTAZIONE[tipo], Errori()
    if not regola.by_hand:
        raise AnnotazioneNotAllowedError(f"«{tipo.label}» si annota da sé quando l’elenco è approvato.")
    if iscrizione is None and (sezione is None or not regola.opens):
        errori.add("iscrizione", "Scegli la voce del registro.")
    if atto is None and regola.atto_proprio:
        errori.add("atto_tipo", "Indica l’atto che lo dispone.")
    if decorrenza is None and tipo not in _DECORRENZA_IMPLICITA:
        errori.add("decorrenza", "Indica da quando: il giorno, il mese, l’anno, o «non nota».")
    errori.raise_any()
