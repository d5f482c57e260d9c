"""Every address of the admin, and the objects that fill its arguments on either side of the wall."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import PIL.Image
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Collection, Page, Revision, Site, TaskState, UploadedFile, Workflow, WorkflowState

from archivio.models import DocumentoArchiviato, Immagine
from distretti.models import DistrettoPage
from home.actions.permessi import COMUNI, collection_name, reserved_collection_name
from home.models import ContenutoPage, HomePage
from identita.models import User
from pubblicazione.actions.moderazione import approve_pagina, request_modifica
from tests.factories import make_funzionario, make_iscrizione, make_user


def png(name: str) -> ImageFile:
    """A picture of one pixel."""
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (1, 1)).save(buffer, "PNG")
    return ImageFile(buffer, name)


@dataclass(frozen=True)
class Address:
    """A pattern of the admin: its full name (or its path, when it has none) and the arguments it takes."""

    name: str
    arguments: frozenset[str]


def _arguments(pattern: Any) -> set[str]:
    names = set(getattr(pattern, "converters", {}))
    return names | set(re.findall(r"\(\?P<(\w+)>", str(pattern)))


def admin_addresses() -> list[Address]:
    """Every pattern under /admin/, Wagtail's and ours, in the order of their names."""

    def walk(resolver: Any, path: str, spaces: tuple[str, ...], arguments: set[str]) -> Iterator[Address]:
        for entry in resolver.url_patterns:
            own = arguments | _arguments(entry.pattern)
            if isinstance(entry, URLResolver):
                inside = (*spaces, entry.namespace) if entry.namespace else spaces
                yield from walk(entry, path + str(entry.pattern), inside, own)
            elif isinstance(entry, URLPattern) and path.startswith("admin/"):
                yield Address(":".join((*spaces, entry.name or path + str(entry.pattern))), frozenset(own))

    return sorted(set(walk(get_resolver(), "", (), set())), key=lambda a: (a.name, sorted(a.arguments)))


@dataclass(frozen=True)
class Side:
    """What belongs to one entry, or to the site's pages: every text of it bears `secret`."""

    secret: str
    page: Page
    image: Immagine
    document: DocumentoArchiviato
    upload: UploadedFile
    common_files: bool = False
    published: bool = False

    def of(self, kind: str) -> Any:
        """Return the value for an argument that names an object of this `kind`."""
        revision = Revision.objects.page_revisions().filter(object_id=str(self.page.pk)).order_by("-pk")
        state = WorkflowState.objects.for_instance(self.page).order_by("-pk")
        values: dict[str, Any] = {
            "page": self.page.pk,
            "parent": self.page.get_parent().pk,
            "revision": revision.values_list("pk", flat=True).first(),
            "state": state.values_list("pk", flat=True).first() or 1,
            "task_state": TaskState.objects.filter(workflow_state__in=state).values_list("pk", flat=True).last() or 1,
            "task": TaskState.objects.filter(workflow_state__in=state).values_list("task", flat=True).last() or 1,
            "image": self.image.pk,
            "document": self.document.pk,
            "upload": self.upload.pk,
            "collection": self.image.collection_id,
            "model": self.page.specific_class._meta.model_name,
            "app": self.page.specific_class._meta.app_label,
        }
        return values[kind]


def make_files(secret: str, collection: str, by: User) -> tuple[Immagine, DocumentoArchiviato, UploadedFile]:
    """An image, a document and a file half sent, of `by`, all named after `secret`."""
    place = Collection.objects.get(name=collection)
    image = Immagine.objects.create(
        title=f"{secret} foto", alt=secret, collection=place, uploaded_by_user=by, file=png(f"{secret}.png")
    )
    document = DocumentoArchiviato(title=f"{secret} atto", collection=place, uploaded_by_user=by)
    document.file.save(f"{secret}.pdf", ContentFile(secret.encode()))
    return image, document, make_upload(secret, by)


def make_upload(secret: str, by: User) -> UploadedFile:
    """A file that `by` sent and did not finish describing."""
    upload = UploadedFile(for_content_type=ContentType.objects.get_for_model(Immagine), uploaded_by_user=by)
    upload.file.save(f"{secret}-caricato.png", png(secret))
    return upload


