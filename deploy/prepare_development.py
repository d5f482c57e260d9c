"""Prepares the development register in one process, because starting Django takes two seconds; safe to repeat."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_registro.settings.development")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after setup

for name in ("migrate", "setup_registro", "seed_demo"):
    call_command(name, verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
