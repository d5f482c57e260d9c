"""E-mails that were given up: the panel that tells the amministratore, and the screen that tries them again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages

from core.italiano import show_count
from core.selectors.outbox import given_up_emails
from distretti.admin.guard import Guarded
from home.actions.posta import retry_posta
from home.admin.panel import HomePanel
from identita.enums import Permesso, Ruolo
from identita.permissions import can_manage_utente
from identita.selectors import ruoli_by_email

_UFFICI = frozenset({Ruolo.FUNZIONARIO, Ruolo.DIRIGENTE})
# Who was to be told, the nearest to a decision first; an address of no user is of who asked the region for something.
_AGLI_UFFICI, _A_CHI_SCRIVE = "Funzionari e dirigenti", "Chi scrive le schede"
_AD_ALTRI_UTENTI, _FUORI = "Altri utenti", "Chi ha presentato un’istanza, alla sua PEC"
_ORDER = (_AGLI_UFFICI, _A_CHI_SCRIVE, _FUORI, _AD_ALTRI_UTENTI)


@dataclass(frozen=True)
class PostaFerma:
    """The e-mails given up for one kind of recipient: how many, since when, how many whose address was refused."""

    destinatari: str
    quante: int
    dal: dt.datetime
    rifiutate: int


def _kind(ruoli: set[Ruolo] | None) -> str:
    if ruoli is None:
        return _FUORI
    if ruoli & _UFFICI:
        return _AGLI_UFFICI
    return _A_CHI_SCRIVE if Ruolo.REDATTORE in ruoli else _AD_ALTRI_UTENTI


def posta_ferma() -> list[PostaFerma]:
    """Return what was given up by kind of recipient; names and texts stay behind the wall of the competences."""
    emails = given_up_emails()
    known = ruoli_by_email(e.to for e in emails)
    found = []
    for destinatari in _ORDER:
        mine = [e for e in emails if _kind(known.get(e.to)) == destinatari]
        if mine:
            rifiutate = sum(e.rifiutata for e in mine)
            found.append(PostaFerma(destinatari, len(mine), mine[0].creata_il, rifiutate))
    return found


class PostaPanel(HomePanel):
    """«E-mail non partite»: how many, since when, to whom and what to do; there only when there are any."""

    order = 50
    template_name = "home/admin/posta.html"

    def is_shown(self) -> bool:
        return can_manage_utente(self.user) and bool(posta_ferma())

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return _told()


def _told() -> dict[str, Any]:
    gruppi = posta_ferma()
    return {
        "gruppi": gruppi,
        "totale": sum(g.quante for g in gruppi),
        "rifiutate": sum(g.rifiutate for g in gruppi),
    }


class RiprovaPostaView(Guarded):
    """Ask, then put in line again every e-mail that was given up."""

    permesso = Permesso.MANAGE_UTENTE
    page_title = "E-mail non partite"
    header_icon = "mail"
    template_name = "home/admin/posta_riprova.html"

    def check_entry(self, **_kwargs: Any) -> None:
        if not can_manage_utente(self.user):
            raise PermissionDenied

    def trail(self) -> list[tuple[str, str]]:
        return []

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = self.render_to_response(self.get_context_data(**_told()))
        return response

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        retried = retry_posta(by=self.user)
        back = show_count(retried, "e-mail torna", "e-mail tornano")
        said = f"{back} in coda: entro un minuto il registro riprova." if retried else "Non c’era nulla da riprovare."
        messages.success(request, said)
        return redirect("wagtailadmin_home")
