"""The bases of our pages: the moderated one, which no door but approval publishes, and the fixed one."""

from typing import Any, ClassVar, NoReturn

from django.db.models import QuerySet
from wagtail.models import Page, Revision

from identita.enums import Permesso
from pubblicazione.exceptions import FixedPageError
from pubblicazione.models.moderazione import Sigillo
from pubblicazione.permissions import PaginaFissaPermissionTester, PaginaPermissionTester
from pubblicazione.policies import check_sealed
from pubblicazione.profilo import profilo_of, profilo_sha256
from pubblicazione.schemas import Rendering


class PaginaFissa(Page):
    """A page that `setup_registro` makes and nobody edits; rights given above it stop here (see `visibility`)."""

    is_creatable = False

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PaginaFissaPermissionTester:
        return PaginaFissaPermissionTester(user, self)


class PaginaModerata(Page):
    """A page whose public text is the sealed revision; subclasses name their profile fields and their competence."""

    campi_profilo: ClassVar[tuple[str, ...]] = ()
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    is_creatable = False

    class Meta:
        abstract = True

    @property
    def competenza(self) -> str:
        """The structure that moderates this page; empty for the site's own pages."""
        raise NotImplementedError

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

    def permissions_for_user(self, user: Any) -> PaginaPermissionTester:
        return PaginaPermissionTester(user, self)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Take the profile from a revision, but title and address from the register, which alone may change them."""
        page = super().with_content_json(content)
        page.title, page.draft_title, page.slug = self.title, self.title, self.slug
        page.go_live_at = page.expire_at = None
        return page

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Always write a new revision: an existing one may have been submitted, sealed or published."""
        kwargs["overwrite_revision"] = None
        kwargs["approved_go_live_at"] = None
        return super().save_revision(*args, **kwargs)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, only if its text is that of the latest seal (design law 1).

        Raises NotSealedError otherwise, whoever asks and whatever checks are skipped.
        """
        sealed = Sigillo.objects.filter(pagina_id=self.pk).order_by("-pk").values_list("sha256", flat=True).first()
        check_sealed(sha256=self.sha256_of(revision), sealed=sealed)
        return super().publish(revision, *args, **kwargs)

    def _refuse(self, what: str) -> NoReturn:
        raise FixedPageError(f"«{self.title}» non si può {what}: il registro conserva ogni voce al suo posto.")

    def unpublish(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse("ritirare dalla pubblicazione")

    def copy(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse("copiare")

    def create_alias(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse("duplicare")

    def move(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse("spostare")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse("eliminare")
