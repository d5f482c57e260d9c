"""The official view of the register: one read-only list with chosen columns; the life of an entry is in `voce`."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, re_path
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail_modeladmin.helpers import AdminURLHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from distretti.admin.guard import may_enter
from distretti.admin.listing import Cella, ElencoView
from distretti.admin.registro.colonne import COLONNE, Colonna, chosen_colonne, show_value
from distretti.admin.registro.esportazione import Esportazione
from distretti.admin.registro.filtri import FiltriRegistro
from distretti.admin.registro.voce import VoceView
from distretti.models import Iscrizione
from distretti.selectors.scrivania import voci_for_view
from identita.enums import Permesso
from identita.models import User

_SESSION_KEY = "registro_colonne"


class RegistroURLHelper(AdminURLHelper):
    """An entry is found by its code: /admin/registro/RP-1-0007/."""

    def _get_object_specific_action_url_pattern(self, _action: str) -> str:
        return rf"^{self.base_url_path}/(?P<instance_pk>RP-[1-7]-[0-9]{{4,}})/$"


class ReadOnlyPermissionHelper(PermissionHelper):
    """Whoever holds `view_registro` reads; nobody writes here, because the register changes by acts only."""

    def user_can_list(self, user: User) -> bool:
        return may_enter(user, Permesso.VIEW_REGISTRO)

    def user_can_inspect_obj(self, user: User, _obj: Iscrizione) -> bool:
        return self.user_can_list(user)

    def user_can_create(self, _user: User) -> bool:
        return False

    def user_can_edit_obj(self, _user: User, _obj: Iscrizione) -> bool:
        return False

    def user_can_delete_obj(self, _user: User, _obj: Iscrizione) -> bool:
        return False


class StatoColumn(Cella):
    """The state, said in words, with a sign of its own when the entry is not in force."""

    cell_template_name = "distretti/admin/tables/stato.html"


class RegistroView(Esportazione, ElencoView):
    """Every entry of the register: its facts are public, so all who may read it read all of it."""

    model_admin: Any = None
    permesso = Permesso.VIEW_REGISTRO
    page_title = "Registro (vista ufficiale)"
    header_icon = "list-ul"
    template_name = "distretti/admin/registro.html"
    table_classname = "listing desk-table desk-stack"
    index_url_name = "registro_modeladmin_index"
    filterset_class = FiltriRegistro
    default_ordering = "codice"
    header_more_buttons: ClassVar[list[Any]] = []  # the files are offered above the table, without a script
    vuoto = "Il registro è vuoto: la prima voce si apre da «Nuova iscrizione»."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.getlist("colonne")
        if asked:
            request.session[_SESSION_KEY] = asked
        self.colonne = chosen_colonne(asked or request.session.get(_SESSION_KEY, ()))

    def trail(self) -> list[tuple[str, str]]:
        return []

    def rows(self) -> QuerySet[Iscrizione]:
        return voci_for_view()

    @property
    def columns(self) -> list[Column]:
        return [self._column(c) for c in self.colonne]

    def _column(self, colonna: Colonna) -> Column:
        options: dict[str, Any] = {
            "label": colonna.etichetta,
            "accessor": lambda voce: show_value(colonna.valore(voce)),
            "sort_key": colonna.ordine or None,
            "classname": f"desk-col-{colonna.nome}",
        }
        if colonna.nome == "codice":
            return TitleColumn(colonna.nome, get_url=self._url_of, **options)
        return (StatoColumn if colonna.nome == "stato" else Cella)(colonna.nome, **options)

    def _url_of(self, voce: Iscrizione) -> str:
        return str(self.model_admin.url_helper.get_action_url("inspect", voce.codice))

    def get_valid_orderings(self) -> list[str]:
        return [sign + c.ordine for c in COLONNE.values() if c.ordine for sign in ("", "-")]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            response: HttpResponseBase = self.as_spreadsheet(context["object_list"], self.request.GET["export"])
            return response
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        shown = {c.nome for c in self.colonne}
        columns = [(c, c.nome in shown) for c in COLONNE.values() if not c.fissa]
        return {**context, "colonne": columns, "csv_url": self.csv_export_url, "xlsx_url": self.xlsx_export_url}


class RegistroAdmin(ModelAdmin):
    """Wagtail's registration of the official view: a list and the page of an entry, no other address."""

    model = Iscrizione
    base_url_path = "registro"
    menu_label = "Vista ufficiale"
    menu_icon = "list-ul"
    inspect_view_enabled = True
    history_view_enabled = False
    permission_helper_class = ReadOnlyPermissionHelper
    url_helper_class = RegistroURLHelper
    index_view_class = RegistroView
    inspect_view_class = VoceView
    inspect_template_name = "distretti/admin/voce.html"
    actions: ClassVar[tuple[str, ...]] = ("index", "inspect")

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Only what reads: there is no address to create, edit or delete by, whatever is posted."""
        helper = self.url_helper
        return tuple(
            re_path(helper.get_action_url_pattern(a), getattr(self, f"{a}_view"), name=helper.get_action_url_name(a))
            for a in self.actions
        )
