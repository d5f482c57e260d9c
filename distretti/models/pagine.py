"""The pages: index, the seven sections, and the profile of each entry; facts of the register are elsewhere."""

import json
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.template.response import TemplateResponse
from django.urls import reverse
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable

from archivio.models import Immagine
from core.clock import today
from distretti.enums import NomeIndicatore
from distretti.models.delega import Delega
from distretti.models.iscrizione import Iscrizione
from distretti.models.sezione import Sezione
from distretti.models.vocabolari import Ateco, Comune, Filiera
from distretti.schemas.lettura import ETICHETTE, read_fatti, read_profilo
from identita.enums import Permesso
from pubblicazione.admin.scrittura import PaginaForm
from pubblicazione.admin.widgets import SceltaMultipla
from pubblicazione.lettura import Campo
from pubblicazione.models import PaginaFissa, PaginaModerata
from pubblicazione.schemas import Rendering

RICH_TEXT = ["h3", "h4", "bold", "italic", "ol", "ul", "link"]


class RegistroPage(PaginaFissa):
    """The root of the register's pages; made by `setup_registro`, never by hand."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["distretti.SezionePage"]
    max_count = 1
    is_creatable = False

    class Meta:
        verbose_name = "registro"


class SezionePage(PaginaFissa):
    """One of the seven fixed sections."""

    sezione = models.OneToOneField(Sezione, on_delete=models.PROTECT, related_name="pagina")

    parent_page_types: ClassVar = ["distretti.RegistroPage"]
    subpage_types: ClassVar = ["distretti.DistrettoPage", "distretti.AggregazionePage"]
    is_creatable = False

    class Meta:
        verbose_name = "sezione del registro"


class CorpoBlock(blocks.StreamBlock):
    """Free editorial body: text, pictures with caption, quotations."""

    testo = blocks.RichTextBlock(label="Testo", features=RICH_TEXT)
    immagine = blocks.StructBlock(
        [("immagine", ImageChooserBlock(label="Immagine")), ("didascalia", blocks.CharBlock(required=False))],
        label="Immagine",
        icon="image",
    )
    citazione = blocks.StructBlock(
        [("testo", blocks.TextBlock(label="Testo")), ("autore", blocks.CharBlock(label="Autore", required=False))],
        label="Citazione",
        icon="openquote",
    )


class SchedaPage(PaginaModerata):
    """The profile of an entry; its title, state and acts come from the ledger and are no field of it."""

    iscrizione = models.OneToOneField(Iscrizione, on_delete=models.PROTECT, related_name="%(class)s")
    sintesi = models.CharField(max_length=300, blank=True, help_text="Una frase, che si legge negli elenchi.")
    presentazione = RichTextField(blank=True, features=RICH_TEXT)
    filiere = ParentalManyToManyField(Filiera, blank=True)
    ateco = ParentalManyToManyField(Ateco, blank=True, verbose_name="attività ATECO")
    territorio = ParentalManyToManyField(Comune, blank=True, help_text="I comuni del territorio del distretto.")
    territorio_descrizione = models.TextField("territorio, in parole", blank=True)
    email = models.EmailField("e-mail per il pubblico", blank=True)
    telefono = models.CharField(max_length=40, blank=True)
    linkedin = models.URLField("LinkedIn", blank=True)
    facebook = models.URLField("Facebook", blank=True)
    instagram = models.URLField("Instagram", blank=True)
    youtube = models.URLField("YouTube", blank=True)
    immagine = models.ForeignKey(Immagine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    logo = models.ForeignKey(Immagine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    corpo = StreamField(CorpoBlock(required=False), blank=True, verbose_name="approfondimenti")
    sintesi_en = models.CharField("summary (English)", max_length=300, blank=True)
    presentazione_en = models.TextField("presentation (English)", blank=True)

    campi_profilo: ClassVar[tuple[str, ...]] = (
        "sintesi",
        "presentazione",
        "immagine",
        "logo",
        "filiere",
        "ateco",
        "indicatori",
        "territorio",
        "territorio_descrizione",
        "email",
        "telefono",
        "linkedin",
        "facebook",
        "instagram",
        "youtube",
        "corpo",
        "sintesi_en",
        "presentazione_en",
    )
    campi_attesi: ClassVar[tuple[str, ...]] = (
        "sintesi",
        "presentazione",
        "immagine",
        "indicatori",
        "filiere",
        "ateco",
        "territorio",
        "email",
    )
    content_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("sintesi", widget=AdminAutoHeightTextInput),
                FieldPanel("presentazione"),
                FieldPanel("immagine"),
                FieldPanel("logo"),
            ],
            heading="Presentazione",
        ),
        InlinePanel("indicatori", heading="I numeri", label="Numero"),
        MultiFieldPanel(
            [FieldPanel("filiere", widget=SceltaMultipla), FieldPanel("ateco", widget=SceltaMultipla)],
            heading="Attività",
        ),
        MultiFieldPanel(
            [
                FieldPanel("territorio", heading="Comuni del territorio", widget=SceltaMultipla),
                FieldPanel("territorio_descrizione"),
            ],
            heading="Territorio",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("email"), FieldPanel("telefono")]),
                FieldRowPanel([FieldPanel("linkedin"), FieldPanel("facebook")]),
                FieldRowPanel([FieldPanel("instagram"), FieldPanel("youtube")]),
            ],
            heading="Contatti",
        ),
        FieldPanel("corpo"),
        MultiFieldPanel(
            [
                FieldPanel("sintesi_en", heading=ETICHETTE["sintesi_en"], widget=AdminAutoHeightTextInput),
                FieldPanel("presentazione_en", heading=ETICHETTE["presentazione_en"]),
            ],
            heading="In inglese",
        ),
    ]
    base_form_class = PaginaForm
    parent_page_types: ClassVar = ["distretti.SezionePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def competenza(self) -> str:
        return self.iscrizione.sezione.competenza

    @property
    def indirizzo_anteprima(self) -> str:
        return str(settings.ANTEPRIMA_URL.replace("{codice}", self.iscrizione.codice))

    def grants(self, user: Any, permesso: Permesso) -> bool:
        """A role in the competence grants; so does a delega of this entry, for editing and submitting."""
        if super().grants(user, permesso):
            return True
        if permesso not in {Permesso.EDIT_PROFILO, Permesso.SUBMIT_PROFILO} or not user.is_active:
            return False
        return Delega.objects.held_by(user, today()).filter(iscrizione_id=self.iscrizione_id).exists()

    @classmethod
    def handed_to(cls, user: Any) -> models.QuerySet[Any]:
        """The pages of the entries of which `user` has a delega today."""
        deleghe = Delega.objects.held_by(user, today())
        return cls.objects.filter(iscrizione__in=deleghe.values("iscrizione"))

    def with_content_json(self, content: dict[str, Any]) -> Any:
        page = super().with_content_json(content)
        page.iscrizione_id = self.iscrizione_id
        return page

    def render_documento(self) -> Rendering:
        return self.iscrizione.render_documento()

    def etichetta(self, campo: str) -> str:
        return ETICHETTE[campo]

    def fatti_ufficiali(self) -> list[tuple[str, str]]:
        return read_fatti(self.iscrizione, self.iscrizione.stato_at(today()))

    def collegamenti(self, user: Any) -> list[tuple[str, str]]:
        """Where the facts of the entry are read and, by those who may, changed."""
        codice, found = self.iscrizione.codice, []
        records = super().grants(user, Permesso.RECORD_ANNOTAZIONE)
        if records:
            found.append(("Registra un atto", reverse("registro:annota", args=[codice])))
        if records or self.grants(user, Permesso.SUBMIT_PROFILO):
            found.append(("Elenco degli aderenti", reverse("registro:aderenti", args=[codice])))
        if records:
            found.append(("Organi", reverse("registro:organi", args=[codice])))
        if user.competenze_with(Permesso.VIEW_REGISTRO):
            found.append(("Vita della voce", reverse("registro_modeladmin_inspect", args=[codice])))
        return found

    def serve_preview(self, request: Any, mode_name: str) -> TemplateResponse:
        """Show the draft as the public would read it: the same document, by the same template."""
        documento = json.loads(self.iscrizione.render_documento(proposta=self.bozza()).corpo)
        context = {"documento": documento, "aderenti": [], "anteprima": True}
        return TemplateResponse(request, "registro/scheda.html", context)

    def read_profilo(self, contenuto: dict[str, Any]) -> list[Campo]:
        shown = json.loads(self.iscrizione.render_documento(proposta=contenuto).corpo)
        return read_profilo(shown["profilo"], self.campi_profilo)

    @property
    def public_url(self) -> str:
        """The public address is the entry's own, whatever the tree."""
        return f"{settings.PUBLIC_BASE_URL}/registro/{self.iscrizione.codice}"

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        return None if parts is None else (parts[0], settings.PUBLIC_BASE_URL, f"/registro/{self.iscrizione.codice}")


