"""Receiving an upload where there is no room for it: what Django writes down before anybody looks at it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

_FULL = {errno.ENOSPC, errno.EDQUOT}


class FullDiskAwareUploadHandler(TemporaryFileUploadHandler):
    """Writes a large upload to a temporary file; without room it stops and marks META (`registro.senza_spazio`).

    Django would let the OSError out of the reading of the form, where no view can answer it: a 500, in English.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        with self._room():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with self._room():
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        with self._room():
            return super().file_complete(file_size)

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno not in _FULL:
                raise
            if self.request is not None:
                self.request.META["registro.senza_spazio"] = True
            raise StopUpload(connection_reset=True) from error
