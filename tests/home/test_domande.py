"""What Wagtail's own addresses are asked by people who write addresses by hand is not found, never a failure."""

import pytest
from django.test import Client

from identita.models import User
from tests.home.conftest import pagina

__all__ = ["pagina"]
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "query", ["offset=99999999999999999999", "search=%00", "limit=-9999999999999999999", "%00=1", "search=%ED%A0%80"]
)
def test_what_no_database_can_be_asked_is_not_found(funzionario: User, query: str) -> None:
    client = Client()
    client.force_login(funzionario)
    status = client.get(f"/admin/api/main/pages/?{query}").status_code
    assert status in {400, 404} or (query.startswith("search=%ED") and status == 200)


def test_a_plain_question_is_answered(funzionario: User) -> None:
    client = Client()
    client.force_login(funzionario)
    assert client.get("/admin/api/main/pages/?offset=0&limit=3").status_code == 200
