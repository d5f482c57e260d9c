"""The whole API asked with data that nobody thought of: it never breaks, and answers only what it describes."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.openapi.build import build_openapi

pytestmark = pytest.mark.slow

schema = schemathesis.openapi.from_dict(build_openapi())
schema.app = get_wsgi_application()


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
