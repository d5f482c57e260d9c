"""Which pages a person may reach in the admin (design law 3); what may be done on one page is in `permissions`."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar, cast

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from pubblicazione.models import PaginaFissa, PaginaModerata


def _models(base: type[Page]) -> Iterable[Any]:
    return (model for model in apps.get_models() if issubclass(model, base))


def _common_path(paths: list[str]) -> str:
    """Return the path of the nearest page that is above all of these, or one of them; empty if there is none."""
    first, last = min(paths, default=""), max(paths, default="")
    step = Page.steplen
    apart = (end for end in range(0, len(first), step) if first[end : end + step] != last[end : end + step])
    return first[: next(apart, len(first))]


class PaginaPermissionPolicy(PagePermissionPolicy):
    """Wagtail's rights on pages, with two rules more.

    A right given on a page stops at the fixed pages below it: whoever writes the site's home page does not thereby
    reach the register beneath. And a page model may hand single pages to a person (a delega), day by day.
    """

    _barriers_cache_name: ClassVar[str] = "_page_barriers"

    def get_all_permissions_for_user(self, user: Any) -> list[GroupPagePermission]:
        """Return the rights of the user's groups, and "change" on each page handed to the user alone."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        granted = list(super().get_all_permissions_for_user(user))
        of_each = (Q(pk__in=model.handed_to(user).values("pk")) for model in _models(PaginaModerata))
        handed = list(Page.objects.filter(reduce(or_, of_each, Q(pk__in=[]))))
        if handed:
            change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
            granted += [GroupPagePermission(page=page, permission=change) for page in handed]
        return granted

    def _barriers(self, user: Any) -> list[str]:
        """Paths of the fixed pages, read once a request."""
        if not hasattr(user, self._barriers_cache_name):
            paths = [p for model in _models(PaginaFissa) for p in model.objects.values_list("path", flat=True)]
            setattr(user, self._barriers_cache_name, paths)
        return list(getattr(user, self._barriers_cache_name))

    def _reach(self, page: Page, user: Any) -> Q:
        """The pages that a right given on `page` covers."""
        below = [path for path in self._barriers(user) if path.startswith(page.path) and path != page.path]
        return reduce(lambda q, path: q & ~Q(path__startswith=path), below, Q(path__startswith=page.path))

    def _granted_on(self, user: Any, actions: Iterable[str]) -> list[Page]:
        codenames = self._get_permission_codenames(actions)
        return [p.page for p in self.get_cached_permissions_for_user(user) if p.permission.codename in codenames]

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        reach = (self._reach(page, user) for page in self._granted_on(user, actions))
        return self.model._default_manager.filter(reduce(or_, reach, Q(pk__in=[])))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        return bool(self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists())

    def explorable_root_instance(self, user: Any) -> Page | None:
        """Return where the explorer starts: never a page without children, which would show an empty list."""
        if not hasattr(user, self._explorable_root_instance_cache_name):
            setattr(user, self._explorable_root_instance_cache_name, self._find_root(user))
        return cast(Page | None, getattr(user, self._explorable_root_instance_cache_name))

    def _find_root(self, user: Any) -> Page | None:
        """The nearest page above all those to work on, by their paths: Wagtail asks the database three times."""
        pages = list(self.instances_with_direct_explore_permission(user))
        path = _common_path([page.path for page in pages])
        if not path:
            return None
        root = next((page for page in pages if page.path == path), None) or Page.objects.filter(path=path).first()
        return root.get_parent() if root is not None and root.is_leaf() and root.depth > 1 else root

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """Return the pages to work on and those above them, down from where the explorer starts."""
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        root = self.explorable_root_instance(user)
        if root is None:
            return self.model._default_manager.none()
        pages = self.instances_user_has_any_permission_for(user, {"add", "change"})
        granted = self._granted_on(user, {"add", "change"})
        above = {page.path[:end] for page in granted for end in range(len(root.path), len(page.path), Page.steplen)}
        return pages | self.model._default_manager.filter(path__in=above)


def pages_written_by(user: Any) -> Any:
    """Return the pages (a queryset) whose text `user` may write, by role or by delega."""
    return PaginaPermissionPolicy().instances_user_has_any_permission_for(user, {"change"})


def seen_by(user: Any, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Restrict `pages` to what `user` may see and link: the pages to work on, and whatever is public."""
    own = PaginaPermissionPolicy().explorable_instances(user).values_list("pk", flat=True)
    return pages.filter(Q(live=True) | Q(pk__in=own))
