"""What is kept whoever deletes, and however: pages of the register, every version of them, the pictures they quote."""

from typing import Any

from django.apps import apps
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from wagtail.models import Revision

from archivio.models import Immagine
from pubblicazione.exceptions import PictureQuotedError
from pubblicazione.models import PaginaStabile
from pubblicazione.selectors import is_quoted


def _refuse_page(sender: Any, instance: PaginaStabile, **kwargs: Any) -> None:
    """Hold a page also against deletions that never call its `delete`: of its parent, or of a queryset."""
    instance.refuse("eliminare")


def _refuse_revision(sender: Any, instance: Revision, **kwargs: Any) -> None:
    """Keep every version of a page of the register: who worked on a text is read from them (design law 4).

    Raises ProtectedError, which `purge_revisions` counts and passes over.
    """
    model = instance.content_type.model_class()
    if model is not None and issubclass(model, PaginaStabile):
        raise ProtectedError("Il registro conserva ogni versione delle sue pagine.", {instance})


def _refuse_picture(sender: Any, instance: Immagine, **kwargs: Any) -> None:
    """Keep a picture that any version of a page quotes: any past day can be asked (design law 5).

    modelcluster cannot make a page of a version whose picture is gone: not even its author could open it again.
    """
    if is_quoted(instance):
        raise PictureQuotedError("L’immagine è in una pagina, o in una sua versione: il registro la conserva.")


def connect() -> None:
    """Watch the deletions; called once, when every model is known."""
    pre_delete.connect(_refuse_revision, sender=Revision, dispatch_uid="versions are kept")
    pre_delete.connect(_refuse_picture, sender=Immagine, dispatch_uid="quoted pictures are kept")
    for model in apps.get_models():
        if issubclass(model, PaginaStabile):
            pre_delete.connect(_refuse_page, sender=model, dispatch_uid=f"held in place: {model._meta.label}")
