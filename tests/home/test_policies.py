"""The site's settings refuse what visitors could not read or follow."""

import pytest
from django.core.exceptions import ValidationError

from home.policies import check_address, check_colour, contrast_with_white


@pytest.mark.parametrize("colour", ["#0059b3", "#767676", "#17324D"])
def test_a_readable_colour_is_taken(colour: str) -> None:
    check_colour(colour)


@pytest.mark.parametrize(
    ("colour", "why"),
    [("#ffcc00", "troppo chiaro"), ("#777777", "troppo chiaro"), ("blu", "esadecimali"), ("#fff", "sei cifre")],
)
def test_an_unreadable_colour_is_refused_with_the_reason(colour: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        check_colour(colour)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("address", ["/pagine/privacy", "https://www.regione.puglia.it/privacy", "/"])
def test_an_address_that_can_be_followed_is_taken(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//altrove.example", "privacy", "/con spazio", "ftp://x.it/a"]
)
def test_an_address_that_leads_nowhere_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="indirizzo intero"):
        check_address(address)
