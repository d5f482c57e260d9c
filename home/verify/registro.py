"""The whole proof of the register, put together from the parts that each app proves; reads only."""

from collections.abc import Iterator

from core.progress import Bar
from distretti.models import AggregazionePage, Annotazione, DistrettoPage, ElencoAderenti
from distretti.selectors.documenti import RISORSE
from distretti.verify import renderings_proved, verify_chain, verify_elenchi, verify_head
from estratti.models import Estratto
from estratti.verify import verify_estratti
from home.models import ContenutoPage, HomePage
from modulistica.enums import StatoVersione
from modulistica.models import VersioneModello
from modulistica.selectors import render_modelli
from modulistica.verify import verify_versioni
from pubblicazione.models import Documento, PaginaModerata
from pubblicazione.schemas import Rendering
from pubblicazione.selectors import sigilli_in_vigore
from pubblicazione.verify.documenti import verify_documenti, verify_renderings, verify_variazioni
from pubblicazione.verify.sigilli import verify_pagine

PAGINE: tuple[type[PaginaModerata], ...] = (DistrettoPage, AggregazionePage, HomePage, ContenutoPage)
EDITORIALI = (HomePage, ContenutoPage)


def steps() -> int:
    """Return how many steps the whole proof takes, for its progress bar."""
    pages = sum(model.objects.count() for model in PAGINE)
    approved = VersioneModello.objects.filter(stato=StatoVersione.APPROVATA).count()
    rows = Annotazione.objects.count() + ElencoAderenti.objects.count() + approved + Estratto.objects.count()
    return rows + pages + 2 * Documento.objects.count()


def verify_registro(*, head: tuple[int, str] | None, bar: Bar) -> Iterator[str]:
    """Yield, in Italian, everything that is not as it must be: ledger first, then what follows from it."""
    if head is not None:
        yield from verify_head(*head)
    yield from verify_chain(advance=bar.advance)
    yield from verify_elenchi(advance=bar.advance)
    for model in PAGINE:
        yield from verify_pagine(model, advance=bar.advance)
    yield from verify_versioni(advance=bar.advance)
    yield from verify_estratti(advance=bar.advance)
    yield from stale_documenti(bar=bar)
    yield from verify_documenti(advance=bar.advance)
    yield from verify_variazioni()


def stale_documenti(*, bar: Bar) -> Iterator[str]:
    """Yield, in Italian, each public document that is missing, in excess, or not what would be rendered now."""
    yield from verify_renderings(renderings_proved(), risorse=RISORSE, advance=bar.advance)
    yield from verify_renderings(render_pagine(), risorse=frozenset({"pagine"}), advance=bar.advance)
    yield from verify_renderings(render_modelli(), risorse=frozenset({"modelli"}), advance=bar.advance)


def render_pagine() -> list[Rendering]:
    """Render every page of the site that has an approved text."""
    made = []
    for model in EDITORIALI:
        pages = model.objects.in_bulk()
        made += [pages[key].render_documento() for key in sigilli_in_vigore(list(pages))]
    return made
