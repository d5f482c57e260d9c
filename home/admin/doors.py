"""Which of Wagtail's own addresses are open and to whom; every other is shut, also those a new release adds.

The views of our apps are no matter of this table: each asks its own permissions. What a person may do on one page
is decided by the page (`pubblicazione.permissions`); here a page is only asked whether the person may work on it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from identita.enums import Ruolo
from identita.permissions import can_manage_utente
from pubblicazione.visibility import seen_by


@dataclass(frozen=True)
class Door:
    """To whom an address opens; `pages` are the arguments that name a page, each with what it must be to the person."""

    opens_to: Callable[[Any], bool]
    pages: dict[str, Callable[[Any, int], bool]] = field(default_factory=dict)


def _anyone(user: Any) -> bool:
    return True


def _writes_pages(user: Any) -> bool:
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, {"add", "change"}))


def _sets_up_the_site(user: Any) -> bool:
    return bool(user.is_superuser or user.has_ruolo(Ruolo.AMMINISTRATORE))


def _works_on(user: Any, page_id: int) -> bool:
    page = Page.objects.filter(pk=page_id).first()
    return page is not None and bool(page.permissions_for_user(user).can_edit())


def _adds_below(user: Any, page_id: int) -> bool:
    page = Page.objects.filter(pk=page_id).first()
    return page is not None and bool(page.permissions_for_user(user).can_add_subpage())


def _explores(user: Any, page_id: int) -> bool:
    return bool(policy_registry.get_by_type(Page).explorable_instances(user).filter(pk=page_id).exists())


def _sees(user: Any, page_id: int) -> bool:
    return seen_by(user, Page.objects.filter(pk=page_id)).exists()


_ANYONE = Door(_anyone)
_WRITERS = Door(_writes_pages)
_ON_PAGE = Door(_writes_pages, {"page_id": _works_on})
_BELOW_PAGE = Door(_writes_pages, {"parent_page_id": _adds_below})

_TABLE: tuple[tuple[str, Door, str], ...] = (
    # Before and besides the login.
    ("wagtailadmin_", _ANYONE, "login logout sprite javascript_catalog home account dismissibles"),
    ("wagtailadmin_password_reset", _ANYONE, "_done _confirm _complete"),
    ("", _ANYONE, "wagtailadmin_password_reset"),
    # Where Wagtail says that an address does not exist.
    ("wagtail.admin.views.home.", _ANYONE, "default"),
    # Wagtail itself asks whether the person may edit what the session is about.
    ("wagtailadmin_editing_sessions:", _ANYONE, "ping release"),
    # Pages: explorer, editor, history.
    ("wagtailadmin_", _WRITERS, "explore_root block_preview"),
    ("wagtailadmin_", Door(_writes_pages, {"parent_page_id": _explores}), "explore explore_results"),
    ("wagtailadmin_api:pages:", _WRITERS, "listing"),
    ("wagtailadmin_api:pages:", Door(_writes_pages, {"pk": _explores}), "detail"),
    ("wagtailadmin_pages:", _WRITERS, "search search_results"),
    ("wagtailadmin_pages:", _ON_PAGE, "edit preview_on_edit view_draft usage history history_results"),
    ("wagtailadmin_pages:", _ON_PAGE, "revisions_index revisions_view revisions_revert"),
    ("wagtailadmin_pages:", _ON_PAGE, "workflow_history workflow_history_detail"),
    ("wagtailadmin_pages:", Door(_writes_pages, {"pk": _works_on}), "revisions_compare"),
    ("wagtailadmin_pages:", _BELOW_PAGE, "add add_subpage preview_on_add"),
    # Links to pages: one's own and whatever is public.
    ("wagtailadmin_", _WRITERS, "choose_page choose_page_search choose_page_external_link choose_page_email_link"),
    ("wagtailadmin_", _WRITERS, "choose_page_phone_link choose_page_anchor_link"),
    ("wagtailadmin_", Door(_writes_pages, {"parent_page_id": _sees}), "choose_page_child"),
    # Files; Wagtail then asks the rights on their collection.
    ("wagtailimages:", _WRITERS, "index index_results add edit delete image_usage create_multiple_from_uploaded_image"),
    ("wagtailimages:", _WRITERS, "add_multiple edit_multiple delete_multiple delete_upload_multiple"),
    ("wagtailimages_chooser:", _WRITERS, "choose choose_results chosen chosen_multiple create select_format"),
    ("wagtaildocs:", _WRITERS, "index index_results add edit delete document_usage"),
    ("wagtaildocs:", _WRITERS, "add_multiple edit_multiple delete_multiple delete_upload_multiple"),
    ("wagtaildocs:", _WRITERS, "create_multiple_from_uploaded_document"),
    ("wagtaildocs_chooser:", _WRITERS, "choose choose_results chosen chosen_multiple create"),
    # The amministratore; users are deactivated, never deleted.
    ("wagtailusers_users:", Door(can_manage_utente), "index index_results add edit history history_results"),
    ("wagtailsettings:", Door(_sets_up_the_site), "edit"),
)
OPEN: dict[str, Door] = {f"{prefix}{name}": door for prefix, door, names in _TABLE for name in names.split()}
