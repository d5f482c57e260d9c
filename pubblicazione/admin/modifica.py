"""The editor of a moderated page: Wagtail's, with two buttons only, and nothing typed ever lost."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from core.locks import OCCUPATO, RegistroOccupato, locked_register
from pubblicazione.admin.anteprima import has_anteprima
from pubblicazione.admin.non_salvato import show_unsaved
from pubblicazione.exceptions import ModerazioneError
from pubblicazione.models import PaginaModerata
from pubblicazione.permissions import can_decide, can_withdraw
from pubblicazione.selectors import situazione_of

_EDIT, _MODIFICA = "wagtailadmin/pages/edit.html", "pubblicazione/modifica.html"


class StatoPanel(PageStatusSidePanel):
    """The state of a page, without what nobody may change here: who sees it once public, and locks by hand."""

    def get_status_templates(self, context: dict[str, Any]) -> list[str]:
        shut = ("/privacy.html", "/locked.html")
        return [name for name in super().get_status_templates(context) if not name.endswith(shut)]


class ModificaView(EditView):
    """Saves a draft or submits it; whatever is refused is shown again with the reason and with what was typed."""

    lock: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            if request.method == "POST" and not isinstance(request.user, AnonymousUser):
                return show_unsaved(request)
            raise

    def get_template_names(self) -> list[str]:
        return [_MODIFICA if name == _EDIT else name for name in super().get_template_names()]

    @cached_property
    def action_name_and_method(self) -> tuple[str, Any]:
        """Whatever button a request names, a draft is saved or submitted: nothing else can be done here."""
        if self.request.POST.get("action-submit") and self.page_perms.can_submit_for_moderation():
            return ("submit", self.submit_action)
        return ("save", self.save_action)

    @cached_property
    def is_cancelling_workflow(self) -> bool:
        """A text in moderation is taken back on its own screen, where it is remembered."""
        return False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.lock = None  # the page itself says why it is locked: no need of Wagtail's passing message
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.locked_for_user and self.is_out_of_date:
            return self.refuse(self.overwritten_reason())
        try:
            with locked_register():
                return super().post(request, *args, **kwargs)
        except ModerazioneError as error:
            return self.refuse(error.messaggio)
        except RegistroOccupato:
            return self.refuse(OCCUPATO)

    def overwritten_reason(self) -> str:
        """Say who saved what this person has not read."""
        who = self.latest_revision.user
        name = (who.get_full_name() or who.get_username()) if who else "Il sistema"
        at = f"{localtime(self.latest_revision.created_at):%H:%M}"
        return f"{name} ha salvato un’altra versione alle {at}. Se salvi di nuovo, la tua la sostituisce."

    def refuse(self, reason: str) -> HttpResponseBase:
        """Show the form again with what was typed, not saved, and why."""
        if self.expects_json_response:
            return self.json_error_response("locked", reason)
        messages.error(self.request, f"{reason} Quello che hai scritto non è salvato, ma è ancora qui.")
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()
        self.errors_debug, self.has_unsaved_changes = "", True
        self.lock = self.page.get_lock()
        self.locked_for_user = self.lock is not None
        return self.render_to_response(self.get_context_data())

    def form_invalid(self, form: Any) -> HttpResponseBase:
        if self.locked_for_user:
            return self.refuse(self.lock.get_message(self.request.user))
        return super().form_invalid(form)

    def redirect_away(self) -> HttpResponseBase:
        """After a submission stay on the page, which says what happens now."""
        return redirect(self.get_edit_url())

    def get_side_panels(self) -> Any:
        others = [panel for panel in super().get_side_panels() if not isinstance(panel, PageStatusSidePanel)]
        stato = StatoPanel(
            self.page,
            self.request,
            show_schedule_publishing_toggle=False,
            live_object=self.real_page_record,
            scheduled_object=self.scheduled_page,
            locale=self.locale,
            translations=self.translations,
            parent_page=self.parent,
        )
        return MediaContainer([stato, *others])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pagina: PaginaModerata = self.page
        user = self.request.user
        kwargs |= {
            "situazione": situazione_of(pagina),
            "fatti": pagina.fatti_ufficiali(),
            "collegamenti": pagina.collegamenti(user),
            "mancano": pagina.campi_mancanti(),
            "can_withdraw": can_withdraw(user, pagina),
            "can_decide": can_decide(user, pagina),
            "has_anteprima": has_anteprima(pagina),
        }
        return super().get_context_data(**kwargs)


class RipristinoView(ModificaView, RevisionsRevertView):
    """The editor filled with an earlier version, which becomes the draft when it is saved."""


class CreazioneView(CreateView):
    """The editor of a page that does not exist yet."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with locked_register():
            return super().post(request, *args, **kwargs)


class PaginaModerataViewSet(PageViewSet):
    """The views of every moderated page; registered for the abstract model, so that each kind inherits them."""

    model = PaginaModerata
    parent_models = ()
    add_view_class = CreazioneView
    edit_view_class = ModificaView
    revisions_revert_view_class = RipristinoView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Let the views look among all pages, as Wagtail's do: the abstract model has no rows of its own."""
        return {**super().get_common_view_kwargs(**kwargs), "model": self.UNDEFINED}
