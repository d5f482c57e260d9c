"""Recording the life of the entries of a file: what is new as events, what has changed in the file as rettifiche."""

import re
from typing import Any

from django.db import transaction

from distretti.actions.evento import record_evento
from distretti.actions.importazione.passata import Passata, blame_error
from distretti.actions.importazione.storia import Confronto, Riga, Storia
from distretti.actions.rettifica import record_rettifica
from distretti.enums import REGOLE_ANNOTAZIONE
from distretti.exceptions import RegistroError
from distretti.importazione.columns import FATTI
from distretti.importazione.lettura import FoglioLetto, RigaFoglio
from distretti.importazione.rapporto import Esito
from distretti.models import Annotazione, Iscrizione, Sezione
from distretti.policies.annotazione import check_opens
from distretti.selectors.importazione import find_alike, find_imported, find_voce

_CODICE = re.compile(r"RP-[1-7]-[0-9]{4,}")
_CAMPI = {"atto_tipo": "atto", "atto_numero": "atto", "iscrizione": "voce"}
_MOTIVO = "Corretto con una nuova importazione dei dati esistenti"


def import_iscrizioni(passata: Passata, letto: FoglioLetto) -> None:
    """Record the events of every entry of the sheet, entry by entry, each in order of time."""
    by_name: dict[str, list[RigaFoglio]] = {}
    for riga in letto.righe:
        by_name.setdefault(riga.get("voce") or "", []).append(riga)
    for name, righe in by_name.items():
        _import_voce(passata, letto, name, righe)
        for _riga in righe:
            passata.advance()


def _import_voce(passata: Passata, letto: FoglioLetto, name: str, righe: list[RigaFoglio]) -> None:
    """Record what is new of one entry; after a fault nothing more of it is tried, as it would make no sense."""
    passata.voci[name] = None
    read = [_read(passata, letto, riga) for riga in righe]
    if not name or any(riga is None for riga in read):
        return
    events = sorted((r for r in read if r), key=lambda r: (r.decorrenza.al if r.decorrenza else passata.oggi, r.numero))
    try:
        iscrizione = _find_voce(name, righe)
    except RegistroError as error:
        letto.blame(righe[0], "voce", error.messaggio)
        return
    storia = Storia(name, iscrizione, {riga.chiave for riga in events})
    for riga in events:
        if not _import_evento(passata, letto, storia, riga):
            return
    passata.voci[name] = storia.iscrizione


def _read(passata: Passata, letto: FoglioLetto, riga: RigaFoglio) -> Riga | None:
    """Return what a row tells, or None if it cannot be tried."""
    tipo = riga.get("evento")
    atto = passata.find_atto(letto, riga)
    if tipo and riga.get("atto") is None and not riga.difettosa and REGOLE_ANNOTAZIONE[tipo].atto_proprio:
        letto.blame(riga, "atto", "Manca: se l’atto non si conosce, cita un atto di tipo «Atto non noto».")
    if riga.difettosa or (riga.get("atto") and atto is None):
        return None
    fatti = {name: riga.get(name) for name in FATTI if riga.get(name)}
    return Riga(riga, tipo, riga.get("decorrenza"), atto, fatti, passata.oggi)


def _find_voce(name: str, righe: list[RigaFoglio]) -> Iscrizione | None:
    """Return the entry that a reference means, None if it is new. Raises RegistroError if nobody can tell."""
    if _CODICE.fullmatch(name):
        found = find_voce(name)
        if found is None:
            raise RegistroError(f"La voce {name} non c’è nel registro.")
        return found
    imported = find_imported(name)
    if imported is not None:
        return imported
    sezione = next((r.get("sezione") for r in righe if r.get("sezione")), None)
    nomi = [r.get("denominazione") for r in righe if r.get("denominazione")]
    codice_fiscale = next((r.get("codice_fiscale") for r in righe if r.get("codice_fiscale")), "")
    alike = find_alike(sezione=sezione, nomi=nomi, codice_fiscale=codice_fiscale) if sezione else []
    if len(alike) > 1:
        codes = ", ".join(i.codice for i in alike)
        raise RegistroError(f"Nel registro ci sono più voci così ({codes}): scrivi il codice al posto del nome.")
    return alike[0] if alike else None


def _import_evento(passata: Passata, letto: FoglioLetto, storia: Storia, riga: Riga) -> bool:
    """Record one event unless the register knows it; returns False if it is at fault."""
    confronto = storia.compare(riga)
    for campo, here in confronto.diversi.items():
        messaggio = (
            f"Il registro ha già questo evento (annotazione n. {confronto.seq}) e qui dice «{here}»."
            " Non viene da un’importazione: se è sbagliato, si rettifica dalla pagina della voce."
        )
        letto.blame(riga.foglio, campo, messaggio)
    if confronto.diversi:
        return False
    try:
        _check_sezione(storia.iscrizione, riga)
        if confronto.esito is Esito.UGUALE:
            passata.rapporto.tell(letto.foglio, riga.numero, Esito.UGUALE, str(storia.iscrizione))
            return True
        with transaction.atomic():
            made = _correct(passata, confronto, riga) if confronto.corretta else _record(passata, storia, riga)
    except RegistroError as error:
        blame_error(letto, riga.foglio, error, campi=_CAMPI, altrimenti="evento")
        return False
    storia.add(made)
    passata.rapporto.tell(letto.foglio, riga.numero, confronto.esito, f"{made.iscrizione}: {made.testo}")
    return True


def _check_sezione(iscrizione: Iscrizione | None, riga: Riga) -> None:
    sezione = riga.foglio.get("sezione")
    if iscrizione is None:
        check_opens(riga.tipo)
        if sezione is None:
            raise RegistroError("", {"sezione": "Manca: è il primo evento di una voce nuova."})
    elif sezione is not None and sezione != iscrizione.sezione_id:
        raise RegistroError(
            "", {"sezione": f"La voce {iscrizione.codice} è della sezione {iscrizione.sezione_id}: non cambia mai."}
        )


def _record(passata: Passata, storia: Storia, riga: Riga) -> Annotazione:
    opening = storia.iscrizione is None
    return record_evento(
        tipo=riga.tipo,
        by=passata.by,
        atto=riga.atto,
        decorrenza=riga.decorrenza,
        dati=riga.fatti,
        iscrizione=storia.iscrizione,
        sezione=Sezione.objects.get(pk=riga.foglio.get("sezione")) if opening else None,
        chiave=storia.chiave_of(riga),
    )


def _correct(passata: Passata, confronto: Confronto, riga: Riga) -> Annotazione:
    """Correct an annotation of an earlier import: the register keeps both, with the reason."""
    assert confronto.corretta is not None  # noqa: S101 - told to the type checker: the caller has looked
    said: dict[str, Any] = {"dati": riga.fatti, "togli": confronto.tolti, "decorrenza": riga.decorrenza}
    if riga.atto is not None and riga.atto.pk != confronto.atto_id:
        said["atto_corretto"] = riga.atto
    return record_rettifica(
        annotazione=confronto.corretta, by=passata.by, motivo=_MOTIVO, chiave=confronto.chiave, **said
    )
