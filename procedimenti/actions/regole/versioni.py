"""Writes a declaration, a way to appeal, a rule of the Nucleo: always a new row, from a day that is to come."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from core.clock import now, today
from core.locks import lock_register
from distretti.enums import StatoRegola
from identita.enums import Competenza
from identita.models import User
from procedimenti.collegio import NomeRegolaNucleo
from procedimenti.models import Dichiarazione, RegolaNucleo, Ricorso
from procedimenti.permissions import check_write_regole
from procedimenti.policies.dichiarazioni import in_force
from procedimenti.policies.regole.versioni import (
    DICHIARAZIONE,
    FONTE,
    REGOLA_NUCLEO,
    RICORSO_AMMESSO,
    check_autorita,
    check_giorni,
    check_letta,
    check_titolo,
    check_valore,
    check_versione,
)
from procedimenti.selectors.dichiarazioni import dichiarazioni_of
from procedimenti.selectors.nucleo.componenti import regole_of
from procedimenti.selectors.struttura.ricorsi import ricorsi_of


def _last(rows: Collection[Any], letta: str) -> Any:
    """Return the last version written of one rule, or None; `letta`: the key of the one that the person read."""
    found = max(rows, key=lambda r: (r.valida_dal, r.pk), default=None)
    check_letta(letta, str(found.pk) if found else "")
    return found


def _enter(competenza: Competenza, by: User) -> dict[str, Any]:
    """Take the lock, check the right, and return what every row bears."""
    lock_register()
    check_write_regole(by, competenza)
    return {
        "competenza": competenza,
        "stato": StatoRegola.CONFERMATA,
        "registrato_da": by,
        "registrato_il": now(),
    }


@transaction.atomic
def record_dichiarazione(
    *,
    competenza: Competenza,
    codice: str = "",
    valida_dal: dt.date,
    obbligatoria: bool,
    by: User,
    letta: str = "",
    **said: Any,
) -> Dichiarazione:
    """Write what is declared from a day on in the sections of a structure; without `codice` it is a new declaration.

    `said`: titolo, testo, articolo, fonte, tipi, sezioni. Raises ProcedimentoError, and DatiError with the fields.
    """
    common, rows = _enter(competenza, by), dichiarazioni_of(competenza)
    before = _last([d for d in rows if d.codice == codice], letta)
    last = before.valida_dal if before else None
    check_versione(said, obblighi=DICHIARAZIONE, valida_dal=valida_dal, today=today(), last=last)
    if before is None:
        check_titolo(said["titolo"], in_force(rows, on=valida_dal))
    return Dichiarazione.objects.create(
        **common,
        codice=before.codice if before else _new_code(said["titolo"]),
        posizione=before.posizione if before else max((d.posizione for d in rows), default=0) + 1,
        valida_dal=valida_dal,
        obbligatoria=obbligatoria,
        **{name: value.strip() if isinstance(value, str) else value for name, value in said.items()},
    )


def _new_code(titolo: str) -> str:
    """Return a code that no declaration has, not even of the other structure."""
    stem, number = slugify(titolo)[:34] or "dichiarazione", 1
    found = stem
    while Dichiarazione.objects.filter(codice=found).exists():
        number += 1
        found = f"{stem}-{number}"
    return found


@transaction.atomic
def close_dichiarazione(
    *, dichiarazione: Dichiarazione, competenza: Competenza, valida_dal: dt.date, fonte: str, by: User, letta: str = ""
) -> Dichiarazione:
    """Write that a declaration is asked no more from a day on. Raises ProcedimentoError, DatiError."""
    common = _enter(competenza, by)
    before = _last([d for d in dichiarazioni_of(competenza) if d.codice == dichiarazione.codice], letta)
    said = {"fonte": fonte}
    check_versione(said, obblighi=FONTE, valida_dal=valida_dal, today=today(), last=before.valida_dal)
    same = ("codice", "tipi", "sezioni", "titolo", "testo", "articolo", "obbligatoria", "posizione")
    kept = {name: getattr(before, name) for name in same}
    return Dichiarazione.objects.create(**common, **kept, valida_dal=valida_dal, fonte=fonte.strip(), cessata=True)


@transaction.atomic
def record_ricorso(
    *, competenza: Competenza, autorita: str, giorni: int, fonte: str, valida_dal: dt.date, by: User, letta: str = ""
) -> Ricorso:
    """Write an authority with its term from a day on; one that is known has a new version. Raises as above."""
    common, rows, autorita = _enter(competenza, by), ricorsi_of(competenza), autorita.strip()
    before = _last([r for r in rows if r.autorita == autorita], letta)
    check_versione(
        {"autorita": autorita, "fonte": fonte},
        obblighi=RICORSO_AMMESSO,
        valida_dal=valida_dal,
        today=today(),
        last=before.valida_dal if before else None,
    )
    check_giorni(giorni)
    new = Ricorso(
        **common,
        autorita=autorita,
        giorni=giorni,
        fonte=fonte.strip(),
        posizione=before.posizione if before else max((r.posizione for r in rows), default=0) + 1,
        valida_dal=valida_dal,
    )
    return _add_ricorso(new, rows)


def _add_ricorso(new: Ricorso, rows: list[Ricorso]) -> Ricorso:
    """Write a version, if all the refusals from its day on still say how to appeal."""
    check_autorita([*rows, new], since=new.valida_dal)
    new.save()
    return new


@transaction.atomic
def close_ricorso(
    *, ricorso: Ricorso, competenza: Competenza, valida_dal: dt.date, fonte: str, by: User, letta: str = ""
) -> Ricorso:
    """Write that an authority is named no more from a day on; one must stay. Raises ProcedimentoError, DatiError."""
    common, rows = _enter(competenza, by), ricorsi_of(competenza)
    before = _last([r for r in rows if r.autorita == ricorso.autorita], letta)
    said = {"fonte": fonte}
    check_versione(said, obblighi=FONTE, valida_dal=valida_dal, today=today(), last=before.valida_dal)
    kept = {name: getattr(before, name) for name in ("autorita", "giorni", "posizione")}
    new = Ricorso(**common, **kept, valida_dal=valida_dal, fonte=fonte.strip(), cessata=True)
    return _add_ricorso(new, rows)


@transaction.atomic
def record_regola_nucleo(
    *,
    competenza: Competenza,
    nome: NomeRegolaNucleo,
    valore: int,
    fonte: str,
    valida_dal: dt.date,
    by: User,
    letta: str = "",
) -> RegolaNucleo:
    """Write a number by which the Nucleo of a structure works from a day on. Raises ProcedimentoError, DatiError."""
    common = _enter(competenza, by)
    before = _last([r for r in regole_of(competenza) if r.nome == nome], letta)
    check_versione(
        {"fonte": fonte},
        obblighi=REGOLA_NUCLEO,
        valida_dal=valida_dal,
        today=today(),
        last=before.valida_dal if before else None,
    )
    check_valore(nome, valore)
    return RegolaNucleo.objects.create(**common, nome=nome, valore=valore, fonte=fonte.strip(), valida_dal=valida_dal)
