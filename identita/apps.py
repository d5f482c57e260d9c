"""Django's configuration of the app `identita`, and of Wagtail's users with our screens."""

from django.apps import AppConfig
from wagtail.users import apps as wagtail_users


class IdentitaConfig(AppConfig):
    name = "identita"
    verbose_name = "Identità"
    default = True


class UtentiConfig(wagtail_users.WagtailUsersAppConfig):
    """Takes the place of `wagtail.users` in INSTALLED_APPS."""

    user_viewset = "identita.admin.UtenteViewSet"

    def ready(self) -> None:
        super().ready()
        from wagtail.permissions import register_permission_policy

        from identita.admin import UtentePermissionPolicy
        from identita.models import User

        register_permission_policy(User, UtentePermissionPolicy(User))
