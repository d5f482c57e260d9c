"""The editorial pages of the site."""

from pydantic import Field

from api.schemas.base import API, BASE, Instant, Int64, LinksPagina, Strict, Uri, told

_TESTO = f'<p>Il registro è tenuto da <a href="{BASE}/registro">due strutture</a>.</p>'


class LinksEditoriale(Strict):
    """Dove si legge."""

    self: Uri = told("Questa pagina nell’API.", f"{API}/pagine/21")
    pagina: Uri = told("La pagina pubblica.", f"{BASE}/pagine/chi-tiene-il-registro")


class TestoEditoriale(Strict):
    """Il testo approvato."""

    introduzione: str = told("Di che cosa parla, in poche righe.", "Le due strutture che tengono il registro.")
    testo: str = told("Testo in HTML, con gli indirizzi dei collegamenti per intero.", _TESTO)
    pubblicato_il: Instant | None = told("Quando è diventato pubblico; null in una bozza.", "2026-03-10T09:30:00Z")


class PaginaEditorialeBreve(Strict):
    """Una pagina negli elenchi."""

    id: Int64 = told("Numero della pagina, che non cambia.", 21)
    titolo: str = told("Titolo.", "Chi tiene il registro")
    percorso: str = told("Dove sta nel sito pubblico; «/» è la pagina iniziale.", "/pagine/chi-tiene-il-registro")
    introduzione: str | None = told("Di che cosa parla.", "Le due strutture che tengono il registro.")
    pubblicato_il: Instant | None = told("Quando è diventata pubblica.", "2026-03-10T09:30:00Z")
    links: LinksEditoriale = Field(alias="_links", description="Indirizzi della pagina.")


class PaginaEditoriale(Strict):
    """Una pagina del sito, con il testo approvato."""

    id: Int64 = told("Numero della pagina, che non cambia.", 21)
    titolo: str = told("Titolo.", "Chi tiene il registro")
    percorso: str = told("Dove sta nel sito pubblico; «/» è la pagina iniziale.", "/pagine/chi-tiene-il-registro")
    profilo: TestoEditoriale | None = told("Il testo approvato; null finché non ce n’è uno.")
    links: LinksEditoriale = Field(alias="_links", description="Indirizzi della pagina.")


class PaginaEditoriali(Strict):
    """Una pagina dell’elenco."""

    items: list[PaginaEditorialeBreve] = told("Le pagine, per titolo.")
    links: LinksPagina = Field(alias="_links", description="Questa pagina dell’elenco e la prossima.")
