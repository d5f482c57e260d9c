#!/usr/bin/env bash
# Django's deployment checks on the production settings, with values that only look like a server's.
set -euo pipefail
SECRET_KEY=$(head -c 48 /dev/urandom | base64) PUBLIC_BASE_URL=https://registro.example.it \
ALLOWED_HOSTS=registro.example.it DATABASE_URL=sqlite:///:memory: \
DJANGO_SETTINGS_MODULE=site_registro.settings.production \
  .venv/bin/python manage.py check --deploy --fail-level WARNING
