"""What Wagtail reads of this app: the rights on images and documents."""

from wagtail.permissions import register_permission_policy

from archivio.models import DocumentoArchiviato, Immagine
from archivio.visibility import FilePermissionPolicy

register_permission_policy(
    Immagine, FilePermissionPolicy(Immagine, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user")
)
register_permission_policy(
    DocumentoArchiviato,
    FilePermissionPolicy(DocumentoArchiviato, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"),
)
