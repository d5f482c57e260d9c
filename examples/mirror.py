"""Mirrors the register into static JSON files: `python mirror.py https://registro… FOLDER [SECONDS BETWEEN VISITS]`.

Each resource becomes FOLDER/<resource>/<key>.json; FOLDER/.last is where the feed was left, also after days offline.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


def fetch(url: str) -> bytes | None:
    """Return the resource at `url`, its pages put together, or None if it is no longer there."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            body: bytes = answer.read()
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            return None
        if error.code != 429:  # too many requests in this minute: the answer says how many seconds to wait
            raise
        time.sleep(int(error.headers["Retry-After"]))
        return fetch(url)
    content = json.loads(body)
    following = content.get("_links", {}).get("next") if "totale" in content else None
    if following and (rest := fetch(following)):
        content["items"] += json.loads(rest)["items"]
        body = json.dumps(content, ensure_ascii=False).encode()
    return body


def write(path: Path, body: bytes) -> None:
    """Write a file that nobody ever reads by halves."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".new").write_bytes(body)
    os.replace(path.with_suffix(".new"), path)


def catch_up(base: str, folder: Path) -> int:
    """Bring the copy up to now; returns how many lines of the feed were read."""
    last, read = folder / ".last", 0
    url = last.read_text() if last.exists() else f"{base}/api/v1/variazioni?dopo=0&limit=100"
    while items := (page := json.loads(fetch(url) or b"{}"))["items"]:
        changed = {(line["risorsa"], line["chiave"]): line["_links"]["self"] for line in items}
        for (resource, key), address in changed.items():
            path, body = folder / resource / f"{key}.json", fetch(address) if address else None
            path.unlink(missing_ok=True) if body is None else write(path, body)
        url, read = page["_links"]["next"], read + len(items)
        write(last, url.encode())
    return read


if __name__ == "__main__":
    print(catch_up(sys.argv[1].rstrip("/"), Path(sys.argv[2])), "changes", flush=True)
    while len(sys.argv) > 3:
        time.sleep(float(sys.argv[3]))
        print(catch_up(sys.argv[1].rstrip("/"), Path(sys.argv[2])), "changes", flush=True)
