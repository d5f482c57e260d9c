"""Compiles locale/**/*.po to .mo, which are committed: msgfmt is not on every machine. `--check` only compares."""

import argparse
import datetime as dt
import io
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
ROOT = Path(__file__).resolve().parents[1]


def compiled(source: Path) -> bytes:
    """Return the bytes of the .mo that a .po makes."""
    with source.open("rb") as stream:
        catalog = read_po(stream)
    catalog.creation_date = catalog.revision_date = EPOCH  # the same words give the same bytes
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> int:
    """Write what is stale, or with `--check` return 1 if anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = 0
    for source in sorted((ROOT / "locale").rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.read_bytes() == compiled(source):
            continue
        stale += 1
        if check:
            sys.stderr.write(f"{target.relative_to(ROOT)} is stale: run python deploy/compile_messages.py\n")
        else:
            target.write_bytes(compiled(source))
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main())
