"""The filters of Wagtail's lists of pictures and documents, where one of them breaks a search."""

from django_filters import RangeFilter
from wagtail.admin.filters import BaseMediaFilterSet, RelatedFilterMixin
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.images.views.images import ImagesFilterSet


class UsageCountFilter(RelatedFilterMixin, RangeFilter):
    """How often a file is used, as the files of which it is true: Wagtail 8 cannot search among rows it has counted."""


def mend_usage_count() -> None:
    """Put our filter in the place of Wagtail's in both lists."""
    theirs = BaseMediaFilterSet.base_filters["usage_count"]
    for lists in (ImagesFilterSet, DocumentsFilterSet):
        lists.base_filters["usage_count"] = UsageCountFilter(
            field_name=theirs.field_name, label=theirs.label, widget=theirs.extra["widget"], use_subquery=True
        )
