"""Who opens the screens of an entry's members: whoever writes for it, and the officers who decide."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.query import PageQuerySet

from core.clock import today
from distretti.admin.guard import Guarded, GuardedVoce, may_act, may_enter, voce_url
from distretti.models import AggregazionePage, Delega, DistrettoPage, Iscrizione
from distretti.selectors.persone import lapsed_delega
from identita.enums import Competenza, Permesso
from identita.models import User
from pubblicazione.visibility import pages_written_by


def may_upload(user: User, iscrizione: Iscrizione) -> bool:
    """Tell whether `user` writes for this entry, by role or by delega."""
    scheda = iscrizione.scheda
    return scheda is not None and bool(scheda.grants(user, Permesso.SUBMIT_PROFILO))


def may_decide(user: User, iscrizione: Iscrizione) -> bool:
    """Tell whether `user` approves and rejects the lists of this entry."""
    return may_act(user, Permesso.RECORD_ANNOTAZIONE, iscrizione.sezione.competenza)


def schede_of(user: User) -> PageQuerySet:
    """Return the pages of entries that `user` writes, by role or by delega."""
    found: PageQuerySet = pages_written_by(user).type(DistrettoPage, AggregazionePage)
    return found


def works_on_elenchi(user: User) -> bool:
    """Tell whether there is any entry whose lists this person uploads or decides."""
    return may_enter(user, Permesso.RECORD_ANNOTAZIONE) or schede_of(user).exists()


def _tell_over(delega: Delega) -> str:
    voce = delega.iscrizione
    struttura = Competenza(voce.sezione.competenza).label
    return (
        f"La tua delega per {voce.denominazione} non è in vigore, e il suo elenco non si può caricare."
        f" Per averne un’altra scrivi alla {struttura}."
    )


class AderentiGuarded(Guarded):
    """A screen of the members' lists, not of one entry alone."""

    permesso = Permesso.RECORD_ANNOTAZIONE
    header_icon = "table"

    def check_entry(self, **_kwargs: Any) -> None:
        if not works_on_elenchi(self.user):
            raise PermissionDenied


class AderentiVoce(GuardedVoce):
    """A screen of one entry's lists."""

    permesso = Permesso.RECORD_ANNOTAZIONE
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Tell whoever had a delega that it is over, and not only that the door is shut."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except (PermissionDenied, Http404):
            delega = lapsed_delega(self.user, kwargs["codice"], today())
            if delega is None:
                raise
            messages.error(request, _tell_over(delega))
            return redirect("wagtailadmin_home")

    def check_entry(self, **kwargs: Any) -> None:
        if not works_on_elenchi(self.user):
            raise PermissionDenied
        super().check_entry(**kwargs)

    def may_open(self, iscrizione: Iscrizione) -> bool:
        return may_decide(self.user, iscrizione) or may_upload(self.user, iscrizione)

    def trail(self) -> list[tuple[str, str]]:
        above = [(reverse("registro:elenchi"), "Aderenti")]
        if may_enter(self.user, Permesso.VIEW_REGISTRO):
            above.append((voce_url(self.iscrizione.codice), self.iscrizione.codice))
        return above
