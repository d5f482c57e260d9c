"""What the site's settings may hold: a colour that can be read, an address that can be followed."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

# WCAG 2.2, criterion 1.4.3: text of normal size against its background.
MIN_CONTRAST = 4.5
_HEX = re.compile(r"^#[0-9a-fA-F]{6}$")
_OWN_PATH = re.compile(r"^/(?!/)[^\s\\]*$")
_check_url = URLValidator(schemes=["http", "https"])


def _luminance(colour: str) -> float:
    """Return the relative luminance of '#rrggbb', from 0 to 1 (WCAG 2.2, definition)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of '#rrggbb' with white, from 1 to 21."""
    return 1.05 / (_luminance(colour) + 0.05)


def check_colour(value: str) -> None:
    """Refuse what is no colour, or is too light to be read on white; raises ValidationError."""
    if not _HEX.match(value):
        raise ValidationError("Il colore si scrive con # e sei cifre esadecimali, per esempio #0059b3.")
    if contrast_with_white(value) < MIN_CONTRAST:
        raise ValidationError(
            "Questo colore è troppo chiaro: su fondo bianco non si leggerebbe. Sceglierne uno più scuro."
        )


def check_address(value: str) -> None:
    """Take a whole web address or a path of this very site; raises ValidationError."""
    if _OWN_PATH.match(value):
        return
    try:
        _check_url(value)
    except ValidationError as error:
        raise ValidationError(
            "Scrivere un indirizzo intero (https://…) o un percorso di questo sito (/pagine/…)."
        ) from error
