"""The page of an entry in the official view: its life as a timeline, the facts of today, what hangs on it."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from wagtail_modeladmin.views import InspectView, WMABaseView

from distretti.admin.guard import may_act
from distretti.admin.registro.vita import facts_today, prove, tell_story
from distretti.models import Iscrizione
from distretti.selectors.scrivania import cariche_of, deleghe_of, elenco_of, find_voce, righe_of
from identita.enums import Permesso


class VoceView(InspectView):
    """Read only; who recorded what, and the deleghe, are seen only by those who work in the entry's competence."""

    instance: Iscrizione

    def __init__(self, model_admin: Any, instance_pk: str) -> None:
        WMABaseView.__init__(self, model_admin)
        found = find_voce(instance_pk)
        if found is None:
            raise Http404
        self.instance = found

    def get_meta_title(self) -> str:
        return f"{self.instance.codice} {self.instance.denominazione}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        voce = self.instance
        story = tell_story(voce)
        elenco = elenco_of(voce)
        own = self._own_context()
        return {
            "view": self,
            "voce": voce,
            "breadcrumbs_items": self._breadcrumbs(),
            "header_title": self.get_meta_title(),
            "storia": story,
            "fatti": facts_today(voce),
            "prova": prove(voce, righe=len(story)),
            "elenco": elenco,
            "righe": righe_of(elenco) if elenco else [],
            "cariche": cariche_of(voce),
            "pubblica_url": f"{settings.PUBLIC_BASE_URL}/registro/{voce.codice}",
            "json_url": f"{settings.PUBLIC_BASE_URL}/api/v1/iscrizioni/{voce.codice}",
            **own,
            **kwargs,
        }

    def _breadcrumbs(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": self.index_url, "label": "Registro"},
            {"url": "", "label": self.instance.codice},
        ]

    def _own_context(self) -> dict[str, Any]:
        """What only the structure that keeps the entry may see or do."""
        voce, user = self.instance, self.request.user
        competenza = voce.sezione.competenza
        scheda = voce.scheda
        sees_deleghe = may_act(user, Permesso.MANAGE_DELEGA, competenza)
        edits = scheda is not None and scheda.permissions_for_user(user).can_edit()
        return {
            "records": may_act(user, Permesso.RECORD_ANNOTAZIONE, competenza),
            "deleghe": deleghe_of(voce) if sees_deleghe else None,
            "scheda_url": reverse("wagtailadmin_pages:edit", args=[scheda.pk]) if edits else "",
        }
