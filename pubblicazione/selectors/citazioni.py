"""Which versions of pages quote something."""

from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.models import Revision

from archivio.models import Immagine
from pubblicazione.models import PaginaModerata
from pubblicazione.profilo import Quoted, quoted_by


def is_quoted(immagine: Immagine) -> bool:
    """Tell whether any version of a moderated page shows this picture: slow, and asked only before deleting one."""
    candidates = Revision.objects.annotate(testo=Cast("content", TextField())).filter(
        testo__contains=f": {immagine.pk}"
    )
    return any((Immagine, str(immagine.pk)) in _quoted(r) for r in candidates.iterator(chunk_size=200))


def _quoted(revision: Revision) -> Quoted:
    model = revision.content_type.model_class()
    is_ours = model is not None and issubclass(model, PaginaModerata)
    return quoted_by(model, revision.content) if is_ours else frozenset()
