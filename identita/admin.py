"""The screens about users, for whoever manages them: list, new, change, history; there is no way to delete."""

from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views import users

from identita.actions import set_accesso, set_ruoli
from identita.forms import UtenteCreationForm, UtenteEditForm
from identita.models import User
from identita.permissions import can_change_utente, can_manage_utente


class UtentePermissionPolicy(ModelPermissionPolicy):
    """Users are made and changed by whoever manages them, and deleted by nobody."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"add", "change", "view"} and not user.is_anonymous and can_manage_utente(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action) and can_change_utente(user, instance)


class UtenteFilterSet(WagtailFilterSet):
    """By access, role and last login."""

    is_active = django_filters.BooleanFilter(label="Può entrare", widget=BooleanRadioSelect)
    groups = django_filters.ModelMultipleChoiceFilter(
        label="Ruolo", queryset=Group.objects.filter(incarico__isnull=False), widget=CheckboxSelectMultiple
    )
    last_login = django_filters.DateFromToRangeFilter(label="Ultimo accesso", widget=DateRangePickerWidget)

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []


class UtenteIndexView(users.IndexView):
    """The list, with the roles of each and the last login."""

    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    add_item_label = "Nuovo utente"

    @cached_property
    def columns(self) -> list[Any]:
        inherited = {column.name: column for column in super().columns}
        return [
            inherited["name"],
            Column("username", label="Nome utente", accessor="get_username", sort_key=User.USERNAME_FIELD),
            Column("ruoli", label="Ruoli", accessor="ruoli"),
            BooleanColumn("is_active", label="Può entrare", sort_key="is_active", classname="utente-entra"),
            DateColumn("last_login", label="Ultimo accesso", sort_key="last_login", classname="utente-accesso"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        found: QuerySet[User] = super().get_base_queryset().prefetch_related("groups")
        return found if self.request.user.is_superuser else found.filter(is_superuser=False)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_filterset_kwargs()
        kwargs.pop("is_searching")
        return kwargs

    def get_delete_url(self, instance: User) -> None:
        return None


class UtenteCreateView(users.CreateView):
    """A new person."""

    template_name = "identita/utenti/form.html"
    page_title = "Nuovo utente"

    def get_header_title(self) -> str:
        return self.page_title

    def save_instance(self) -> User:
        utente: User = super().save_instance()
        set_ruoli(utente=utente, ruoli=self.form.cleaned_data["ruoli"], by=self.request.user)
        return utente


class UtenteEditView(users.EditView):
    """One person: name, address, access and roles."""

    template_name = "identita/utenti/form.html"

    def get_object(self, *args: Any, **kwargs: Any) -> User:
        utente: User = super().get_object(*args, **kwargs)
        if not can_change_utente(self.request.user, utente):
            raise PermissionDenied
        return utente

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "editing_self": self.editing_self}

    def save_instance(self) -> User:
        utente: User = super().save_instance()
        if not self.editing_self:
            data = self.form.cleaned_data
            set_ruoli(utente=utente, ruoli=data["ruoli"], by=self.request.user)
            set_accesso(utente=utente, attivo=data["attivo"], by=self.request.user)
        return utente


class UtenteViewSet(users.UserViewSet):
    """Wagtail's screens about users, as this register needs them."""

    index_view_class = UtenteIndexView
    add_view_class = UtenteCreateView
    edit_view_class = UtenteEditView
    filterset_class = UtenteFilterSet
    menu_label = "Utenti"
    template_prefix = "identita/utenti/"

    def get_form_class(self, for_update: bool = False) -> type:
        return UtenteEditForm if for_update else UtenteCreationForm
