"""Who sees which file: in the admin a structure its own and the common ones, a delegate what he uploaded; of reserved
files, who sent them and the officers of the structure.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from archivio.enums import REGOLE_USO, Deposito, UsoFile

# The permission of an officer, by its name: `identita`, where the names live, stands beside this app and not below it.
_OFFICER = "record_annotazione"


def can_read_riservato(user: Any, file: Any) -> bool:
    """Tell whether `user` may read `file`, a FileRicevuto of a reserved use; files of public uses are not read so."""
    if not user.is_authenticated or not user.is_active:
        return False
    if REGOLE_USO[UsoFile(file.uso)].deposito != Deposito.RISERVATO:
        return False
    # Who has gone to work for another structure leaves what he sent on this side of the wall (design law 3).
    across = bool(file.competenza and user.strutture and file.competenza not in user.strutture)
    sent_it = file.caricato_da_id == user.pk and not across
    return sent_it or bool(file.competenza and user.has_competenza(file.competenza, _OFFICER))


class FilePermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights by collection, where whoever may add to a collection may also choose what he added there."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(super().user_has_permission(user, action) or (action == "choose" and self._may_add(user)))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        granted = super().user_has_any_permission_for_instance(user, actions, instance)
        own = "choose" in actions and instance.uploaded_by_user_id == user.pk
        return bool(granted or (own and self._check_perm(user, ["add"], collection=instance.collection)))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        if user.is_superuser or "choose" not in actions or not user.is_authenticated:
            return found
        collections = list(self._collections_with_perm(user, ["add"]))
        own = self.model._default_manager.filter(Q(uploaded_by_user=user, collection__in=collections))
        return found | own

    def _may_add(self, user: Any) -> bool:
        return bool(self._check_perm(user, ["add"]))
