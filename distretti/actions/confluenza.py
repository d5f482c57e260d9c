"""Entries that end in another: transfer to another section, and fusione; both sides are written by one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core.uncertain_dates import UncertainDate
from distretti.actions.ledger import find_repeated, locked, open_unchecked, record_unchecked
from distretti.derived import FACTS
from distretti.enums import TipoAnnotazione
from distretti.models import Annotazione, Atto, Iscrizione, Sezione
from distretti.policies.confluenza import check_across, check_merge, check_other_sezione
from distretti.policies.dati import SEZIONI_DEL_CIBO, canonical_dati
from distretti.selectors.evento import next_codice
from distretti.stato import write_date
from identita.models import User

_OF_THE_ENTRY = ("sospesa_al", "confluita_in", "proviene_da")


@transaction.atomic
def transfer(
    *,
    iscrizione: Iscrizione,
    sezione: Sezione | None,
    by: User,
    atto: Atto,
    decorrenza: UncertainDate,
    dati: Mapping[str, Any] | None = None,
    chiave: str = "",
) -> Annotazione:
    """Close the entry as `confluita` and open another in `sezione`, linked both ways; return the closing annotation.

    The officer of the entry's own section records both; across the two structures the act must bind both
    (`policies.confluenza.check_across`). The new entry takes over the facts, and the day of recognition.
    Raises NotPermittedError, AnnotazioneNotAllowedError, DatiError.
    """
    iscrizione = locked(iscrizione, by=by)
    repeated = find_repeated(chiave=chiave, tipo=TipoAnnotazione.TRASFERIMENTO, by=by)
    if repeated is not None:
        return repeated
    check_other_sezione(sezione=iscrizione.sezione_id, destinazione=sezione.pk if sezione else None)
    assert sezione is not None  # noqa: S101 - told to the type checker, refused above
    check_across(tipo_atto=atto.tipo, competenze=(iscrizione.sezione.competenza, sezione.competenza))
    changes = canonical_dati(dati or {}, tipo=TipoAnnotazione.TRASFERIMENTO, opening=True)
    inherited = _inherited(iscrizione, decorrenza, sezione.pk, changes)
    codice, _progressivo = next_codice(sezione)
    closing = record_unchecked(
        iscrizione=iscrizione,
        tipo=TipoAnnotazione.TRASFERIMENTO,
        decorrenza=decorrenza,
        atto=atto,
        dati={"confluita_in": codice},
        by=by,
        chiave=chiave,
    )
    open_unchecked(
        sezione=sezione, tipo=TipoAnnotazione.ISCRIZIONE, decorrenza=decorrenza, atto=atto, dati=inherited, by=by
    )
    return closing


def _inherited(
    iscrizione: Iscrizione, decorrenza: UncertainDate, sezione: int, changes: Mapping[str, Any]
) -> dict[str, Any]:
    """The facts with which an entry begins in its new section."""
    stato = iscrizione.stato_at(decorrenza.al)
    facts = {f: v for f, v in stato.fatti.items() if f in FACTS and f not in _OF_THE_ENTRY and v} | dict(changes)
    if facts.get("sezione_secondaria") == sezione:
        del facts["sezione_secondaria"]
    if not {sezione, facts.get("sezione_secondaria")} & SEZIONI_DEL_CIBO:
        facts.pop("tipologia_cibo", None)
    if stato.riconosciuto_dal is not None:
        facts["riconosciuto_dal"] = write_date(stato.riconosciuto_dal)
    voci = {iscrizione.codice: facts.get("denominazione", "")}
    return {**facts, "proviene_da": [iscrizione.codice], "voci": voci}


@transaction.atomic
def merge(
    *,
    iscrizioni: Sequence[Iscrizione],
    by: User,
    atto: Atto,
    decorrenza: UncertainDate,
    confluita_in: Iscrizione | None = None,
    sezione: Sezione | None = None,
    dati: Mapping[str, Any] | None = None,
    chiave: str = "",
) -> list[Annotazione]:
    """Close the entries as `confluita` into an existing one, or into a new one opened in `sezione` with `dati`.

    The officer must hold the competence of every entry that closes; the one that receives may be of the other structure
    if the act binds both. Returns the closing annotations, in the order given.
    Raises NotPermittedError, AnnotazioneNotAllowedError, DatiError.
    """
    closing = [locked(iscrizione, by=by) for iscrizione in iscrizioni]
    repeated = find_repeated(chiave=chiave, tipo=TipoAnnotazione.FUSIONE, by=by)
    if repeated is not None:
        return [repeated]
    receiver = Iscrizione.objects.select_related("sezione").get(pk=confluita_in.pk) if confluita_in else None
    check_merge(codici=[i.codice for i in closing], receiver=receiver, sezione=sezione)
    into = receiver.sezione if receiver else sezione
    assert into is not None  # noqa: S101 - told to the type checker, refused above
    check_across(tipo_atto=atto.tipo, competenze=(into.competenza, *(i.sezione.competenza for i in closing)))
    receiving = _Receiving(closing, atto, decorrenza, by)
    receiver = receiving.join(receiver) if receiver else receiving.open(into, dati or {})
    legami: dict[str, Any] = {"confluita_in": receiver.codice, "voci": {receiver.codice: receiver.denominazione}}
    common: dict[str, Any] = {
        "decorrenza": decorrenza,
        "atto": atto,
        "dati": legami,
        "by": by,
    }
    keys = [chiave, *("" for _ in closing[1:])]
    return [_flow(i, key, common) for i, key in zip(closing, keys, strict=True)]


def _flow(iscrizione: Iscrizione, chiave: str, common: Mapping[str, Any]) -> Annotazione:
    return record_unchecked(iscrizione=iscrizione, tipo=TipoAnnotazione.FUSIONE, chiave=chiave, **common)


@dataclass(frozen=True)
class _Receiving:
    """The other side of a fusione: the entry that receives says which entries it received."""

    closing: list[Iscrizione]
    atto: Atto
    decorrenza: UncertainDate
    by: User

    @property
    def legami(self) -> dict[str, Any]:
        names = {i.codice: i.stato_at(self.decorrenza.al).fatti.get("denominazione", "") for i in self.closing}
        return {"proviene_da": sorted(names), "voci": names}

    def open(self, sezione: Sezione, dati: Mapping[str, Any]) -> Iscrizione:
        facts = canonical_dati(dati, tipo=TipoAnnotazione.FUSIONE, opening=True)
        return open_unchecked(
            sezione=sezione,
            tipo=TipoAnnotazione.ISCRIZIONE,
            decorrenza=self.decorrenza,
            atto=self.atto,
            dati=facts | self.legami,
            by=self.by,
        )

    def join(self, receiver: Iscrizione) -> Iscrizione:
        record_unchecked(
            iscrizione=receiver,
            tipo=TipoAnnotazione.VARIAZIONE,
            decorrenza=self.decorrenza,
            atto=self.atto,
            dati=self.legami,
            by=self.by,
        )
        return receiver
