"""Who may conclude a procedure past its term: the holder on a day, and where a case stands with it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from identita.enums import Competenza
from procedimenti.enums import Passo
from procedimenti.models import Istanza, PassoIstanza, TitolarePotereSostitutivo
from procedimenti.policies.rimedi.sostituzione import PASSI_SOSTITUTIVI
from procedimenti.selectors.regole import festivi_on
from procedimenti.termini import Calcolo, compute_potere_sostitutivo


def titolare_on(competenza: str, *, on: dt.date) -> TitolarePotereSostitutivo | None:
    """Return who holds it in a structure on a day; before the first that is known, that one."""
    rows = TitolarePotereSostitutivo.objects.filter(competenza=competenza)
    return rows.filter(valido_dal__lte=on).order_by("-valido_dal", "-pk").first() or rows.order_by("valido_dal").first()


def last_titolare(competenza: str) -> TitolarePotereSostitutivo | None:
    """Return the last one recorded of a structure, who may not have begun yet."""
    return TitolarePotereSostitutivo.objects.filter(competenza=competenza).order_by("-valido_dal", "-pk").first()


def titolari_of(competenze: Collection[Competenza]) -> list[TitolarePotereSostitutivo]:
    """Return all that are known of some structures, the last first."""
    found = TitolarePotereSostitutivo.objects.filter(competenza__in=list(competenze)).select_related("registrato_da")
    return list(found.order_by("competenza", "-valido_dal", "-pk"))


@dataclass(frozen=True)
class Sostituzione:
    """A case past its term: who may conclude it, what was asked and taken over, by when it must be concluded."""

    titolare: TitolarePotereSostitutivo | None
    richiesta: PassoIstanza | None
    presa: PassoIstanza | None
    calcolo: Calcolo | None


def sostituzione_of(istanza: Istanza, *, on: dt.date) -> Sostituzione | None:
    """Return where a case stands with the potere sostitutivo; None while it is in time, or if nobody asked."""
    steps = {p.passo: p for p in istanza.passi.filter(passo__in=PASSI_SOSTITUTIVI).order_by("seq")}
    late = istanza.is_open and istanza.scade_il is not None and on > istanza.scade_il
    if not late and not steps:
        return None
    richiesta, presa = steps.get(Passo.RICHIESTA_SOSTITUZIONE), steps.get(Passo.SOSTITUZIONE)
    first = richiesta or presa
    calcolo = compute_of(istanza, first.giorno_al, d_ufficio=richiesta is None) if first else None
    return Sostituzione(titolare_on(istanza.competenza, on=on), richiesta, presa, calcolo)


def compute_of(istanza: Istanza, dal: dt.date, *, d_ufficio: bool) -> Calcolo:
    """Return by when the holder must conclude a case, asked or taken over on a day."""
    assert istanza.giorni is not None  # noqa: S101 - told to the type checker: it has been received
    festivi = festivi_on(istanza.sezione, on=istanza.ricevuta_al or dal)
    return compute_potere_sostitutivo(richiesto_il=dal, giorni=istanza.giorni, festivi=festivi, d_ufficio=d_ufficio)


def asked_on(istanza: Istanza) -> dt.date | None:
    """Return the day on which the applicant asked that somebody else conclude, if he did."""
    found = istanza.passi.filter(passo=Passo.RICHIESTA_SOSTITUZIONE).order_by("seq").first()
    return found.giorno_al if found else None
