"""What to do when a Debian package is missing: skip naming it, or fail where nothing may be skipped (CI)."""

import os
import shutil

import pytest


def need(program: str, package: str) -> str:
    """Return the path of a program; skip naming the Debian package that has it, or fail with CI=true."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if path is None:
        message = f"needs the Debian package {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path
