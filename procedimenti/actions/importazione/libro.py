"""Importing what exists, all or nothing: the register's acts, entries and members, then the istanze."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from wagtail.log_actions import log

from core.clock import today
from core.locks import lock_register
from distretti.actions.importazione.passata import Passata
from distretti.actions.importazione.registro import Letture, import_registro, read_registro
from distretti.elenco.tabella import Errore
from distretti.importazione.columns import FOGLI
from distretti.importazione.lettura import FoglioLetto
from distretti.importazione.libro import FileLetto, Libro
from distretti.importazione.modello import modello_xlsx
from distretti.importazione.rapporto import Rapporto
from distretti.selectors.elenco import ateco_in_force
from distretti.selectors.importazione import load_nomi, valori_ammessi
from identita.actions import lend_ruolo
from identita.enums import Competenza, Ruolo
from identita.models import User
from procedimenti.actions.importazione.istanze import import_istanze
from procedimenti.enums import STATI_CONCLUSI, StatoIstanza, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.importazione.columns import COLONNE_ISTANZE, ISTANZE
from procedimenti.importazione.lettura import read_istanze
from procedimenti.permissions import check_import

IMPORT_REGISTRO = "procedimenti.import_registro"
UTENTE, NOME = "sistema.importazione", "Importazione dei dati esistenti"
TUTTI_I_FOGLI = {**FOGLI, ISTANZE: COLONNE_ISTANZE}
_CAMBIATO = "Il registro è cambiato dopo l’anteprima: non ho scritto nulla. Rileggi le differenze e conferma di nuovo."


class _UndoneError(Exception):
    """Undoes a trial, or an import with faults."""


@dataclass
class Lettura:
    """All that was read: the sheets of the register, and the one of the istanze if there is one."""

    registro: Letture
    istanze: FoglioLetto | None

    @property
    def letti(self) -> dict[str, FoglioLetto]:
        """Every sheet by its name, in the order in which they are written."""
        return {**self.registro.letti, **({ISTANZE: self.istanze} if self.istanze else {})}

    @property
    def steps(self) -> int:
        """How many times the import will advance."""
        return self.registro.steps + (len(self.istanze.righe) if self.istanze else 0)


def read_libro(libro: Libro) -> Lettura:
    """Read every sheet, storing nothing. Raises FileRefusedError for one that cannot be read as a whole."""
    nomi = load_nomi()
    registro = read_registro(libro.fogli, nomi=nomi, oggi=today(), ateco_on=ateco_in_force)
    istanze = read_istanze(libro.fogli[ISTANZE], nomi=nomi) if ISTANZE in libro.fogli else None
    return Lettura(registro, istanze)


def import_libro(
    *,
    lettura: Lettura,
    file: Iterable[FileLetto],
    prova: bool,
    advance: Callable[[], None] = lambda: None,
    chi: User | None = None,
    visto: str | None = None,
) -> Rapporto:
    """Write what the register does not have yet, and return every difference and every fault.

    With a fault, or for trial (`prova`), all is really written and then undone: what is told cannot differ from what
    an import would do. `chi`: who does it from a screen, inside his own structures alone; nobody, from the server.
    `visto`: the mark of the differences that he was shown; raises ProcedimentoError, with nothing written, if they
    are others by now, or if `chi` may not import.
    """
    rapporto = Rapporto()
    competenze = check_import(chi) if chi else frozenset(Competenza)
    try:
        with transaction.atomic():
            lock_register()
            with lend_ruolo(username=UTENTE, nome=NOME, ruolo=Ruolo.FUNZIONARIO, competenze=competenze) as by:
                passata = Passata(by, rapporto, advance, competenza=max(competenze))
                import_registro(passata, lettura.registro)
                if lettura.istanze is not None:
                    import_istanze(passata, lettura.istanze)
                rapporto.errori = _faults(lettura)
                if rapporto.differenze:
                    log(by, IMPORT_REGISTRO, user=chi or by, data=_summary(file, rapporto))
            if visto is not None and visto != rapporto.impronta:
                raise ProcedimentoError(_CAMBIATO)
            if prova or rapporto.errori:
                raise _UndoneError
    except _UndoneError:
        return rapporto
    return rapporto


def build_modello() -> bytes:
    """Return the empty workbook to fill, with its explanations and the values that its columns take."""
    valori = valori_ammessi() | {
        "Procedimento": [str(t.label) for t in TipoProcedimento],
        "Esito": [str(s.label) for s in StatoIstanza if s in STATI_CONCLUSI],
    }
    return modello_xlsx(TUTTI_I_FOGLI, valori=valori)


def _faults(lettura: Lettura) -> list[Errore]:
    return [
        errore
        for letto in lettura.letti.values()
        for errore in sorted(letto.errori, key=lambda e: (e.riga, len(e.colonna), e.colonna))
    ]


def _summary(file: Iterable[FileLetto], rapporto: Rapporto) -> Mapping[str, object]:
    counts = {foglio: {str(esito): n for esito, n in found.items()} for foglio, found in rapporto.counts().items()}
    return {"file": {f.nome: f.sha256 for f in file}, "righe": counts}
