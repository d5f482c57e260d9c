"""The two stores of files, public and private: folders by default, S3 buckets when named in the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PRESIGNED_SECONDS = 60


def file_stores(environ: Mapping[str, str], media_root: Path) -> dict[str, dict[str, Any]]:
    """Return the STORAGES entries `pubblico` and `riservato`.

    With S3_ENDPOINT_URL set, S3_BUCKET_PUBBLICO and S3_BUCKET_RISERVATO are required. Credentials are read by boto3
    itself from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: they never stand in settings, where a task that receives
    a storage as its argument would write them into the database.
    """
    if not environ.get("S3_ENDPOINT_URL"):
        backend = "archivio.depositi.AtomicFileSystemStorage"
        return {
            name: {"BACKEND": backend, "OPTIONS": {"location": str(media_root / name), "base_url": None}}
            for name in ("pubblico", "riservato")
        }
    options = {
        "endpoint_url": environ["S3_ENDPOINT_URL"],
        "region_name": environ.get("S3_REGION", "us-east-1"),
        "addressing_style": "path",
        "signature_version": "s3v4",
        "default_acl": None,
        "file_overwrite": True,
        "max_memory_size": 2 * 1024 * 1024,
        "querystring_auth": True,
        "querystring_expire": PRESIGNED_SECONDS,
    }
    return {
        name: {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {**options, "bucket_name": environ[f"S3_BUCKET_{name.upper()}"]},
        }
        for name in ("pubblico", "riservato")
    }
