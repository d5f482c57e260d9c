"""The bases of the register's pages: those held in place, and those whose text only an approval publishes."""

from typing import Any, ClassVar, NoReturn

from django.db.models import QuerySet
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.fields import RichTextField
from wagtail.models import Page, Revision, WorkflowState

from core.locks import locked_register
from identita.enums import Competenza, Permesso
from pubblicazione.exceptions import FixedPageError
from pubblicazione.lettura import Campo, is_blank, read_html, read_text
from pubblicazione.models.moderazione import Sigillo
from pubblicazione.models.testo_ricco import public_html
from pubblicazione.permissions import PaginaFissaPermissionTester, PaginaPermissionTester
from pubblicazione.policies import check_not_in_moderation, check_sealed
from pubblicazione.profilo import profilo_of, profilo_sha256
from pubblicazione.schemas import Rendering


class PaginaStabile(Page):
    """A page that stays where the register put it, whoever asks."""

    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    is_creatable = False

    class Meta:
        abstract = True

    def refuse(self, what: str) -> NoReturn:
        """Raise FixedPageError: the page does not let itself be `what`, an Italian infinitive."""
        raise FixedPageError(f"«{self.title}» non si può {what}: il registro conserva ogni pagina al suo posto.")

    def unpublish(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.refuse("ritirare dalla pubblicazione")

    def copy(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.refuse("copiare")

    def create_alias(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.refuse("duplicare")

    def move(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.refuse("spostare")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.refuse("eliminare")


class PaginaFissa(PaginaStabile):
    """A page that `setup_registro` makes and nobody edits; rights given above it stop here (see `visibility`)."""

    is_creatable = False

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PaginaFissaPermissionTester:
        return PaginaFissaPermissionTester(user, self)


class PaginaModerata(PaginaStabile):
    """A page whose public text is the sealed revision; subclasses name their profile fields and their competence."""

    campi_profilo: ClassVar[tuple[str, ...]] = ()
    campi_attesi: ClassVar[tuple[str, ...]] = ()
    ritirabile: ClassVar[bool] = False

    class Meta:
        abstract = True

    @property
    def competenza(self) -> str:
        """The structure that moderates this page; empty for the site's own pages."""
        raise NotImplementedError

    @property
    def indirizzo_anteprima(self) -> str:
        """Where the front end of the regional site shows a draft of this page, with `{token}` in it; empty: nowhere."""
        return ""

    @property
    def a_struttura(self) -> str:
        """To whom the page is submitted, with its preposition, as buttons and e-mails say it."""
        return f"alla {Competenza(self.competenza).label}" if self.competenza else "all’amministratore del sito"

    def get_admin_display_title(self) -> str:
        """The public title: Wagtail would show that of a draft, also in the choosers of who may not read the draft."""
        return str(self.title if self.live else self.draft_title or self.title)

    def grants(self, user: Any, permesso: Permesso) -> bool:
        """Tell whether `user` holds `permesso` on this very page."""
        return bool(user.has_competenza(self.competenza, permesso))

    @classmethod
    def handed_to(cls, user: Any) -> "QuerySet[PaginaModerata]":
        """The pages of this kind that `user` may work on besides those of his roles; none unless a subclass says."""
        return cls.objects.none()

    def render_documento(self) -> Rendering:
        """Render the public document that this page belongs to, from its seal in force."""
        raise NotImplementedError

    def profilo_of(self, revisione: Revision) -> dict[str, Any]:
        """Return the profile of a revision of this page."""
        return profilo_of(revisione.content, self.campi_profilo)

    def sha256_of(self, revisione: Revision) -> str:
        """Return the SHA-256 of the profile of a revision of this page."""
        return profilo_sha256(revisione.content, self.campi_profilo)

    def etichetta(self, campo: str) -> str:
        """Return how a profile field is called on the screens."""
        return str(self._meta.get_field(campo).verbose_name).capitalize()

    def read_profilo(self, contenuto: dict[str, Any]) -> list[Campo]:
        """Read a profile of this page as the public would, field by field: the difference to approve is made of it."""
        found = []
        for nome in self.campi_profilo:
            field, valore = self._meta.get_field(nome), contenuto.get(nome) or ""
            righe = read_html(public_html(valore)) if isinstance(field, RichTextField) else read_text(valore)
            found.append(Campo(nome, self.etichetta(nome), righe, valore=valore))
        return found

    def bozza(self) -> dict[str, Any]:
        """Return the profile that this object holds, saved or not."""
        return profilo_of(self.serializable_data(), self.campi_profilo)

    def fatti_ufficiali(self) -> list[tuple[str, str]]:
        """The facts that only an act may change, each with its label; none unless a subclass says."""
        return []

    def collegamenti(self, user: Any) -> list[tuple[str, str]]:
        """The other screens on this page's facts open to `user`, as label and address; none unless a subclass says."""
        return []

    def campi_mancanti(self) -> list[tuple[str, str]]:
        """The expected fields that the draft leaves empty, by name and label; it may be submitted all the same."""
        bozza = self.bozza()
        return [(nome, self.etichetta(nome)) for nome in self.campi_attesi if is_blank(bozza[nome])]

    def permissions_for_user(self, user: Any) -> PaginaPermissionTester:
        return PaginaPermissionTester(user, self)

    def workflow_states_in_progress(self) -> QuerySet[WorkflowState]:
        """The workflow under way on this page, as the database has it now and not as this object remembers it."""
        return WorkflowState.objects.for_instance(self).filter(status=WorkflowState.STATUS_IN_PROGRESS)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Take the profile from a revision, but the address from the page, and the title too unless it is profile."""
        page = super().with_content_json(content)
        page.slug, page.url_path = self.slug, self.url_path
        if "title" not in self.campi_profilo:
            page.title = page.draft_title = self.title
        page.go_live_at = page.expire_at = None
        return page

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Always write a new revision: an existing one may have been submitted, sealed or published.

        Raises ModerazioneError while the page is in moderation: nobody edits then (design law 4).
        """
        kwargs["overwrite_revision"] = None
        kwargs["approved_go_live_at"] = None
        with locked_register():
            check_not_in_moderation(in_progress=self.workflow_states_in_progress().exists())
            return super().save_revision(*args, **kwargs)

    def take_offline(self, *, by: Any) -> None:
        """Make the page, as the database has it now, no longer live; called by the act that remembers why."""
        UnpublishPageAction(type(self).objects.get(pk=self.pk), user=by).execute(skip_permission_checks=True)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, only if its text is that of the seal in force (design law 1).

        Raises NotSealedError otherwise, whoever asks and whatever checks are skipped.
        """
        sealed = Sigillo.objects.in_force(self.pk).values_list("sha256", flat=True).first()
        check_sealed(sha256=self.sha256_of(revision), sealed=sealed)
        return super().publish(revision, *args, **kwargs)
