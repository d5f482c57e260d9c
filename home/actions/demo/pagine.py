"""Writes the demo pages of the site: a funzionario writes, the amministratore approves."""

from pathlib import Path
from typing import Any

from wagtail.models import Site

from home.actions.demo.eventi import read_json
from home.models import ContenutoPage, HomePage, ImpostazioniSito, PaginaEditoriale
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, submit_pagina

DATA = Path(__file__).resolve().parents[2] / "data"


def _page_of(row: dict[str, Any]) -> PaginaEditoriale:
    home = HomePage.objects.get()
    if row["slug"] is None:
        return home
    page = ContenutoPage(title=row["titolo"], slug=row["slug"], live=False, show_in_menus=True)
    home.add_child(instance=page)
    return page


def create_pages(*, author: User, approver: User) -> None:
    """Write the home page and the content pages, and approve each with another account."""
    for row in read_json(DATA / "pagine_dimostrative.json"):
        page = _page_of(row)
        page.introduzione, page.testo = row["introduzione"], "".join(row["testo"])
        page.full_clean()
        revision = page.save_revision(user=author)
        submit_pagina(pagina=page, by=author)
        approve_pagina(pagina=page, sha256=page.sha256_of(revision), by=approver)


def flag_as_demo() -> None:
    """Make every public page say that the data are a demonstration."""
    settings = ImpostazioniSito.for_site(Site.objects.get(is_default_site=True))
    settings.dati_dimostrativi = True
    settings.save()
