"""How the external system of protocol is asked for a number: JSON over HTTP, one request, nothing believed unread."""

import datetime as dt
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from procedimenti.exceptions import ProtocolloEsternoError

TIMEOUT_SECONDS = 10
_MAX_ANSWER_BYTES = 64 * 1024
_MAX_TEXT = 40
_YEARS = range(2000, 2200)


@dataclass(frozen=True)
class NumeroRicevuto:
    """What the system answers: its register, the number, the year, when it was registered if it says so."""

    registro: str
    numero: str
    anno: int
    registrato_il: dt.datetime | None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key of access elsewhere: it is an answer like any other that gives no number."""

    def redirect_request(self, *_args: Any) -> None:
        return None


def ask_number(content: Mapping[str, Any], *, chiave: str) -> NumeroRicevuto:
    """Return the number that the system gives to what `content` describes; the same `chiave` has the same number.

    Raises ProtocolloEsternoError.
    """
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname
    request = urllib.request.Request(  # noqa: S310 - the address is the operator's, checked in the settings
        settings.PROTOCOLLO_URL,
        data=json.dumps(content, ensure_ascii=False).encode(),
        headers={
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Idempotency-Key": f"{host}:{chiave}",
            **({"Authorization": f"Bearer {settings.PROTOCOLLO_TOKEN}"} if settings.PROTOCOLLO_TOKEN else {}),
        },
        method="POST",
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT_SECONDS) as answer:
            body = answer.read(_MAX_ANSWER_BYTES + 1)
    except urllib.error.HTTPError as error:
        with error:
            raise ProtocolloEsternoError(f"ha risposto {error.code}") from error
    except (OSError, http.client.HTTPException) as error:
        raise ProtocolloEsternoError(f"non ha risposto: {type(error).__name__}") from error
    return _read(body)


def _read(body: bytes) -> NumeroRicevuto:
    """Read the answer; a number is believed only whole: nothing is guessed and nothing filled in."""
    try:
        said = json.loads(body) if len(body) <= _MAX_ANSWER_BYTES else None
    except ValueError as error:
        raise ProtocolloEsternoError("la risposta non è JSON") from error
    if not isinstance(said, dict):
        raise ProtocolloEsternoError("la risposta non è un oggetto JSON")
    registro, numero, anno = said.get("registro"), said.get("numero"), said.get("anno")
    if isinstance(numero, int) and not isinstance(numero, bool):
        numero = str(numero)
    texts = all(isinstance(t, str) and t.strip() == t and 0 < len(t) <= _MAX_TEXT for t in (registro, numero))
    if not texts or not isinstance(anno, int) or anno not in _YEARS:
        raise ProtocolloEsternoError("la risposta non ha registro, numero e anno")
    return NumeroRicevuto(str(registro), str(numero), anno, _instant(said.get("registrato_il")))


def _instant(value: Any) -> dt.datetime | None:
    if value is None:
        return None
    try:
        found = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ProtocolloEsternoError("l’istante della registrazione non si legge") from error
    if found.tzinfo is None:
        raise ProtocolloEsternoError("l’istante della registrazione non ha il fuso orario")
    return found
