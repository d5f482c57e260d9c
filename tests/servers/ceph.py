"""A real S3 server: one Ceph monitor, one memory store and the RADOS Gateway, from Debian's packages, on loopback.

A mock is not enough: mocks accept expired and tampered signatures.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.packages import need

ACCESS_KEY, SECRET_KEY = "registro-prova", "segreta-solo-per-le-prove"
_CONFIGURATION = """
[global]
fsid = {fsid}
mon host = v2:127.0.0.1:{mon}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = false
run dir = {folder}/run
log file = {folder}/log/$name.log
pid file = {folder}/run/$name.pid
admin socket = {folder}/run/$name.asok
keyring = {folder}/keyring
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 2
mon max pg per osd = 1000
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
[mon.a]
mon data = {folder}/mon
[osd.0]
osd data = {folder}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:{port}
rgw data = {folder}/rgw
rgw dns name = localhost
rgw run sync thread = false
rgw enable gc threads = false
rgw enable lc threads = false
rgw dynamic resharding = false
rgw override bucket index max shards = 1
rgw thread pool size = 32
"""


@dataclass(frozen=True)
class S3:
    """Where the server is and with which keys one enters."""

    endpoint: str
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def s3_server(folder: Path) -> Iterator[S3]:
    """Start the server in `folder` (about fifteen seconds) and stop it afterwards."""
    for program, package in (("ceph-mon", "ceph-mon"), ("ceph-osd", "ceph-osd"), ("radosgw", "radosgw")):
        need(program, package)
    need("ceph", "ceph-common")
    port = _free_port()
    for name in ("mon", "osd", "run", "log", "rgw"):
        (folder / name).mkdir(parents=True)
    conf = folder / "ceph.conf"
    conf.write_text(_CONFIGURATION.format(fsid=uuid.uuid4(), folder=folder, mon=_free_port(), port=port))
    try:
        _start(folder, conf)
        _wait(f"http://127.0.0.1:{port}/")
        yield S3(f"http://127.0.0.1:{port}")
    finally:
        for pid_file in (folder / "run").glob("*.pid"):
            with contextlib.suppress(ValueError, ProcessLookupError):
                os.kill(int(pid_file.read_text()), signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, conf: Path) -> None:
    """Monitor, store, gateway: each needs the one before."""

    def run(*command: str, stdin: str | None = None) -> str:
        done = subprocess.run(  # noqa: S603 - our own commands
            command, input=stdin, text=True, capture_output=True, check=True, timeout=120
        )
        return done.stdout

    keyring = folder / "keyring"
    run("ceph-authtool", "--create-keyring", str(keyring), "--gen-key", "-n", "mon.", "--cap", "mon", "allow *")
    caps = ("--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *")
    run("ceph-authtool", str(keyring), "--gen-key", "-n", "client.admin", *caps)
    text = conf.read_text()
    fsid = next(line.split("= ")[1] for line in text.splitlines() if line.startswith("fsid"))
    address = next(line.split("= ")[1] for line in text.splitlines() if line.startswith("mon host"))
    run("monmaptool", "--create", "--fsid", fsid, "--addv", "a", f"[{address}]", str(folder / "monmap"), "--clobber")
    monitor = ("ceph-mon", "-c", str(conf), "-i", "a")
    run(*monitor, "--mkfs", "--monmap", str(folder / "monmap"), "--keyring", str(keyring))
    run(*monitor)
    ceph = ("ceph", "-c", str(conf))
    with keyring.open("a") as keys:
        keys.write(run(*ceph, "auth", "get-or-create", "client.rgw", "mon", "allow rw", "osd", "allow rwx"))
    osd_uuid, osd_key = str(uuid.uuid4()), run("ceph-authtool", "--gen-print-key").strip()
    run(*ceph, "osd", "new", osd_uuid, "-i", "-", stdin=f'{{"cephx_secret": "{osd_key}"}}')
    with keyring.open("a") as keys:
        keys.write(f"[osd.0]\n\tkey = {osd_key}\n")
    run("ceph-osd", "-c", str(conf), "-i", "0", "--mkfs", "--osd-uuid", osd_uuid)
    run("ceph-osd", "-c", str(conf), "-i", "0")
    run(*ceph, "osd", "crush", "add", "osd.0", "1.0", "host=localhost", "root=default")
    user = ("user", "create", "--uid=registro", "--display-name=registro")
    run("radosgw-admin", "-c", str(conf), *user, f"--access-key={ACCESS_KEY}", f"--secret-key={SECRET_KEY}")
    run("radosgw", "-c", str(conf), "-n", "client.rgw")


def _wait(url: str) -> None:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own loopback server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the S3 server did not start")
