"""Who reaches which page and file: the structure its own, a delegate his schede, everybody what is public."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import Collection, GroupCollectionPermission, Page
from wagtail.permissions import policy_registry

from archivio.models import Immagine
from core.clock import now, today
from distretti.models import Delega, DistrettoPage, Iscrizione, RegistroPage, SezionePage
from home.actions.permessi import COMUNI, DELEGATI, collection_name, load_permessi
from home.models import HomePage
from identita.enums import Permesso
from identita.models import User
from pubblicazione.models import PaginaModerata
from pubblicazione.visibility import seen_by
from tests.factories import make_funzionario, make_iscrizione, make_user

pytestmark = pytest.mark.slow

ROLES = (
    "Redattore – ricerca",
    "Redattore – agricoltura",
    "Funzionario – ricerca",
    "Funzionario – agricoltura",
    "Dirigente – ricerca",
    "Redattore",
    "Amministratore",
    "Lettore",
)


@pytest.fixture
def entries(funzionario: User) -> dict[str, Iscrizione]:
    """Two entries of research, one of agriculture, none published."""
    agricoltura = make_funzionario("agricoltura")
    return {
        "nautica": make_iscrizione("Nautica", by=funzionario),
        "moda": make_iscrizione("Moda", by=funzionario),
        "olio": make_iscrizione("Olio", by=agricoltura, sezione=6),
    }


def delegate(user: User, entry: Iscrizione, by: User, days: int = 0) -> Delega:
    return Delega.objects.create(
        user=user, iscrizione=entry, dal=today() + dt.timedelta(days), conferita_da=by, conferita_il=now()
    )


def worked_on(user: User) -> set[str]:
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, {"change"})
    return set(pages.values_list("title", flat=True))


def explored(user: User) -> set[str]:
    pages = policy_registry.get_by_type(Page).explorable_instances(fresh(user))
    return set(pages.values_list("title", flat=True))


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("role", ROLES)
def test_the_tree_of_the_admin_and_the_rights_on_each_page_say_the_same(
    role: str, entries: dict[str, Iscrizione]
) -> None:
    user = make_user("prova", role)
    delegate(user, entries["moda"], make_funzionario(username="chi.delega"))
    policy = policy_registry.get_by_type(Page)
    for page in Page.objects.specific().filter(depth__gt=1):
        expected = isinstance(page, PaginaModerata) and page.grants(user, Permesso.EDIT_PROFILO)
        assert page.permissions_for_user(user).can_edit() == expected, page
        if isinstance(page, PaginaModerata):
            assert policy.user_has_permission_for_instance(user, "change", page) == expected, page


def test_each_structure_explores_its_own_sections(entries: dict[str, Iscrizione]) -> None:
    user = make_user("r", "Redattore – agricoltura")
    sections = set(SezionePage.objects.filter(sezione__in=(6, 7)).values_list("title", flat=True))
    assert explored(user) == {"Registro", "Olio"} | sections


def test_rights_on_the_home_page_stop_at_the_register(entries: dict[str, Iscrizione]) -> None:
    assert worked_on(make_user("a", "Amministratore")) == {HomePage.objects.get().title}
    sections = set(SezionePage.objects.filter(sezione__in=(6, 7)).values_list("title", flat=True))
    assert worked_on(make_user("f", "Funzionario – agricoltura")) == {HomePage.objects.get().title, "Olio"} | sections


def test_a_delegate_finds_exactly_his_schede(entries: dict[str, Iscrizione], funzionario: User) -> None:
    user = make_user("delegato", "Redattore")
    assert explored(user) == set()
    delegate(user, entries["moda"], funzionario)
    assert explored(user) == {entries["moda"].scheda.get_parent().title, "Moda"}
    delegate(user, entries["olio"], funzionario)
    sections = {entries[name].scheda.get_parent().title for name in ("moda", "olio")}
    assert explored(user) == {RegistroPage.objects.get().title, "Moda", "Olio"} | sections


def test_a_delega_that_ended_or_has_not_begun_opens_nothing(entries: dict[str, Iscrizione], funzionario: User) -> None:
    user = make_user("delegato", "Redattore")
    ended = delegate(user, entries["moda"], funzionario, days=-10)
    Delega.objects.filter(pk=ended.pk).update(al=today() - dt.timedelta(1))
    delegate(user, entries["nautica"], funzionario, days=1)
    assert explored(user) == set()


def test_what_is_published_is_seen_by_all_staff(entries: dict[str, Iscrizione]) -> None:
    DistrettoPage.objects.filter(iscrizione=entries["olio"]).update(live=True)
    seen = set(seen_by(make_user("r", "Redattore – ricerca"), Page.objects.all()).values_list("title", flat=True))
    assert {"Nautica", "Moda", "Olio"} <= seen
    seen = set(seen_by(make_user("s", "Redattore – agricoltura"), Page.objects.all()).values_list("title", flat=True))
    assert "Olio" in seen
    assert not {"Nautica", "Moda"} & seen


def test_a_deactivated_person_reaches_nothing(entries: dict[str, Iscrizione]) -> None:
    user = make_user("r", "Redattore – ricerca")
    user.is_active = False
    assert not worked_on(user)
    assert not entries["moda"].scheda.permissions_for_user(user).can_edit()


def test_a_delega_opens_nothing_to_who_came_to_work_for_the_other_structure(
    entries: dict[str, Iscrizione], funzionario: User
) -> None:
    """Whichever came first, the role or the delega (design law 3)."""
    user = make_user("d", "Redattore")
    delegate(user, entries["moda"], funzionario)
    assert worked_on(fresh(user)) == {"Moda"}
    user.groups.add(Group.objects.get(name="Redattore – agricoltura"))
    user = fresh(user)
    assert worked_on(user) & {"Moda", "Nautica"} == set()
    assert not entries["moda"].scheda.grants(user, Permesso.SUBMIT_PROFILO)
    user.groups.set([Group.objects.get(name="Redattore – ricerca")])
    assert entries["moda"].scheda.grants(fresh(user), Permesso.SUBMIT_PROFILO)


def image(title: str, collection: str, by: User) -> Immagine:
    return Immagine.objects.create(
        title=title, alt=title, file="x.png", width=1, height=1, uploaded_by_user=by,
        collection=Collection.objects.get(name=collection),
    )  # fmt: skip


def chosen(user: User) -> set[str]:
    policy = policy_registry.get_by_type(Immagine)
    images = policy.instances_user_has_any_permission_for(user, ["choose"])
    found = set(images.values_list("title", flat=True))
    assert found == {
        i.title for i in Immagine.objects.all() if policy.user_has_permission_for_instance(user, "choose", i)
    }
    return found


def test_files_are_chosen_inside_the_structure_or_from_the_common_ones(registro: None) -> None:
    ricerca, agricoltura = make_user("r", "Redattore – ricerca"), make_user("a", "Redattore – agricoltura")
    delegato, altro = make_user("d", "Redattore"), make_user("e", "Redattore")
    image("logo", COMUNI, ricerca)
    image("porto", collection_name("ricerca"), ricerca)
    image("frantoio", collection_name("agricoltura"), agricoltura)
    image("mio", DELEGATI, delegato)
    assert chosen(ricerca) == {"logo", "porto"}
    assert chosen(agricoltura) == {"logo", "frantoio"}
    assert chosen(delegato) == {"logo", "mio"}
    assert chosen(altro) == {"logo"}
    assert chosen(make_user("l", "Lettore")) == set()


def test_setup_takes_away_what_a_role_must_not_have(registro: None) -> None:
    user = make_user("r", "Redattore – ricerca")
    before = held(user)
    group: Any = user.groups.get()
    group.permissions.add(*permission("add_user", "delete_group"))
    group.page_permissions.create(page=HomePage.objects.get(), permission=permission("publish_page")[0])
    group.collection_permissions.create(
        collection=Collection.get_first_root_node(), permission=permission("add_image")[0]
    )
    load_permessi()
    assert held(user) == before


def permission(*codenames: str) -> list[Permission]:
    return list(Permission.objects.filter(codename__in=codenames).exclude(content_type__app_label="archivio"))


def held(user: User) -> tuple[set[str], set[tuple[int, str]], set[tuple[str, str]]]:
    group: Any = user.groups.get()
    return (
        set(group.permissions.values_list("codename", flat=True)),
        set(group.page_permissions.values_list("page", "permission__codename")),
        set(group.collection_permissions.values_list("collection__name", "permission__codename")),
    )


def test_a_role_enters_the_admin_and_holds_no_right_of_django_besides(registro: None) -> None:
    for role in ROLES:
        names = held(make_user(role, role))[0]
        assert names == {"access_admin"} | ({"change_impostazionisito"} if role == "Amministratore" else set())


def test_the_account_for_emergencies_chooses_any_file(registro: None) -> None:
    image("porto", collection_name("ricerca"), make_user("r", "Redattore – ricerca"))
    assert chosen(User.objects.create_superuser("emergenza")) == {"porto"}


def test_who_may_only_add_files_may_open_the_chooser_and_who_may_not_even_add_may_not(registro: None) -> None:
    policy = policy_registry.get_by_type(Immagine)
    adder, reader = User.objects.create_user("aggiunge"), make_user("lettore", "Lettore")
    group = Group.objects.create(name="Solo aggiungere")
    add = Permission.objects.get(codename="add_image")
    GroupCollectionPermission.objects.create(
        group=group, collection=Collection.objects.get(name=collection_name("ricerca")), permission=add
    )
    adder.groups.add(group)
    assert policy.user_has_permission(adder, "choose")
    assert not policy.user_has_permission(reader, "choose")


@pytest.mark.parametrize("kind", ["images", "documents"])
@pytest.mark.parametrize("asked", ["chosen-multiple/?id={}", "chosen-multiple/?id=1&id={}", "chosen/{}/"])
def test_what_is_chosen_by_no_number_is_not_found(registro: None, client: Client, kind: str, asked: str) -> None:
    client.force_login(make_user("r", "Redattore – ricerca"))
    assert client.get(f"/admin/{kind}/chooser/chosen-multiple/?id=1").status_code == 200
    for name in ("abc", "1.5", "-1", "%00", "%C2%B2", "9" * 30):
        assert client.get(f"/admin/{kind}/chooser/{asked.format(name)}").status_code == 404, name
