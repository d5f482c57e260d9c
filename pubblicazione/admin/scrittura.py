"""The form of a moderated page: it takes what the editor's screen sends, and only what its author may quote."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.text import read_key
from pubblicazione.profilo import Quoted, quoted_by
from pubblicazione.visibility import seen_by

# By what Wagtail's fields stumble when a request has not the shape that their scripts give it.
_STUMBLES = (LookupError, ValueError, TypeError, AttributeError, RecursionError)


class PaginaForm(WagtailAdminPageForm):
    """Wagtail's, which would show and save whatever picture or page a request names by its number."""

    def full_clean(self) -> None:
        if self.is_bound:
            self._check_shape()
        super().full_clean()

    def _check_shape(self) -> None:
        """Raise BadRequest for what no screen of ours sends: a rich text that is no JSON, a body without its count."""
        try:
            for field in self:
                _ = field.data
        except _STUMBLES as error:
            raise BadRequest("The form of the page is not as the editor sends it.") from error

    def clean(self) -> dict[str, Any]:
        """Take from outside one's own structure only what the page quotes already (design law 3).

        Raises PermissionDenied: the choosers offer nothing else, and an error beside the field would show the picture.
        """
        cleaned: dict[str, Any] = super().clean()
        model = type(self.instance)
        before = {nome: getattr(self.instance, nome) for nome in model.campi_profilo}
        added = quoted_by(model, cleaned) - quoted_by(model, before)
        if not _may_quote(self.for_user, added):
            raise PermissionDenied
        return cleaned


def _may_quote(user: Any, quoted: Quoted) -> bool:
    return all(
        _choosable(user, kind).filter(pk__in=keys).values("pk").distinct().count() == len(keys)
        for kind in {kind for kind, _key in quoted}
        if (keys := {read_key(key) for of_kind, key in quoted if of_kind is kind})
    )


def _choosable(user: Any, kind: Any) -> Any:
    if kind is Page:
        return seen_by(user, Page.objects.all())
    return policy_registry.get_by_type(kind).instances_user_has_any_permission_for(user, ["choose"])