def _scheda(secret: str, competenza: str, writer: User, *, published: bool) -> Side:
    sezione = {"ricerca": 1, "agricoltura": 6}[competenza]
    officer = User.objects.get(username=f"funzionario.{competenza}")
    scheda = make_iscrizione("Distretto pubblico" if published else secret, by=officer, sezione=sezione).scheda
    if published:
        scheda.sintesi = "Testo pubblico"
        revision = scheda.save_revision(user=writer)
        scheda.get_workflow().start(scheda, writer)
        approve_pagina(pagina=scheda, sha256=scheda.sha256_of(revision), by=officer)
        scheda.refresh_from_db()
    scheda.sintesi = f"{secret} bozza"
    scheda.save_revision(user=writer)
    scheda.get_workflow().start(scheda, writer)
    request_modifica(pagina=scheda, testo=f"{secret} motivo", by=officer)
    scheda.sintesi = f"{secret} seconda bozza"
    scheda.save_revision(user=writer)
    scheda.current_workflow_state.resume(writer)
    collection = reserved_collection_name if published else collection_name
    files = make_files(secret, collection(competenza), writer)
    return Side(secret, Page.objects.get(pk=scheda.pk), *files, published=published)


def _contenuto(secret: str, writer: User) -> Side:
    page = ContenutoPage(title=f"{secret} pagina", introduzione=secret, live=False)
    HomePage.objects.get().add_child(instance=page)
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    files = make_files("Comune", COMUNI, writer)
    return Side(secret, Page.objects.get(pk=page.pk), *files, common_files=True)


@dataclass(frozen=True)
class World:
    """Both sides of the wall, the site's own pages, and who wrote them."""

    delegata: Side
    ricerca: Side
    agricoltura: Side
    agricoltura_pubblicata: Side
    sito: Side

    def others(self) -> dict[str, Any]:
        """Values of arguments that belong to no side."""
        return {
            "user": User.objects.get(username="scrive.ricerca").pk,
            "group": Group.objects.order_by("pk").values_list("pk", flat=True)[0],
            "site": Site.objects.get().pk,
            "home": HomePage.objects.get().pk,
            "workflow": Workflow.objects.filter(active=True).values_list("pk", flat=True)[0],
        }


def build_world() -> World:
    """Two entries of research, two of agriculture of which one published with a later draft, and a page of the site."""
    for competenza in ("ricerca", "agricoltura"):
        make_funzionario(competenza)
    scrive_ricerca = make_user("scrive.ricerca", "Redattore – ricerca")
    scrive_agricoltura = make_user("scrive.agricoltura", "Redattore – agricoltura")
    return World(
        delegata=_scheda("SEGRETO-MODA", "ricerca", scrive_ricerca, published=False),
        ricerca=_scheda("SEGRETO-NAUTICA", "ricerca", scrive_ricerca, published=False),
        agricoltura=_scheda("SEGRETO-OLIO", "agricoltura", scrive_agricoltura, published=False),
        agricoltura_pubblicata=_scheda("SEGRETO-VINO", "agricoltura", scrive_agricoltura, published=True),
        sito=_contenuto("SEGRETO-SITO", make_user("scrive.sito", "Amministratore")),
    )


