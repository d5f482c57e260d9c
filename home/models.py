"""The site's own pages and settings; what they show of the register comes from its documents."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField

from core.canonical import canonical_bytes
from core.text import sort_key
from distretti.models.pagine import RICH_TEXT
from identita.enums import Permesso, Ruolo
from pubblicazione.models import PaginaModerata
from pubblicazione.schemas import Rendering
from pubblicazione.selectors import sigillo_in_vigore


class PaginaEditoriale(PaginaModerata):
    """A page of the site itself, moderated by the amministratore."""

    introduzione = models.CharField(max_length=400, blank=True)
    testo = RichTextField(blank=True, features=RICH_TEXT)

    campi_profilo: ClassVar[tuple[str, ...]] = ("introduzione", "testo")
    content_panels: ClassVar = [FieldPanel("introduzione"), FieldPanel("testo")]

    class Meta:
        abstract = True

    @property
    def competenza(self) -> str:
        return ""

    def render_documento(self) -> Rendering:
        """Render the page from its seal in force, under its path."""
        sigillo = sigillo_in_vigore(self.pk)
        profilo = sigillo.contenuto if sigillo else None
        content = {"id": self.pk, "titolo": self.title, "percorso": self.url_path, "profilo": profilo}
        return Rendering(
            risorsa="pagine", chiave=str(self.pk), corpo=canonical_bytes(content), ordine=sort_key(self.title)
        )

    def grants(self, user: Any, permesso: Permesso) -> bool:
        """The amministratore moderates these pages; he and every funzionario may write them."""
        if not user.is_active:
            return False
        if permesso is Permesso.APPROVE_PROFILO:
            return bool(user.has_ruolo(Ruolo.AMMINISTRATORE))
        if permesso in {Permesso.EDIT_PROFILO, Permesso.SUBMIT_PROFILO}:
            return bool(user.has_ruolo(Ruolo.AMMINISTRATORE, Ruolo.FUNZIONARIO, Ruolo.DIRIGENTE))
        return False


class HomePage(PaginaEditoriale):
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = "pagina iniziale"


class ContenutoPage(PaginaEditoriale):
    parent_page_types: ClassVar = ["home.HomePage", "home.ContenutoPage"]
    is_creatable = True

    class Meta:
        verbose_name = "pagina di contenuto"
        verbose_name_plural = "pagine di contenuto"


@register_setting(icon="site")
class ImpostazioniSito(BaseSiteSetting):
    """Name, colour and the addresses that the footer must show."""

    nome = models.CharField(max_length=120, default="Registro dei distretti – Regione Puglia")
    colore = models.CharField(max_length=7, default="#0066cc")
    privacy_url = models.URLField("informativa privacy", blank=True)
    note_legali_url = models.URLField("note legali", blank=True)
    accessibilita_url = models.URLField("dichiarazione di accessibilità", blank=True)
    contatti = models.TextField(blank=True)

    class Meta:
        verbose_name = "impostazioni del sito"
