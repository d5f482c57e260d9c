"""Django's configuration of the app `archivio`."""

from django.apps import AppConfig


class ArchivioConfig(AppConfig):
    name = "archivio"
    verbose_name = "Archivio"

    def ready(self) -> None:
        """Put our rights on files in the place of Wagtail's, whose apps come before this one in INSTALLED_APPS."""
        from wagtail.permissions import register_permission_policy

        from archivio.admin.filtri import mend_usage_count
        from archivio.models import DocumentoArchiviato, Immagine
        from archivio.permissions import FilePermissionPolicy

        for model, auth_model in ((Immagine, "wagtailimages.Image"), (DocumentoArchiviato, "wagtaildocs.Document")):
            policy = FilePermissionPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
            register_permission_policy(model, policy)
        mend_usage_count()
