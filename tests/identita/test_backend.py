"""Rights come from groups alone, and are read with the roles in one query, once a request."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission

from identita.backend import GruppiBackend
from identita.enums import Competenza, Permesso, Ruolo
from identita.models import User
from tests.factories import make_user

ACCESS = "wagtailadmin.access_admin"
backend = GruppiBackend()


def again(user: User) -> User:
    """The person as a new request meets him."""
    return User.objects.get(pk=user.pk)


def test_a_right_given_to_a_person_alone_opens_nothing(registro: None) -> None:
    user = make_user("nessuno", "Lettore")
    user.groups.clear()
    user.user_permissions.set(Permission.objects.all())
    assert not again(user).has_perm(ACCESS)
    assert again(user).get_all_permissions() == set()
    user.groups.add(Group.objects.get(name="Lettore"))
    assert again(user).has_perm(ACCESS)


@pytest.mark.parametrize("group", ["Redattore – ricerca", "Funzionario – ricerca", "Amministratore", "Lettore"])
def test_the_rights_are_those_of_the_groups(registro: None, group: str) -> None:
    user = make_user("qualcuno", group)
    given = Group.objects.get(name=group).permissions.select_related("content_type")
    assert again(user).get_all_permissions() == {f"{p.content_type.app_label}.{p.codename}" for p in given}
    assert again(user).get_user_permissions() == set()


def test_roles_and_rights_cost_one_query(registro: None, django_assert_num_queries: Any) -> None:
    user = again(make_user("dirigente", "Dirigente – ricerca"))
    with django_assert_num_queries(1):
        assert user.has_perm(ACCESS)
        assert user.has_competenza(Competenza.RICERCA, Permesso.ASSIGN_ISTANZA)
        assert user.incarichi == {(Ruolo.DIRIGENTE, "ricerca")}
        assert not user.has_perm("identita.delete_user")


def test_a_group_without_rights_or_without_a_role_counts_for_what_it_has(registro: None) -> None:
    user = make_user("due", "Lettore")
    plain = Group.objects.create(name="Senza ruolo")
    plain.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.set([plain, Group.objects.create(name="Vuoto")])
    assert again(user).incarichi == frozenset()
    assert again(user).get_all_permissions() == {ACCESS}


def test_who_may_not_enter_has_none_and_no_session(registro: None) -> None:
    user = make_user("uscito", "Dirigente – ricerca")
    user.is_active = False
    user.save()
    assert again(user).get_all_permissions() == set()
    assert not again(user).has_perm(ACCESS)
    assert backend.get_user(user.pk) is None
    assert backend.get_user(999_999) is None
    assert AnonymousUser().get_all_permissions() == set()


def test_on_one_thing_nobody_has_a_right_by_group(registro: None) -> None:
    user = make_user("dirigente", "Dirigente – ricerca")
    assert not again(user).has_perm(ACCESS, user)


def test_a_superuser_has_them_all(registro: None) -> None:
    chief = User.objects.create_superuser("capo", "capo@example.it", "una password lunga")
    assert len(again(chief).get_all_permissions()) == Permission.objects.count()
    assert again(chief).get_user_permissions() == again(chief).get_group_permissions()


def test_a_session_brings_the_preferences_of_the_admin_along(registro: None, django_assert_num_queries: Any) -> None:
    user = make_user("lettore", "Lettore")
    with django_assert_num_queries(1):
        found = backend.get_user(user.pk)
        assert found == user
        assert not hasattr(found, "wagtail_userprofile")
