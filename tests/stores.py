"""Fixtures of the servers and stores that tests of files need; a plugin of the whole suite."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import time_machine
from botocore.config import Config
from pytest_django import Settings

from site_registro.settings.stores import file_stores
from tests.servers.ceph import S3, s3_server
from tests.servers.clamd import clamd

BUCKETS = {"S3_BUCKET_PUBBLICO": "pubblico", "S3_BUCKET_RISERVATO": "riservato"}


@pytest.fixture(scope="session")
def clamd_address() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="clamd-", dir="/tmp") as folder, clamd(Path(folder) / "c") as address:
        yield address


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    with tempfile.TemporaryDirectory(prefix="ceph-", dir="/tmp") as folder, s3_server(Path(folder) / "c") as server:
        yield server


@pytest.fixture
def s3_client(s3: S3) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=s3.endpoint,
        aws_access_key_id=s3.access_key,
        aws_secret_access_key=s3.secret_key,
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )


def true_time(remove_tzinfo: bool = True) -> dt.datetime:
    """The time of the machine, whatever the clock of the test says."""
    hatch = time_machine.escape_hatch
    now = hatch.datetime.datetime.now(dt.UTC) if hatch.is_travelling() else dt.datetime.now(dt.UTC)
    return now.replace(tzinfo=None) if remove_tzinfo else now


@pytest.fixture
def s3_stores(s3: S3, s3_client: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both stores in buckets of the real server, empty at the start."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
    # The server has a clock of its own: requests are signed at the true time also where a test froze its own.
    monkeypatch.setattr("botocore.auth.get_current_datetime", true_time)
    for bucket in BUCKETS.values():
        s3_client.create_bucket(Bucket=bucket)
        for item in s3_client.list_objects_v2(Bucket=bucket).get("Contents", []):
            s3_client.delete_object(Bucket=bucket, Key=item["Key"])
    stores = file_stores({"S3_ENDPOINT_URL": s3.endpoint, **BUCKETS}, Path("/nowhere"))
    settings.STORAGES = {**settings.STORAGES, **stores}


@pytest.fixture
def local_stores(settings: Settings, tmp_path: Path) -> Path:
    """Both stores in folders of this test."""
    settings.STORAGES = {**settings.STORAGES, **file_stores({}, tmp_path)}
    return tmp_path


@pytest.fixture(params=["local", pytest.param("s3", marks=pytest.mark.slow)])
def stores(request: pytest.FixtureRequest) -> str:
    """The same test on local files and on the real S3 server."""
    request.getfixturevalue(f"{request.param}_stores")
    return str(request.param)
