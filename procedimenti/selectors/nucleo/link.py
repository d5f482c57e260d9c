"""The personal links: which one a token is of, and what it opens today."""

from core.clock import now, today
from core.segreto import Segreto
from procedimenti.exceptions import LinkNucleoError
from procedimenti.models import AccessoNucleo, LinkNucleo, SedutaNucleo

SALE = "registro.nucleo"
MAX_TOKEN = 200
_GONE, _NOT_FOUND = 410, 404


def find_link(token: str) -> LinkNucleo:
    """Return the link that a text is of, whether or not it still opens anything.

    Raises LinkNucleoError, which says nothing of sedute or persons, if it was not given by this register.
    """
    segreto = Segreto.read(SALE, token[:MAX_TOKEN])
    if segreto is None:
        raise _unknown()
    found = LinkNucleo.objects.select_related("seduta", "componente").filter(impronta=segreto.impronta)
    link = found.first()
    if link is None:
        raise _unknown()
    return link


def _unknown() -> LinkNucleoError:
    return LinkNucleoError(
        "Questo indirizzo non è un collegamento di questo registro: controlla di averlo copiato per intero.",
        status=_NOT_FOUND,
    )


def check_link(link: LinkNucleo) -> None:
    """Raise LinkNucleoError if a link opens nothing any more: replaced, expired, or of who is no longer a member."""
    if link.revocato_il is not None:
        raise LinkNucleoError("Questo collegamento non vale più: usa quello dell’ultimo messaggio.", status=_GONE)
    if now() >= link.scade_il:
        raise LinkNucleoError("Questo collegamento è scaduto.", status=_GONE)
    if not link.componente.sits_on(max(today(), link.componente.dal)):
        raise LinkNucleoError("Questo collegamento era di chi non è più componente del Nucleo.", status=_GONE)


def links_of(seduta: SedutaNucleo) -> dict[int, LinkNucleo]:
    """Return the link that each member has for a seduta, by member."""
    return {x.componente_id: x for x in seduta.link.filter(revocato_il__isnull=True)}


def accessi_of(seduta: SedutaNucleo) -> list[AccessoNucleo]:
    """Return every use of the links of a seduta, the latest first."""
    found = AccessoNucleo.objects.filter(link__seduta=seduta).select_related("link__componente", "punto__istanza")
    return list(found.order_by("-pk"))
