"""What the log never holds: the text of a signed link, which by itself opens what it is for."""

import logging
import re

# A secret and its signature, as `django.core.signing` joins them for the personal links, wherever in a line they stand.
_TOKEN = re.compile(r"[\w-]{20,}(?:~|%7[Ee])[\w-]{20,}")


class TokenlessFormatter(logging.Formatter):
    """Writes a line, its traceback too, with a sign in the place of every signed link."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOKEN.sub("[collegamento]", super().format(record))