class Indicatore(Orderable):
    """A figure of the district, always with its year and source (screens: "I numeri")."""

    nome = models.CharField(max_length=20, choices=NomeIndicatore.choices)
    valore = models.PositiveBigIntegerField()
    anno = models.PositiveSmallIntegerField()
    fonte = models.CharField(max_length=200)

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_nome_display()} {self.anno}: {self.valore}"

    def clean(self) -> None:
        super().clean()
        if self.anno and not 1990 <= self.anno <= today().year:
            raise ValidationError({"anno": f"L’anno va da 1990 a {today().year}."})


class DistrettoPage(SchedaPage):
    """The profile of a district (sections 1–4, 6 and 7)."""

    is_creatable = False

    class Meta:
        verbose_name = "scheda di distretto"
        verbose_name_plural = "schede di distretto"


class DistrettoIndicatore(Indicatore):
    page = ParentalKey(DistrettoPage, on_delete=models.CASCADE, related_name="indicatori")


class AggregazionePage(SchedaPage):
    """The profile of another form of aggregation (section 5), counted for knowledge only (art. 1 c. 2)."""

    is_creatable = False
    finalita = models.TextField("finalità", blank=True)

    campi_profilo: ClassVar[tuple[str, ...]] = (*SchedaPage.campi_profilo, "finalita")
    content_panels: ClassVar = [*SchedaPage.content_panels, FieldPanel("finalita")]

    class Meta:
        verbose_name = "scheda di aggregazione"
        verbose_name_plural = "schede di aggregazione"


class AggregazioneIndicatore(Indicatore):
    page = ParentalKey(AggregazionePage, on_delete=models.CASCADE, related_name="indicatori")
