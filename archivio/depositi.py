"""The two stores of bytes, addressed by SHA-256: writing whole or not at all, never over; rows live in models."""

import contextlib
import os
import uuid
from collections.abc import Iterator
from typing import IO, Any, BinaryIO

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from archivio.enums import Deposito
from archivio.exceptions import StoreUnavailableError
from core.canonical import sha256_of_stream

_CHUNK = 256 * 1024
_UNAVAILABLE = "L’archivio dei file non risponde: riprova tra qualche minuto. Nulla è andato perso."


class AtomicFileSystemStorage(FileSystemStorage):
    """Files that appear whole under their name or not at all, also when the machine stops in the middle."""

    def _save(self, name: str, content: File[Any]) -> str:
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        partial = f"{path}.{uuid.uuid4().hex}.parziale"
        try:
            with open(partial, "wb") as target:
                for chunk in content.chunks():
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            os.replace(partial, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(partial)
            raise
        folder = os.open(os.path.dirname(path), os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A name is the hash of its bytes: the same name is the same file."""
        return name


def key_of(sha256: str) -> str:
    """Return where the bytes of this SHA-256 lie in a store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def store_of(deposito: Deposito | str) -> Storage:
    """Return the Django storage of a store."""
    return storages[str(deposito)]


@contextlib.contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except (OSError, BotoCoreError, ClientError) as error:
        raise StoreUnavailableError(_UNAVAILABLE) from error


def put(stream: IO[bytes] | File[Any], sha256: str, *, deposito: Deposito) -> None:
    """Store bytes under their hash; the same bytes again are left as they are.

    Raises StoreUnavailableError when the store does not answer or has no room.
    """
    with _told_plainly():
        store, key = store_of(deposito), key_of(sha256)
        if store.exists(key):
            return
        stream.seek(0)
        store.save(key, File(stream, name=key))


def write_locally(target: BinaryIO, chunk: bytes) -> None:
    """Write a chunk to the copy that is looked at. Raises StoreUnavailableError when the machine has no room."""
    with _told_plainly():
        target.write(chunk)


def open_bytes(sha256: str, *, deposito: Deposito | str) -> File[Any]:
    """Open stored bytes for reading. Raises StoreUnavailableError, also when they are missing."""
    with _told_plainly():
        return store_of(deposito).open(key_of(sha256), "rb")


def keys(deposito: Deposito) -> Iterator[str]:
    """Yield every key of a store, those of half-written files too."""
    yield from _walk(store_of(deposito), "")


def _walk(store: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = store.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from _walk(store, f"{folder}/{name}" if folder else name)


def hash_of(sha256: str, *, deposito: Deposito) -> str | None:
    """Return the SHA-256 of the bytes stored under `sha256`, or None if there are none."""
    store = store_of(deposito)
    with _told_plainly():
        if not store.exists(key_of(sha256)):
            return None
        with store.open(key_of(sha256), "rb") as stream:
            return sha256_of_stream(stream)


def copy_bytes(sha256: str, *, source: Storage, target: Storage, dry_run: bool = False) -> str:
    """Copy one content to another store, unless its right bytes are there already.

    Returns `present`, `copied`, `missing` or `altered`; only after the copy was read back and hashed is it `copied`.
    """
    key = key_of(sha256)
    if target.exists(key) and _hash_in(target, key) == sha256:
        return "present"
    if not source.exists(key):
        return "missing"
    if _hash_in(source, key) != sha256:
        return "altered"
    if dry_run:
        return "copied"
    if target.exists(key):
        target.delete(key)
    with source.open(key, "rb") as stream:
        target.save(key, File(stream, name=key))
    return "copied" if _hash_in(target, key) == sha256 else "altered"


def _hash_in(store: Storage, key: str) -> str:
    with store.open(key, "rb") as stream:
        return sha256_of_stream(stream)


def is_remote(deposito: Deposito | str) -> bool:
    """Tell whether a store is a bucket on a server rather than a folder of this machine."""
    return hasattr(store_of(deposito), "bucket")


def iter_bytes(sha256: str, *, deposito: Deposito | str, start: int, length: int) -> "Part":
    """Return a part of stored bytes to iterate over, in constant memory; whoever takes it closes it.

    The store is asked before this returns: raises StoreUnavailableError then, not in the middle of an answer.
    """
    store: Any = store_of(deposito)
    key = key_of(sha256)
    with _told_plainly():
        if is_remote(deposito):
            span = f"bytes={start}-{start + length - 1}"
            answer = store.connection.meta.client.get_object(Bucket=store.bucket_name, Key=key, Range=span)
            return Part(answer["Body"], length)
        stream = store.open(key, "rb")
        stream.seek(start)
    return Part(stream, length)


class Part:
    """An iterator over the next `length` bytes of an open stream, which can be closed before it was begun."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def __iter__(self) -> "Part":
        return self

    def __next__(self) -> bytes:
        chunk: bytes = self._stream.read(min(_CHUNK, self._left)) if self._left else b""
        if not chunk:
            self.close()
            raise StopIteration
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Close the stream; again is harmless."""
        self._stream.close()
