"""The list that every screen of the desk starts from: filters as a plain form, a dense table, pages."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from core.italiano import show_count
from distretti.admin.guard import Guarded


class Filtri(WagtailFilterSet):
    """The filters of a list; they work as an ordinary form, without a script."""

    @property
    def is_active(self) -> bool:
        """Tell whether anything is being left out."""
        return any(self.data.get(name) for name in self.filters)


def choice_filter(label: str, choices: Any, empty: str, **kwargs: Any) -> django_filters.ChoiceFilter:
    """A filter by one value of a list; `empty` is what is written for no choice."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty, **kwargs)


def text_filter(label: str, method: str, placeholder: str) -> django_filters.CharFilter:
    """A search box, answered by a method of the filters."""
    widget = forms.TextInput(attrs={"type": "search", "placeholder": placeholder})
    return django_filters.CharFilter(label=label, method=method, widget=widget)


class Cella(Column):
    """A cell that says its own heading where the table is drawn as cards, on a phone."""

    cell_template_name = "distretti/admin/tables/cella.html"


class Azione(Column):
    """What may be done with a row, as a link; `of_what` names the row to whoever cannot see where the link stands."""

    cell_template_name = "distretti/admin/tables/azione.html"

    def __init__(self, name: str, *, label_of: Any, url_of: Any, of_what: Any) -> None:
        super().__init__(name, label="Azioni", accessor=label_of, classname="desk-col-azione")
        self.url_of, self.of_what = url_of, of_what

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": self.url_of(instance), "of_what": self.of_what(instance)}


class ElencoView(Guarded, BaseListingView):
    """A list of the desk; subclasses name rows, columns and filters."""

    template_name = "distretti/admin/elenco.html"
    table_classname = "listing desk-table"
    paginate_by = 100
    index_url_name: ClassVar[str]
    uno, molti = "voce", "voci"
    vuoto = "Non c’è ancora nulla."

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.rows()

    def rows(self) -> QuerySet[Any]:
        """Everything that this person may see here."""
        raise NotImplementedError

    def get_index_url(self) -> str:
        return reverse(self.index_url_name)

    def count_text(self, count: int) -> str:
        return show_count(count, self.uno, self.molti)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        is_filtered = self.filters is not None and self.filters.is_active
        count = context["items_count"]
        empty = "Nessuna riga con questi filtri: togline qualcuno." if is_filtered else self.vuoto
        return {**context, "is_filtered": is_filtered, "count_text": self.count_text(count), "empty": empty}
