"""The choosers of pages: one's own and whatever is public, without the columns that would tell of drafts."""

from typing import Any, ClassVar

from wagtail.admin.views.chooser import BrowseView, SearchView

_TELL_OF_DRAFTS: frozenset[str] = frozenset({"updated", "status"})


class _Discreet:
    """Leaves out when a page was last worked on and whether it has a draft: for a page of others nobody may know."""

    hidden: ClassVar[frozenset[str]] = _TELL_OF_DRAFTS

    @property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if column.name not in self.hidden]  # type: ignore[misc]


class DiscreetBrowseView(_Discreet, BrowseView):
    """Wagtail's tree of pages to choose from."""


class DiscreetSearchView(_Discreet, SearchView):
    """Wagtail's search among pages to choose from."""
