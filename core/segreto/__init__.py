"""An address that opens by itself: what is kept of it is half, and only the key of the settings makes the other half.

What it opens, and for how long, is decided by whoever gives it.
"""

import secrets
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from core.canonical import sha256_hex

_BYTES = 24
_JOINED = "~"


@dataclass(frozen=True)
class Segreto:
    """The half that is drawn: whoever reads it, in the database or in a copy of it, has nothing that opens."""

    sale: str
    meta: str

    @classmethod
    def draw(cls, sale: str) -> "Segreto":
        """Return a new one; `sale` says what it is for, and no other use takes it."""
        return cls(sale, secrets.token_urlsafe(_BYTES))

    @classmethod
    def read(cls, sale: str, token: str) -> "Segreto | None":
        """Return the half that a whole token was made of, or None if this register did not make it for this use."""
        try:
            return cls(sale, Signer(salt=sale, sep=_JOINED).unsign(token))
        except BadSignature:
            return None

    @property
    def impronta(self) -> str:
        """The SHA-256 of the half: it tells the token again when it comes, and gives neither."""
        return sha256_hex(self.meta.encode())

    @property
    def posto(self) -> str:
        """What stands in a text where the token will be; nobody can write it there before, as the name of a case."""
        return f"[collegamento {self.impronta[:16]}]"

    @property
    def token(self) -> str:
        """The whole, made anew each time it is needed: the same half gives the same whole."""
        return Signer(salt=self.sale, sep=_JOINED).sign(self.meta)
