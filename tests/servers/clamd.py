"""A clamd with a database of one signature, EICAR's: enough to prove that we ask and obey, not that it detects."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.archivio.files import EICAR
from tests.servers.packages import need

_CONFIGURATION = """
DatabaseDirectory {folder}/db
LocalSocket {folder}/clamd.sock
Foreground yes
LogFile {folder}/clamd.log
StreamMaxLength 60M
User root
"""


@contextmanager
def clamd(folder: Path) -> Iterator[str]:
    """Start clamd in `folder`; yields the path of its socket."""
    program = need("clamd", "clamav-daemon")
    (folder / "db").mkdir(parents=True)
    (folder / "db" / "eicar.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(_CONFIGURATION.format(folder=folder))
    process = subprocess.Popen(  # noqa: S603 - our own command
        [program, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    path = str(folder / "clamd.sock")
    try:
        _wait(path)
        yield path
    finally:
        process.kill()
        process.wait()


def _wait(path: str) -> None:
    for _attempt in range(300):
        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(path)
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("clamd did not start")
