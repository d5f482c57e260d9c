"""A real nginx with the project's own configuration, only its ports, names, folders and certificates changed."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.packages import need

CONFIGURATION = Path(__file__).resolve().parents[2] / "deploy" / "nginx" / "registro.conf"
_MAIN = """
user root;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  {ours}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """Its two doors, as `host:port`: the public one, and the one by which its cache is refreshed."""

    public: str
    refresh: str


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ours(folder: Path, upstream: str, public: int, refresh: int) -> str:
    text = CONFIGURATION.read_text(encoding="utf-8")
    changes = {
        "    listen 80;\n    listen [::]:80;\n    server_name registro.example.it;\n    return 301": "    return 301",
        "server {\n    return 301 https://$host$request_uri;\n}\n": "",
        "    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n": f"    listen 127.0.0.1:{public};\n",
        "    ssl_certificate /etc/ssl/certs/registro.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/private/registro.key;\n    ssl_protocols TLSv1.2 TLSv1.3;\n": "",
        "server 127.0.0.1:8000;": f"server {upstream};",
        "listen 127.0.0.1:8001;": f"listen 127.0.0.1:{refresh};",
        "/var/lib/nginx/registro levels": f"{folder}/cache levels",
    }
    for old, new in changes.items():
        assert old in text, f"deploy/nginx/registro.conf no longer says {old!r}"
        text = text.replace(old, new)
    return text


@contextmanager
def nginx(folder: Path, *, upstream: str) -> Iterator[Nginx]:
    """Start nginx in front of `upstream` (`host:port`)."""
    program = need("nginx", "nginx")
    folder.mkdir()
    public, refresh = _free_port(), _free_port()
    configuration = _MAIN.format(folder=folder, ours=_ours(folder, upstream, public, refresh))
    (folder / "nginx.conf").write_text(configuration, encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with (folder / "output.log").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)  # noqa: S603 - our own command
    try:
        _wait(public, folder)
        yield Nginx(f"127.0.0.1:{public}", f"127.0.0.1:{refresh}")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, folder: Path) -> None:
    for _attempt in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError((folder / "output.log").read_text())
