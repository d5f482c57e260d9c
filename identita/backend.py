"""Who a signed-in person is and what his groups let him do, in as few queries as every screen of the admin needs."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from identita.models import User


class GruppiBackend(ModelBackend):
    """Django's own, but rights come from groups alone: each is a role, and nobody holds a right outside his roles."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session, with the preferences that the admin asks at once."""
        user = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return super().get_user_permissions(user_obj, obj) if user_obj.is_superuser else set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if user_obj.is_superuser or user_obj.is_anonymous:
            return super().get_group_permissions(user_obj, obj)
        return set(user_obj.dai_gruppi.diritti) if user_obj.is_active and obj is None else set()
