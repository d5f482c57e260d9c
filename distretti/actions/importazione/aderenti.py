"""Putting in force the members' lists of a file: those the register does not have, each annotated by its act."""

from django.db import transaction

from core.italiano import show_count, show_day
from distretti.actions.atto import record_atto
from distretti.actions.elenco.adozione import adopt_aderenti
from distretti.actions.importazione.passata import FONTE, Passata, blame_error
from distretti.elenco.difference import compare
from distretti.elenco.parse import sha256_of
from distretti.enums import StatoElenco, StatoIscrizione, TipoAtto
from distretti.exceptions import RegistroError
from distretti.importazione.lettura import FoglioLetto, Gruppo
from distretti.importazione.rapporto import Esito
from distretti.models import Atto, Iscrizione
from distretti.policies.elenco import check_upload
from distretti.selectors.elenco import approved_elenco, waiting_elenco

_CAMPI = {"al": "elenco_al", "file": "voce", "iscrizione": "voce", "decorrenza": "elenco_al"}


def import_aderenti(passata: Passata, letto: FoglioLetto, gruppi: list[Gruppo]) -> None:
    """Record every list of the sheet, the older of an entry first."""
    for gruppo in sorted(gruppi, key=lambda g: (g.al or passata.oggi, g.prima.numero)):
        _import_elenco(passata, letto, gruppo)
        passata.advance()


def _import_elenco(passata: Passata, letto: FoglioLetto, gruppo: Gruppo) -> None:
    atto = passata.find_atto(letto, gruppo.prima)
    if gruppo.voce is None or gruppo.al is None or gruppo.prima.difettosa:
        return
    iscrizione = passata.find_iscrizione(letto, gruppo.prima)
    if iscrizione is None or gruppo.lettura.errori or (gruppo.prima.get("atto") and atto is None):
        return
    try:
        with transaction.atomic():
            esito, text = _adopt(passata, iscrizione, gruppo, atto)
    except RegistroError as error:
        blame_error(letto, gruppo.prima, error, campi=_CAMPI, altrimenti="voce")
        return
    passata.rapporto.tell(letto.foglio, gruppo.prima.numero, esito, text)


def _adopt(passata: Passata, iscrizione: Iscrizione, gruppo: Gruppo, atto: Atto | None) -> tuple[Esito, str]:
    """Put a list in force unless the register has it; returns what it is, in words."""
    assert gruppo.al is not None  # noqa: S101 - told to the type checker: the caller has looked
    righe, al = gruppo.lettura.righe, gruppo.al
    title = f"{iscrizione}, elenco al {show_day(al)}, {show_count(len(righe), 'aderente', 'aderenti')}"
    known = iscrizione.elenchi.filter(stato=StatoElenco.APPROVATO, al=al, sha256=sha256_of(righe))
    if known.exists():
        return Esito.UGUALE, title
    _check_not_kept_here(passata, iscrizione)
    in_force, waiting = approved_elenco(iscrizione), waiting_elenco(iscrizione)
    check_upload(
        stato=StatoIscrizione(iscrizione.stato),
        al=al,
        today=passata.oggi,
        waiting=waiting.versione if waiting else None,
        approved_al=in_force.al if in_force else None,
        opened_al=al,  # a list older than what is known of the entry is kept with its own day
        same=False,
    )
    changes = compare(in_force.righe.all() if in_force else (), righe)
    adopt_aderenti(
        iscrizione=iscrizione,
        righe=righe,
        al=al,
        atto=atto or _not_known(passata, iscrizione, gruppo),
        caricato_da=passata.by,
        by=passata.by,
    )
    if in_force is None:
        return Esito.NUOVO, title
    counts = ", ".join(
        f"{show_count(len(rows), one, many)}"
        for rows, one, many in (
            (changes.entrati, "entra", "entrano"),
            (changes.usciti, "esce", "escono"),
            (changes.cambiati, "cambia", "cambiano"),
        )
    )
    return Esito.CAMBIATO, f"{title}: {counts}"


def _check_not_kept_here(passata: Passata, iscrizione: Iscrizione) -> None:
    """A file is no way round the second person who approves a list."""
    if iscrizione.elenchi.filter(stato=StatoElenco.APPROVATO).exclude(caricato_da=passata.by).exists():
        raise RegistroError(
            "L’elenco di questa voce è tenuto qui: si carica dalla sua pagina e lo approva un’altra persona."
        )


def _not_known(passata: Passata, iscrizione: Iscrizione, gruppo: Gruppo) -> Atto:
    """Return an act declared not known: nobody said by which one the list came."""
    assert gruppo.al is not None  # noqa: S101 - told to the type checker: the caller has looked
    return record_atto(
        by=passata.by,
        competenza=iscrizione.sezione.competenza,
        tipo=TipoAtto.NON_NOTO,
        oggetto=f"Elenco degli aderenti della voce {iscrizione.codice} al {show_day(gruppo.al)}",
        fonte=FONTE,
    )
