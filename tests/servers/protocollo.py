"""A system of protocol on this machine: gives one number for each key, or misbehaves as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

REGISTRO, ANNO = "AOO_158", 2026


@dataclass
class SistemaProtocollo:
    """What it was asked and what it gave. `risposta`: status and body instead of a number; `muto`: it never answers.

    `perde`: it gives the number and lets the line fall before saying it.
    """

    url: str = ""
    risposta: tuple[int, bytes] | None = None
    muto: threading.Event | None = None
    perde: bool = False
    chieste: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    numeri: dict[str, str] = field(default_factory=dict)


def _handler(sistema: SistemaProtocollo) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            sistema.chieste.append((dict(self.headers), body))
            if sistema.muto is not None:
                sistema.muto.wait(30)
                return
            if sistema.risposta is not None:
                self._answer(*sistema.risposta)
                return
            key = self.headers["Idempotency-Key"]
            numero = sistema.numeri.setdefault(key, f"{len(sistema.numeri) + 1:05}")
            if not sistema.perde:
                said = {
                    "registro": REGISTRO,
                    "numero": numero,
                    "anno": ANNO,
                    "registrato_il": "2026-11-02T10:00:00+01:00",
                }
                self._answer(201, json.dumps(said).encode())

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Location", "/altrove")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def sistema_protocollo() -> Iterator[SistemaProtocollo]:
    """Start it on a free port of loopback."""
    sistema = SistemaProtocollo()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(sistema))
    server.daemon_threads = True
    sistema.url = f"http://127.0.0.1:{server.server_address[1]}/registrazioni"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield sistema
    finally:
        if sistema.muto is not None:
            sistema.muto.set()
        server.shutdown()
        server.server_close()
        thread.join()
