"""The panels of the admin's home (screens 8 and 10): each asks the selectors, and is there for whom it can serve."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from core.clock import today
from distretti.selectors.lavoro import count_by_sezione, waiting_elenchi
from home.admin.grafico import bars_of
from home.admin.panel import HomePanel
from home.admin.posta import PostaPanel
from identita.enums import Permesso, Ruolo
from identita.models import User
from identita.permissions import can_manage_utente
from identita.selectors import count_utenti
from modulistica.selectors import modifiche_waiting_for, versions_waiting_for
from procedimenti.admin.quadro import tempo_of
from procedimenti.selectors.lista import Vista, counts_of, sezioni_in, work_list
from pubblicazione.models import PaginaModerata
from pubblicazione.permissions import decides_somewhere
from pubblicazione.selectors import StatoPagina, awaiting_decision, last_decision, situazioni_of
from pubblicazione.visibility import pages_written_by

_SHOWN = 12
_PROCEDIMENTI = (
    (Vista.DA_ASSEGNARE, "da prendere in carico"),
    (Vista.IN_SCADENZA, "in scadenza"),
    (Vista.SCADUTI, "oltre il termine"),
)
# What is to be done first, then what waits for others, then what is at rest.
_ORDER = (
    StatoPagina.MODIFICHE_RICHIESTE,
    StatoPagina.BOZZA,
    StatoPagina.IN_MODERAZIONE,
    StatoPagina.PROGRAMMATA,
    StatoPagina.PUBBLICATA,
)


class SchedePanel(HomePanel):
    """«Le mie schede»: the state of each page that an editor writes, and one button."""

    order = 100
    template_name = "home/admin/schede.html"

    def is_shown(self) -> bool:
        """Editors by role or by delega; an officer's home is his list of things to do."""
        return not decides_somewhere(self.user) and (
            self.user.has_ruolo(Ruolo.REDATTORE) or pages_written_by(self.user).exists()
        )

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        schede = [page for page in pages_written_by(self.user).specific() if isinstance(page, PaginaModerata)]
        situazioni = sorted(situazioni_of(schede), key=lambda s: (_ORDER.index(s.stato), s.pagina.title))
        return {"situazioni": situazioni[:_SHOWN], "totale": len(situazioni), "altre": len(situazioni) - _SHOWN}


@dataclass(frozen=True)
class DaFare:
    """One thing that waits for an officer: what, by whom, since when, and where it is done."""

    tipo: str
    titolo: str
    chi: User
    dal: dt.datetime
    url: str


