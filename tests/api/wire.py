"""Asking a WSGI application as a server would, without Django's test client, which goes past the layers in front."""

import io
import json
from dataclasses import dataclass
from typing import Any
from wsgiref.util import setup_testing_defaults


@dataclass
class Wired:
    """One answer as it goes out: its status, its headers in lower case, its body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> Any:
        return json.loads(self.body)


def ask(application: Any, path: str = "/api/v1/iscrizioni", method: str = "GET", **environ: str) -> Wired:
    """Ask `path` of a WSGI application; whatever else a server would say is given as it stands in the environment."""
    made: dict[str, Any] = {"wsgi.input": io.BytesIO(), "REQUEST_METHOD": method, **environ}
    made["PATH_INFO"], _, made["QUERY_STRING"] = path.partition("?")
    setup_testing_defaults(made)
    seen: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_exc: Any) -> None:
        seen.append((status, {name.lower(): value for name, value in headers}))

    body = b"".join(application(made, start))
    status, headers = seen[-1]
    return Wired(int(status[:3]), headers, body)
