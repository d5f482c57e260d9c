"""What each role's group may do in Wagtail: exactly this, and whatever else a group had is taken away."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from distretti.models import SezionePage
from home.models import HomePage
from identita.enums import Competenza, Permesso, Ruolo
from identita.models import Incarico
from identita.permissions import PERMESSI

COMUNI = "Comuni a tutti"
DELEGATI = "Redattori delegati"
_EDITORIALI = frozenset({Ruolo.FUNZIONARIO, Ruolo.DIRIGENTE, Ruolo.AMMINISTRATORE})
_ALL_FILE_ACTIONS = ("add", "change", "choose")


def collection_name(competenza: Competenza | str) -> str:
    """Return the name of the collection of a structure's files."""
    return Competenza(competenza).label


def reserved_collection_name(competenza: Competenza | str) -> str:
    """Return the name of the collection of the files that only that structure may open."""
    return f"Riservati – {Competenza(competenza).label}"


@dataclass(frozen=True)
class Grants:
    """Codenames of Wagtail's permissions, of pages by primary key, of collections by name."""

    permissions: frozenset[str]
    pages: dict[int, frozenset[str]] = field(default_factory=dict)
    collections: dict[str, frozenset[str]] = field(default_factory=dict)


def _file_codenames(*actions: str) -> frozenset[str]:
    return frozenset(f"{action}_{model}" for action in actions for model in ("image", "document"))


def grants_of(incarico: Incarico) -> Grants:
    """Return what the group of `incarico` holds in Wagtail, and nothing besides."""
    ruolo, competenza = Ruolo(incarico.ruolo), incarico.competenza
    permissions = {"access_admin"} | ({"change_impostazionisito"} if ruolo is Ruolo.AMMINISTRATORE else set())
    pages: dict[int, frozenset[str]] = {}
    collections: dict[str, frozenset[str]] = {}
    if ruolo in _EDITORIALI:
        pages[HomePage.objects.get().pk] = frozenset({"add_page", "change_page"})
        collections[COMUNI] = _file_codenames(*_ALL_FILE_ACTIONS)
    if Permesso.EDIT_PROFILO in PERMESSI[ruolo]:
        collections.setdefault(COMUNI, _file_codenames("choose"))
        if competenza:
            collections[collection_name(competenza)] = _file_codenames(*_ALL_FILE_ACTIONS)
            sezioni = SezionePage.objects.filter(sezione__competenza=competenza)
            pages |= {page.pk: frozenset({"change_page"}) for page in sezioni}
        else:
            collections[DELEGATI] = _file_codenames("add")
    return Grants(frozenset(permissions), pages, collections)


def _permissions(codenames: Iterable[str]) -> list[Permission]:
    apps = ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "home")
    return list(Permission.objects.filter(codename__in=codenames, content_type__app_label__in=apps))


def _apply(group: Group, grants: Grants) -> None:
    group.permissions.set(_permissions(grants.permissions))
    wanted_pages = {(page, p.pk) for page, names in grants.pages.items() for p in _permissions(names)}
    for row in GroupPagePermission.objects.filter(group=group):
        if (row.page_id, row.permission_id) in wanted_pages:
            wanted_pages.discard((row.page_id, row.permission_id))
        else:
            row.delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission) for page, permission in wanted_pages
    )
    by_name = {name: Collection.objects.get(name=name).pk for name in grants.collections}
    wanted = {(by_name[name], p.pk) for name, names in grants.collections.items() for p in _permissions(names)}
    for held in GroupCollectionPermission.objects.filter(group=group):
        if (held.collection_id, held.permission_id) in wanted:
            wanted.discard((held.collection_id, held.permission_id))
        else:
            held.delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection_id=collection, permission_id=permission)
        for collection, permission in wanted
    )


def _collection(name: str, parent: Collection) -> Collection:
    return Collection.objects.filter(name=name).first() or parent.add_child(name=name)


def load_collections() -> None:
    """Create the collections of files: common, by structure, reserved to a structure, of the delegates."""
    root = Collection.get_first_root_node()
    for name in (COMUNI, DELEGATI):
        _collection(name, Collection.objects.get(pk=root.pk))
    for competenza in Competenza:
        own = _collection(collection_name(competenza), Collection.objects.get(pk=root.pk))
        reserved = _collection(reserved_collection_name(competenza), own)
        restriction, _created = CollectionViewRestriction.objects.get_or_create(
            collection=reserved, defaults={"restriction_type": CollectionViewRestriction.GROUPS}
        )
        restriction.groups.set(Group.objects.filter(incarico__competenza=competenza))


@transaction.atomic
def load_permessi() -> None:
    """Give each role's group exactly its rights; Wagtail's own groups, which know no competence, are removed."""
    Group.objects.filter(name__in=("Editors", "Moderators"), incarico__isnull=True).delete()
    GroupPagePermission.objects.filter(page=Page.get_first_root_node()).delete()
    load_collections()
    for incarico in Incarico.objects.select_related("group"):
        _apply(incarico.group, grants_of(incarico))
