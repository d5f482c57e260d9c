"""What recording an event must know: the next code, names of codes, acts that fixed a term, past submissions."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from core.clock import today
from core.italiano import show_comune
from core.text import is_askable
from distretti.enums import StatoIscrizione, TipoAnnotazione
from distretti.exceptions import DatiError
from distretti.models import Annotazione, Atto, Comune, FormaGiuridica, Iscrizione, Sezione, TipologiaCibo
from distretti.models.vocabolari import Voce
from distretti.stato import Event, in_order

_VOCABOLARI: dict[str, type[Voce]] = {
    "comune": Comune,
    "forma_giuridica": FormaGiuridica,
    "tipologia_cibo": TipologiaCibo,
}


def next_codice(sezione: Sezione) -> tuple[str, int]:
    """Return the next code of a section and its progressive number; true only while the register's lock is held."""
    last = Iscrizione.objects.filter(sezione=sezione).aggregate(last=Max("progressivo"))["last"] or 0
    return f"RP-{sezione.codice}-{last + 1:04d}", last + 1


def name_of(fatto: str, codice: Any) -> str:
    """Return the name of a code as a sentence writes it: a comune with its province, a section with its number."""
    if fatto == "sezione_secondaria":
        return str(Sezione.objects.get(pk=codice))
    voce = _VOCABOLARI[fatto]._default_manager.get(pk=codice)
    return show_comune(str(voce), voce.provincia.sigla) if isinstance(voce, Comune) else str(voce)


def act_of_term(iscrizione: Iscrizione, fatto: str) -> Atto | None:
    """Return the act that fixed the term now in force (`scade_il` or `sospesa_al`), rettifiche applied, or None."""
    events = iscrizione.stato_at(today()).eventi
    fixed = [event for event in events if event.dati.get(fatto)]
    return Atto.objects.get(pk=fixed[-1].atto_id) if fixed else None


def expired_after(iscrizione: Iscrizione, day: dt.date) -> list[Annotazione]:
    """Return the scadenze in force of an entry that begin after a day."""
    late = [e.seq for e in in_order(iscrizione.annotazioni.all()) if _is_scadenza_after(e, day)]
    return list(Annotazione.objects.filter(seq__in=late).order_by("seq"))


def _is_scadenza_after(event: Event, day: dt.date) -> bool:
    return event.tipo == TipoAnnotazione.SCADENZA and event.decorrenza.al > day


def due_iscrizioni(on: dt.date) -> list[Iscrizione]:
    """Return the entries whose columns are no longer true on a day: a term before it, a decorrenza that has begun."""
    alive = Q(stato__in=[StatoIscrizione.ATTIVA, StatoIscrizione.SOSPESA])
    term = (alive & Q(scade_il__lt=on)) | Q(stato=StatoIscrizione.SOSPESA, sospesa_al__lt=on)
    begun = Annotazione.objects.filter(
        iscrizione=OuterRef("pk"), decorrenza_al__gt=OuterRef("derivata_al"), decorrenza_al__lte=on
    )
    return list(Iscrizione.objects.filter(term | Exists(begun)).order_by("pk"))


def find_iscrizione(codice: str, *, campo: str) -> Iscrizione:
    """Return the entry of a code; raises DatiError beside `campo` if there is none."""
    found = Iscrizione.objects.select_related("sezione").filter(codice=codice).first()
    if found is None:
        raise DatiError({campo: f"La voce {codice} non c’è nel registro."})
    return found


def find_annotazione(seq: int | None, *, iscrizione: Iscrizione) -> Annotazione:
    """Return the annotation `seq` of an entry; raises DatiError if it is not one of its own."""
    found = Annotazione.objects.filter(seq=seq or 0, iscrizione=iscrizione).first()
    if found is None:
        raise DatiError({"rettifica_di": "Scegli un’annotazione di questa voce."})
    return found


def recorded_after(seq: int) -> list[Annotazione]:
    """Return the annotations appended after number `seq`, in order."""
    return list(Annotazione.objects.filter(seq__gt=seq).select_related("iscrizione__sezione", "atto").order_by("seq"))


def receiver_still_linked(codice: str, receiver: str | None) -> str | None:
    """Return `receiver`, if it is alive and still says that it received the entry `codice`; else None."""
    if receiver is None:
        return None
    found = Iscrizione.objects.filter(codice=receiver).exclude(stato=StatoIscrizione.CANCELLATA).first()
    return receiver if found is not None and codice in found.proviene_da else None


def find_submission(chiave: str) -> Annotazione | None:
    """Return the annotation that the submission `chiave` of a form recorded, or None."""
    return Annotazione.objects.filter(chiave=chiave).first() if chiave and is_askable(chiave) else None


def sconosciute(dati: Mapping[str, Any], *, on: dt.date) -> dict[str, str]:
    """Return the facts whose code is not in its vocabulary, or was not in force on the day, with what is wrong."""
    found = {}
    for fatto, model in _VOCABOLARI.items():
        codice = dati.get(fatto)
        if not codice:
            continue
        voce = model._default_manager.filter(pk=codice).first()
        if voce is None:
            found[fatto] = "non è nell’elenco"
        elif not voce.is_in_force(on):
            found[fatto] = "non era in vigore a quella data"
    secondaria = dati.get("sezione_secondaria")
    if secondaria and not Sezione.objects.filter(pk=secondaria).exists():
        found["sezione_secondaria"] = "non è nell’elenco"
    return found
