"""Previews of a draft outside the admin: the signed text that lets one draft be read for an hour, and what it opens."""

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from wagtail.models import Revision

from pubblicazione.exceptions import AnteprimaError
from pubblicazione.models import PaginaModerata

SECONDS = 3600
_signer = TimestampSigner(salt="registro.anteprima")


def make_token(pagina: PaginaModerata) -> str | None:
    """Return a text that opens the last saved draft of a page, and no other, for SECONDS; None without any draft."""
    if pagina.latest_revision_id is None:
        return None
    return _signer.sign_object([pagina.pk, pagina.latest_revision_id])


def read_token(token: str, *, pagina: PaginaModerata | None) -> Revision:
    """Return the draft that a token opens.

    Raises AnteprimaError, with the reason in Italian, if it is older than SECONDS, not ours, or of another page.
    """
    try:
        of_page, of_revision = _signer.unsign_object(token, max_age=SECONDS)
    except SignatureExpired as error:
        raise AnteprimaError("è scaduta: chi scrive ne apre un’altra dalla pagina di modifica.") from error
    except BadSignature as error:
        raise AnteprimaError("non è stata data da questo registro.") from error
    if pagina is None or of_page != pagina.pk:
        raise AnteprimaError("è di un’altra pagina.")
    revision = Revision.objects.for_instance(pagina).filter(pk=of_revision).first()
    if revision is None:
        raise AnteprimaError("apre una bozza che non c’è più.")
    return revision