# What each argument names. An argument of a new address must be added here, or under its namespace below.
KINDS = {
    "page_id": "page",
    "page_pk": "page",
    "page_to_move_id": "page",
    "parent_page_id": "page",
    "destination_id": "parent",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "workflow_state_id": "state",
    "task_state_id": "task_state",
    "task_id": "task",
    "workflow_pk": "workflow",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "uploaded_file_id": "upload",
    "collection_id": "collection",
    "object_id": "page",
    "app_label": "app",
    "model_name": "model",
    "content_type_app_name": "app",
    "content_type_model_name": "model",
    "app_name": "app",
}
PK_OF = {
    "wagtailadmin_pages": "page",
    "wagtailadmin_api:pages": "page",
    "wagtailadmin_api:images": "image",
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows": "workflow",
    "wagtailimages_chooser": "image",
    "wagtaildocs_chooser": "document",
    "wagtailsites": "site",
    "wagtailsettings": "site",
    "wagtailusers_users": "user",
    "wagtailusers_groups": "group",
}
# Pages are added below the home page alone, so there these addresses must open.
KIND_BY_NAME = {
    ("wagtailadmin_pages:add", "parent_page_id"): "home",
    ("wagtailadmin_pages:preview_on_add", "parent_page_id"): "home",
    ("wagtailadmin_pages:add_subpage", "parent_page_id"): "home",
}
FIXED: dict[str, Any] = {
    "action": "publish",
    "action_name": "approve",
    "filter_spec": "max-10x10",
    "uidb64": "MQ",
    "token": "set-password",
    "redirect_id": 1,
    "session_id": 1,
}
# What to fill by name: the address of the settings, and of the page to add, is of one model alone.
BY_NAME: dict[str, dict[str, Any]] = {
    "wagtailsettings:edit": {"app_name": "home", "model_name": "impostazionisito"},
    "wagtailsettings:preview_on_edit": {"app_name": "home", "model_name": "impostazionisito"},
    "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
    "wagtailadmin_workflows:edit_task": {"pk": 1},
    "wagtailadmin_pages:add": {"content_type_app_name": "home", "content_type_model_name": "contenutopage"},
    "wagtailadmin_pages:preview_on_add": {"content_type_app_name": "home", "content_type_model_name": "contenutopage"},
}
# Addresses that take their object from the query: without it they would have nothing to betray.
QUERY = {
    "wagtail_bulk_action": "id={page}&id={image}",
    "wagtailadmin_choose_page_chosen_multiple": "id={page}",
    "wagtailimages_chooser:chosen_multiple": "id={image}",
    "wagtaildocs_chooser:chosen_multiple": "id={document}",
    "wagtailadmin_block_preview": "id={block}",
    "wagtailadmin_choose_page_search": "q=SEGRETO",
    "wagtailadmin_pages:search": "q=SEGRETO",
    "wagtailadmin_pages:search_results": "q=SEGRETO",
    "wagtailadmin_tag_autocomplete": "term=S",
    "wagtailadmin_tag_model_autocomplete": "term=S",
}


def kind_of(address: Address, argument: str) -> str:
    """Return the kind of object that `argument` names in `address`."""
    if (address.name, argument) in KIND_BY_NAME:
        return KIND_BY_NAME[address.name, argument]
    if argument != "pk":
        return KINDS[argument]
    return PK_OF[address.name.rpartition(":")[0]]


def fill(address: Address, side: Side, world: World) -> str:
    """Return the path of `address` with the objects of `side`."""
    if "/" in address.name:
        return "/" + address.name.replace("^", "non-esiste/")
    others, own = world.others(), BY_NAME.get(address.name, {})
    values: dict[str, Any] = {}
    for argument in address.arguments:
        if argument in own or argument in FIXED:
            values[argument] = own.get(argument, FIXED.get(argument))
            continue
        kind = kind_of(address, argument)
        values[argument] = others[kind] if kind in others else side.of(kind)
    path = reverse(address.name, kwargs=values)
    query = QUERY.get(address.name)
    if not query:
        return path
    block = DistrettoPage.corpo.field.stream_block.child_blocks["testo"].definition_prefix
    return path + "?" + query.format(page=side.page.pk, image=side.image.pk, document=side.document.pk, block=block)


_ON_PAGES = {"page", "parent", "revision", "state", "task_state", "task"}
_ON_FILES = {"image", "document", "upload", "collection"}


def _kinds(address: Address) -> set[str]:
    given = BY_NAME.get(address.name, {}).keys() | FIXED.keys()
    return {kind_of(address, argument) for argument in address.arguments - given}


def names_objects(address: Address) -> bool:
    """Tell whether an address is about an object of one side or the other."""
    return bool(_kinds(address) & (_ON_PAGES | _ON_FILES))


def names_files(address: Address) -> bool:
    """Tell whether an address is about a file, and no page."""
    return bool(_kinds(address) & _ON_FILES)
