"""Asking clamd (INSTREAM) about a file; what to do with the answer is decided by the actions."""

import socket
import struct
from typing import Any, BinaryIO

from django.core.files.base import File

from archivio.enums import Antivirus

_CHUNK = 64 * 1024
_TIMEOUT_SECONDS = 60


class AntivirusUnavailableError(Exception):
    """clamd does not answer, or answers nonsense: the file is not known to be clean."""


def scan(stream: BinaryIO | File[Any], address: str) -> tuple[Antivirus, str]:
    """Ask the clamd at `address` (`host:port` or the path of a socket); returns the verdict and the threat's name.

    Raises AntivirusUnavailableError: the caller must fail closed.
    """
    stream.seek(0)
    try:
        with _connect(address) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            while chunk := stream.read(_CHUNK):
                clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
            clamd.sendall(struct.pack("!L", 0))
            answer = _read_all(clamd)
    except OSError as error:
        raise AntivirusUnavailableError(str(error)) from error
    if answer == "stream: OK":
        return Antivirus.PULITO, ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Antivirus.INFETTO, answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise AntivirusUnavailableError(answer[:200])


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_TIMEOUT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), _TIMEOUT_SECONDS)


def _read_all(connection: socket.socket) -> str:
    parts = []
    while chunk := connection.recv(4096):
        parts.append(chunk)
    return b"".join(parts).rstrip(b"\0\n").decode("utf-8", errors="replace")
