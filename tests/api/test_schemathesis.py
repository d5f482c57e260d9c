"""The whole API asked with data that nobody thought of: it never breaks, and answers only what it describes."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.openapi.build import build_openapi
from tests.api.conftest import Once
from tests.api.material import make_rich_register
from tests.factories import make_funzionario

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("db")]

schema = schemathesis.openapi.from_dict(build_openapi())
schema.app = get_wsgi_application()


@pytest.fixture(scope="module")
def rich_register(once: Once) -> None:
    """The rich register, written once for this file."""
    once(lambda: make_rich_register(make_funzionario()))


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_keeps_its_word(rich_register: None, one_connection: None, case: Any) -> None:
    case.headers["Accept-Encoding"] = "identity"  # the client of this test decodes nothing
    # A cursor of another search, a day to come and a rectangle inside out are well formed, and rightly refused.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
