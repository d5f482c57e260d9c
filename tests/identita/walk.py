"""Every address of the admin, and what fills its arguments on either side of the wall."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from distretti.models import DistrettoPage
from tests.identita.world import Side, World


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
    "instance_pk": "codice",
    "codice": "codice",
    "sezione": "sezione",
    "seq": "annotazione",
    "elenco": "elenco",
    "delega": "delega",
    "carica": "carica",
    "istanza": "istanza",
    "ordine": "ordine",
    "estratto": "estratto",
    "allegato": "allegato",
    "seduta": "seduta",
    "punto": "punto",
    "componente": "componente",
    "modello": "modello",
    "numero": "versione",
    "file": "file",
    "chiave": "chiave",
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
    "moderazione": "page",
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
    "wagtail_bulk_action": {"app_label": "wagtailcore", "model_name": "page"},
    "wagtailsettings:edit": {"app_name": "home", "model_name": "impostazionisito"},
    "wagtailsettings:preview_on_edit": {"app_name": "home", "model_name": "impostazionisito"},
    "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
    "wagtailadmin_workflows:edit_task": {"pk": 1},
    "istanze:nuova": {"tipo": "riconoscimento"},
    "istanze:passo": {"passo": "presentazione"},
    "istanze:verifica": {"requisito": "imprese"},
    "istanze:regola": {"competenza": "ricerca", "specie": "dichiarazioni", "chiave": "copie"},
    "istanze:regola_fine": {"competenza": "ricerca", "specie": "dichiarazioni", "chiave": "copie"},
    "istanze:regola_nuova": {"competenza": "ricerca", "specie": "ricorsi"},
    "nucleo:atto": {"atto": "convocazione"},
    "nucleo:verbale": {"formato": "docx"},
    "registro:annota_tipo": {"tipo": "variazione"},
    "registro:apri": {"tipo": "iscrizione"},
    "registro:elenco_modello": {"formato": "xlsx"},
    "wagtailadmin_pages:add": {"content_type_app_name": "home", "content_type_model_name": "contenutopage"},
    "wagtailadmin_pages:preview_on_add": {"content_type_app_name": "home", "content_type_model_name": "contenutopage"},
}
# Addresses that take their object from the query: without it they would have nothing to betray.
QUERY = {
    "wagtail_bulk_action": "id={page}",
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
_ON_FILES = {
    "seduta",
    "componente",
    "image",
    "document",
    "upload",
    "collection",
    "codice",
    "sezione",
    "annotazione",
    "elenco",
    "delega",
    "carica",
    "modello",
    "versione",
    "file",
}


def _kinds(address: Address) -> set[str]:
    given = BY_NAME.get(address.name, {}).keys() | FIXED.keys()
    asked = set(re.findall(r"{(\w+)}", QUERY.get(address.name, "")))
    return asked | {kind_of(address, argument) for argument in address.arguments - given}


def is_about(address: Address, side: Side) -> bool:
    """Tell whether an address has anything to do with `side`: the site has no entry, and its files are common."""
    return bool(_kinds(address) & (_ON_PAGES if side.of_the_site else _ON_PAGES | _ON_FILES))
