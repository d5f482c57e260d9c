"""Who may do what on a moderated page, in the admin and through any other door; superusers included."""

from typing import Any, Protocol

from wagtail.models import PagePermissionTester

from identita.enums import Permesso
from pubblicazione.exceptions import ModerazioneError


class Moderated(Protocol):
    """What these rules need of a moderated page."""

    def grants(self, user: Any, permesso: Permesso) -> bool: ...


def can_decide(user: Any, pagina: Moderated) -> bool:
    """Tell whether `user` is of the structure that approves this page."""
    return bool(user.is_active) and pagina.grants(user, Permesso.APPROVE_PROFILO)


def check_decide(user: Any, pagina: Moderated) -> None:
    """Raise ModerazioneError unless `can_decide`."""
    if not can_decide(user, pagina):
        raise ModerazioneError("Questa scheda la decide un funzionario della struttura competente.")


class PaginaPermissionTester(PagePermissionTester):
    """The rights on a moderated page: people edit and submit, only an approval publishes, nothing moves or vanishes."""

    page: Any

    def can_edit(self) -> bool:
        return bool(self.user.is_active) and (
            self.user.is_superuser or self.page.specific.grants(self.user, Permesso.EDIT_PROFILO)
        )

    def can_submit_for_moderation(self) -> bool:
        return (
            bool(self.user.is_active)
            and self.page.specific.grants(self.user, Permesso.SUBMIT_PROFILO)
            and bool(super().can_submit_for_moderation())
        )

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return False

    def can_lock(self) -> bool:
        return False

    def can_unlock(self) -> bool:
        return False

    def can_view_revisions(self) -> bool:
        """The history tells of drafts: it is for those who may write them."""
        return self.can_edit()


class PaginaFissaPermissionTester(PaginaPermissionTester):
    """The rights on a page that holds the tree together: it may be walked through, and nothing else."""

    def can_edit(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return False