class DaFarePanel(HomePanel):
    """«Da fare»: what waits for this officer, oldest first; one number per kind."""

    order = 100
    template_name = "home/admin/da_fare.html"

    def is_shown(self) -> bool:
        return decides_somewhere(self.user)

    def _elenchi(self) -> list[DaFare]:
        elenchi = waiting_elenchi(self.user.competenze_with(Permesso.RECORD_ANNOTAZIONE))
        return [
            DaFare(
                "Elenco degli aderenti",
                elenco.iscrizione.denominazione,
                elenco.caricato_da,
                elenco.caricato_il,
                reverse("registro:elenco", args=[elenco.iscrizione.codice, elenco.versione]),
            )
            for elenco in elenchi
        ]

    def _pagine(self) -> list[DaFare]:
        return [
            DaFare(
                "Testo in moderazione",
                item.pagina.title,
                item.invio.inviato_da,
                item.invio.inviato_il,
                reverse("moderazione:pagina", args=[item.pagina.pk]),
            )
            for item in awaiting_decision(self.user)
        ]

    def _modelli(self) -> list[DaFare]:
        """What of the models this person may approve: what he did not work on."""
        waiting = versions_waiting_for(self.user.competenze_with(Permesso.APPROVE_PROFILO))
        return [
            DaFare(
                "Versione di un modello",
                f"{versione.modello}, versione {versione.numero}",
                invio.user,
                invio.il,
                reverse("modelli:versione", args=[versione.modello.codice, versione.numero]),
            )
            for versione, invio in waiting
            if self.user.pk not in {c.user_id for c in versione.contributi.all()}
        ] + [
            DaFare(
                "Modifica di un modello",
                str(modifica.modello),
                modifica.proposta_da,
                modifica.proposta_il,
                reverse("modelli:modello", args=[modifica.modello.codice]),
            )
            for modifica in modifiche_waiting_for(self.user.competenze_with(Permesso.APPROVE_PROFILO))
            if modifica.proposta_da_id != self.user.pk
        ]

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        pagine, elenchi, modelli = self._pagine(), self._elenchi(), self._modelli()
        conteggi = [("testi in moderazione", "testo in moderazione", len(pagine))]
        if self.user.competenze_with(Permesso.RECORD_ANNOTAZIONE):
            conteggi.append(("elenchi degli aderenti", "elenco degli aderenti", len(elenchi)))
        if modelli:
            conteggi.append(("decisioni sui modelli", "decisione sui modelli", len(modelli)))
        todo = sorted([*pagine, *elenchi, *modelli], key=lambda item: item.dal)
        return {
            "conteggi": [(many if n != 1 else one, n) for many, one, n in conteggi],
            "da_fare": todo[:_SHOWN],
            "altri": len(todo) - _SHOWN,
            "ultima": None if todo else last_decision(self.user),
            "scorciatoie": shortcuts_of(self.user),
        }


def shortcuts_of(user: User) -> list[tuple[str, str]]:
    """Return the screens that an officer opens most, as label and address; only those that open to him."""
    found = []
    if user.competenze_with(Permesso.EDIT_PROFILO):
        found.append(("Apri le schede", reverse("wagtailadmin_explore_root")))
    else:
        found.append(("Apri le pagine del sito", reverse("wagtailadmin_explore_root")))
    return found


class ProcedimentiPanel(HomePanel):
    """«Procedimenti»: how many wait and are late in the person's structures, and his own, by term."""

    order = 150
    template_name = "home/admin/procedimenti.html"

    def is_shown(self) -> bool:
        return bool(self.user.competenze_with(Permesso.HANDLE_ISTANZA))

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        on, sezioni = today(), sezioni_in(self.user.competenze_with(Permesso.HANDLE_ISTANZA))
        counts = counts_of(sezioni, user=self.user, on=on)
        mine = work_list(sezioni, user=self.user, vista=Vista.MIEI, on=on)[:_SHOWN]
        base = reverse("istanze:elenco")
        return {
            "conteggi": [(name, counts[v], f"{base}?vista={v.value}") for v, name in _PROCEDIMENTI],
            "miei": [(istanza, tempo_of(istanza, on=on)) for istanza in mine],
        }


class UtentiPanel(HomePanel):
    """«Utenti»: how many enter and how many never did, for whoever manages them."""

    order = 200
    template_name = "home/admin/utenti.html"

    def is_shown(self) -> bool:
        return can_manage_utente(self.user)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"conteggio": count_utenti()}


class RegistroPanel(HomePanel):
    """«Il registro»: entries by section, as bars and as a table, for whoever reads the official view."""

    order = 300
    template_name = "home/admin/registro.html"

    def is_shown(self) -> bool:
        return bool(self.user.competenze_with(Permesso.VIEW_REGISTRO))

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        conteggi = count_by_sezione()
        return {"conteggi": conteggi, "totale": sum(c.totale for c in conteggi), "grafico": bars_of(conteggi)}


PANELS: tuple[type[HomePanel], ...] = (
    PostaPanel,
    SchedePanel,
    DaFarePanel,
    ProcedimentiPanel,
    UtentiPanel,
    RegistroPanel,
)


def panels_of(user: User) -> list[HomePanel]:
    """Return the panels of a person's home."""
    return [panel for panel in (cls(user) for cls in PANELS) if panel.is_shown()]
