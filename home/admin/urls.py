"""Addresses of the admin that take the place of Wagtail's, under the same names, and of the home's own screen."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from home.admin.chooser import DiscreetBrowseView, DiscreetSearchView
from home.admin.posta import RiprovaPostaView

_browse = never_cache(require_admin_access(DiscreetBrowseView.as_view()))
_search = never_cache(require_admin_access(DiscreetSearchView.as_view()))

urlpatterns = [
    path("posta/", require_admin_access(RiprovaPostaView.as_view()), name="posta_ferma"),
    path("choose-page/", _browse, name="wagtailadmin_choose_page"),
    path("choose-page/<int:parent_page_id>/", _browse, name="wagtailadmin_choose_page_child"),
    path("choose-page/search/", _search, name="wagtailadmin_choose_page_search"),
]
