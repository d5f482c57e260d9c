"""Where a moderated page stands, as its screens show it: what is proposed, what changes, who worked on it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model
from wagtail.models import Page

from identita.enums import Permesso
from identita.models import User
from pubblicazione.confronto import Confronto, compare
from pubblicazione.models import Invio, PaginaModerata, PubblicazioneProgrammata, RichiestaModifica, Sigillo
from pubblicazione.policies import four_eyes_reason
from pubblicazione.selectors.moderazione import (
    Passo,
    contributed_on,
    last_invio,
    pending_programmata,
    sigillo_in_vigore,
    steps_since_publication,
    task_state_in_progress,
)


class StatoPagina(StrEnum):
    """In which of the steps of moderation a page is; the first that holds, in this order."""

    IN_MODERAZIONE = "in_moderazione"
    MODIFICHE_RICHIESTE = "modifiche_richieste"
    PROGRAMMATA = "programmata"
    BOZZA = "bozza"
    PUBBLICATA = "pubblicata"


@dataclass(frozen=True)
class Situazione:
    """A page with its seal in force, the submission that awaits, what it waits for, and the officer's last words."""

    pagina: PaginaModerata
    stato: StatoPagina
    sigillo: Sigillo | None
    programmata: PubblicazioneProgrammata | None
    invio: Invio | None
    richiesta: RichiestaModifica | None


@dataclass(frozen=True)
class Proposta:
    """The text that awaits: its SHA-256, how it differs from the public one, and why `user` may not approve it."""

    sha256: str
    confronto: Confronto
    passi: list[Passo]
    motivo: str


def find_pagina(pk: int) -> PaginaModerata | None:
    """Return a moderated page by its key, or None."""
    pagina = Page.objects.filter(pk=pk).specific().first()
    return pagina if isinstance(pagina, PaginaModerata) else None


def _open_richiesta(pagina: PaginaModerata) -> RichiestaModifica | None:
    """Return the last request for changes, unless the page was submitted again since."""
    richieste = RichiestaModifica.objects.filter(pagina_id=pagina.pk).select_related("richiesta_da")
    richiesta = richieste.order_by("-pk").first()
    invio = last_invio(pagina.pk)
    return richiesta if richiesta and invio and invio.inviato_il < richiesta.richiesta_il else None


def stato_of(
    pagina: PaginaModerata,
    *,
    waits: bool,
    richiesta: RichiestaModifica | None,
    programmata: PubblicazioneProgrammata | None,
    sigillo: Sigillo | None,
) -> StatoPagina:
    """Return the first step that holds, given what is known of a page."""
    if waits:
        return StatoPagina.IN_MODERAZIONE
    if richiesta:
        return StatoPagina.MODIFICHE_RICHIESTE
    if programmata and programmata.sigillo.revisione_id == pagina.latest_revision_id:
        return StatoPagina.PROGRAMMATA
    return StatoPagina.PUBBLICATA if sigillo and not pagina.has_unpublished_changes else StatoPagina.BOZZA


def situazione_of(pagina: PaginaModerata) -> Situazione:
    """Return where a page stands now."""
    waits = task_state_in_progress(pagina) is not None
    sigillo, richiesta = sigillo_in_vigore(pagina.pk), _open_richiesta(pagina)
    programmata = pending_programmata(pagina.pk)
    stato = stato_of(pagina, waits=waits, richiesta=richiesta, programmata=programmata, sigillo=sigillo)
    return Situazione(
        pagina=pagina,
        stato=stato,
        sigillo=sigillo,
        programmata=programmata,
        invio=last_invio(pagina.pk) if waits else None,
        richiesta=richiesta,
    )


def public_difference(pagina: PaginaModerata, contenuto: dict[str, Any]) -> Confronto:
    """Return how the public would see a profile differ from the one it reads today."""
    sigillo = sigillo_in_vigore(pagina.pk)
    return compare(pagina.read_profilo(sigillo.contenuto) if sigillo else [], pagina.read_profilo(contenuto))


def proposta_of(pagina: PaginaModerata, *, user: User) -> Proposta | None:
    """Return the text that awaits a decision, as `user` sees it; None when nothing awaits."""
    task_state = task_state_in_progress(pagina)
    if task_state is None:
        return None
    return Proposta(
        sha256=pagina.sha256_of(task_state.revision),
        confronto=public_difference(pagina, pagina.profilo_of(task_state.revision)),
        passi=steps_since_publication(pagina),
        motivo=four_eyes_reason(contributed_on(pagina, user)),
    )


@dataclass(frozen=True)
class Decisione:
    """A decision taken: on which page, by whom, when, and what it was, in a verb."""

    pagina: Page
    chi: User
    quando: dt.datetime
    cosa: str


_RECENT = 20


def last_decision(user: User) -> Decisione | None:
    """Return the last decision on a page that `user` may decide on, whoever took it; None if there is none recent."""

    def mine(row: Model) -> bool:
        pagina = row.pagina.specific  # type: ignore[attr-defined]
        return isinstance(pagina, PaginaModerata) and pagina.grants(user, Permesso.APPROVE_PROFILO)

    sigilli = Sigillo.objects.select_related("pagina", "approvato_da").order_by("-pk")[:_RECENT]
    richieste = RichiestaModifica.objects.select_related("pagina", "richiesta_da").order_by("-pk")[:_RECENT]
    found = [Decisione(s.pagina, s.approvato_da, s.approvato_il, "ha approvato") for s in sigilli if mine(s)][:1]
    found += [
        Decisione(r.pagina, r.richiesta_da, r.richiesta_il, "ha chiesto modifiche a") for r in richieste if mine(r)
    ][:1]
    return max(found, key=lambda d: d.quando, default=None)
