"""Who may do what on the register's pages, in the admin and through any other door; superusers included."""

from typing import Any, Protocol

from wagtail.models import PagePermissionTester

from identita.enums import Permesso, Ruolo
from pubblicazione.exceptions import ModerazioneError


class Moderated(Protocol):
    """What these rules need of a moderated page."""

    def grants(self, user: Any, permesso: Permesso) -> bool: ...


def can_decide(user: Any, pagina: Moderated) -> bool:
    """Tell whether `user` is of the structure that approves this page."""
    return bool(user.is_active) and pagina.grants(user, Permesso.APPROVE_PROFILO)


def decides_somewhere(user: Any) -> bool:
    """Tell whether a role of `user` decides on pages at all: of a structure's sections, or of the site."""
    return bool(user.competenze_with(Permesso.APPROVE_PROFILO)) or bool(user.has_ruolo(Ruolo.AMMINISTRATORE))


def check_decide(user: Any, pagina: Moderated) -> None:
    """Raise ModerazioneError unless `can_decide`."""
    if not can_decide(user, pagina):
        raise ModerazioneError("Decide chi ne ha l’incarico nella struttura competente.")


def can_withdraw(user: Any, pagina: Moderated) -> bool:
    """Tell whether `user` may take back what awaits a decision: whoever may submit this page."""
    return bool(user.is_active) and pagina.grants(user, Permesso.SUBMIT_PROFILO)


def check_submit(user: Any, pagina: Moderated) -> None:
    """Raise ModerazioneError unless `user` is somebody who may submit this page; the system submits nothing."""
    if user is None or not can_withdraw(user, pagina):
        raise ModerazioneError("Non puoi inviare questa pagina in moderazione: non ne hai l’incarico o la delega.")


def check_withdraw(user: Any, pagina: Moderated) -> None:
    """Raise ModerazioneError unless `can_withdraw`."""
    if not can_withdraw(user, pagina):
        raise ModerazioneError("Può ritirarla dalla moderazione solo chi può inviarla.")


class PaginaFissaPermissionTester(PagePermissionTester):
    """The rights on a page that holds the tree together: it may be walked through, and nothing else, by anybody."""

    page: Any

    def can_add_subpage(self) -> bool:
        return False

    def can_edit(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return False

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

    def can_move_to(self, destination: Any) -> bool:
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
        return False


class PaginaPermissionTester(PaginaFissaPermissionTester):
    """The rights on a moderated page: people write and submit, only approval publishes, nothing moves or vanishes."""

    def can_add_subpage(self) -> bool:
        models = self.page.specific_class.creatable_subpage_models()
        return self.can_edit() and any(model.can_create_at(self.page) for model in models)

    def can_edit(self) -> bool:
        return bool(self.user.is_active) and (
            self.user.is_superuser or self.page.specific.grants(self.user, Permesso.EDIT_PROFILO)
        )

    def can_view_revisions(self) -> bool:
        """The history tells of drafts: it is for those who may write them."""
        return self.can_edit()

    def can_submit_for_moderation(self) -> bool:
        return can_withdraw(self.user, self.page.specific) and bool(
            PagePermissionTester.can_submit_for_moderation(self)
        )
