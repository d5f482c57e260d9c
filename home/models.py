"""The site's own pages and settings; what they show of the register comes from its documents."""

from html import unescape
from typing import Any, ClassVar
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import GroupSitePermission
from wagtail.permission_policies.sites import SitePermissionPolicy

from core.canonical import public_bytes
from core.text import sort_key, weigh_words
from distretti.models.pagine import RICH_TEXT
from home.percorsi import path_key
from home.policies import check_address, check_colour
from identita.enums import Permesso, Ruolo
from pubblicazione.admin.scrittura import PaginaForm
from pubblicazione.models import PaginaModerata
from pubblicazione.models.testo_ricco import public_html
from pubblicazione.schemas import PESO_NOME, PESO_SINTESI, PESO_TESTO, Rendering
from pubblicazione.selectors import sigillo_in_vigore

_ADDRESS_HELP = "Un indirizzo intero (https://…) o un percorso di questo sito (/pagine/…)."


def _address(name: str, help_text: str = "") -> models.CharField:
    return models.CharField(
        name, max_length=300, blank=True, validators=[check_address], help_text=help_text or _ADDRESS_HELP
    )


class PaginaEditoriale(PaginaModerata):
    """A page of the site itself, moderated by the amministratore."""

    introduzione = models.CharField(max_length=400, blank=True)
    testo = RichTextField(blank=True, features=RICH_TEXT)

    campi_profilo: ClassVar[tuple[str, ...]] = ("introduzione", "testo")
    content_panels: ClassVar = [FieldPanel("introduzione"), FieldPanel("testo")]
    base_form_class = PaginaForm

    class Meta:
        abstract = True

    @property
    def competenza(self) -> str:
        return ""

    @property
    def percorso(self) -> str:
        """The page's path on the public site; it never changes, because a page is never moved."""
        raise NotImplementedError

    @property
    def public_url(self) -> str:
        """The page's whole public address."""
        return f"{settings.PUBLIC_BASE_URL}{self.percorso}"

    @property
    def indirizzo_anteprima(self) -> str:
        place = settings.ANTEPRIMA_PAGINA_URL.replace("{percorso}", quote(self.percorso))
        return str(place.replace("{id}", str(self.pk)))

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        return None if parts is None else (parts[0], settings.PUBLIC_BASE_URL, self.percorso)

    def show_documento(self, contenuto: dict[str, Any] | None, pubblicato_il: Any = None) -> dict[str, Any]:
        """Show the page with a text: the sealed one, or for a preview the one being written."""
        profilo = contenuto and {
            "introduzione": contenuto["introduzione"] or "",
            "testo": public_html(contenuto["testo"] or ""),
            "pubblicato_il": pubblicato_il,
        }
        titolo = (contenuto or {}).get("title") or self.title
        links = {"self": f"{settings.PUBLIC_BASE_URL}/api/v1/pagine/{self.pk}", "pagina": self.public_url}
        return {"id": self.pk, "titolo": titolo, "percorso": self.percorso, "profilo": profilo, "_links": links}

    def render_documento(self) -> Rendering:
        """Render the page from its seal in force, under its path."""
        sigillo = sigillo_in_vigore(self.pk)
        content = self.show_documento(
            sigillo.contenuto if sigillo else None, sigillo.pubblicato_il if sigillo else None
        )
        profilo = content["profilo"] or {}
        item = {name: content[name] for name in ("id", "titolo", "percorso", "_links")}
        item |= {name: profilo.get(name) for name in ("introduzione", "pubblicato_il")}
        return Rendering(
            risorsa="pagine",
            chiave=str(self.pk),
            corpo=public_bytes(content),
            estratto=public_bytes(item),
            ordine=sort_key(content["titolo"]),
            parole=weigh_words(
                (PESO_NOME, content["titolo"]),
                (PESO_SINTESI, profilo.get("introduzione", "")),
                (PESO_TESTO, unescape(strip_tags(profilo.get("testo", "").replace("<", " <")))),
            ),
            filtri={"percorso": [path_key(self.percorso)]},
        )

    def serve_preview(self, request: Any, mode_name: str) -> TemplateResponse:
        """Show the text being written as the public will see it."""
        contenuto = {name: getattr(self, name) for name in self.campi_profilo}
        context = {"documento": self.show_documento(contenuto), "anteprima": True}
        return TemplateResponse(request, "pubblico/pagina.html", context)

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

    @property
    def percorso(self) -> str:
        return "/"

    class Meta:
        verbose_name = "pagina iniziale"


class ContenutoPage(PaginaEditoriale):
    parent_page_types: ClassVar = ["home.HomePage", "home.ContenutoPage"]
    is_creatable = True
    ritirabile = True
    campi_profilo: ClassVar[tuple[str, ...]] = ("title", *PaginaEditoriale.campi_profilo)
    campi_attesi: ClassVar[tuple[str, ...]] = PaginaEditoriale.campi_profilo
    content_panels: ClassVar = [FieldPanel("title"), *PaginaEditoriale.content_panels]

    @property
    def percorso(self) -> str:
        return "/pagine/" + "/".join(self.url_path.strip("/").split("/")[1:])

    class Meta:
        verbose_name = "pagina di contenuto"
        verbose_name_plural = "pagine di contenuto"


class ImpostazioniPermissionPolicy(SitePermissionPolicy):
    """The right to change the settings is a role's: there is one site, and nobody is given a right on one alone."""

    def get_all_permissions_for_user(self, user: Any) -> models.QuerySet[GroupSitePermission]:
        return GroupSitePermission.objects.none()


@register_setting(icon="site")
class ImpostazioniSito(BaseSiteSetting):
    """Name, colour and the addresses that header and footer show; what is empty is not shown."""

    nome = models.CharField("nome del sito", max_length=80, default="Registro dei distretti")
    ente = models.CharField("amministrazione", max_length=80, default="Regione Puglia")
    ente_url = models.URLField("sito dell’amministrazione", blank=True)
    colore = models.CharField(
        max_length=7,
        default="#0059b3",
        validators=[check_colour],
        help_text="Il colore di testata, pulsanti e collegamenti: sei cifre dopo #, abbastanza scuro sul bianco.",
    )
    iscrizione_url = _address("richiedi l’iscrizione", "Dove un distretto chiede di essere iscritto.")
    privacy_url = _address("informativa privacy")
    note_legali_url = _address("note legali")
    accessibilita_url = _address("dichiarazione di accessibilità")
    contatti = models.TextField(blank=True, help_text="Struttura, indirizzo e telefono, una riga ciascuno.")
    email = models.EmailField("e-mail", blank=True)
    pec = models.EmailField("PEC", blank=True)
    dati_dimostrativi = models.BooleanField(
        "dati dimostrativi", default=False, help_text="Mostra in ogni pagina che i dati non sono quelli ufficiali."
    )

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("nome"), FieldPanel("ente"), FieldPanel("ente_url"), FieldPanel("colore")], "Testata"
        ),
        FieldPanel("iscrizione_url"),
        MultiFieldPanel(
            [FieldPanel("privacy_url"), FieldPanel("note_legali_url"), FieldPanel("accessibilita_url")],
            "Obblighi di legge",
        ),
        MultiFieldPanel([FieldPanel("contatti"), FieldPanel("email"), FieldPanel("pec")], "Contatti"),
        FieldPanel("dati_dimostrativi"),
    ]

    @classmethod
    def get_permission_policy(cls) -> ImpostazioniPermissionPolicy:
        return ImpostazioniPermissionPolicy(cls)

    class Meta:
        verbose_name = "impostazioni del sito"
