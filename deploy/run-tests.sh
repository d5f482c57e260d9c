#!/usr/bin/env bash
# The whole suite twice: on SQLite, then on PostgreSQL (DATABASE_URL, or the server of a PyPI wheel).
set -euo pipefail
PY=.venv/bin/python
echo "== SQLite"
DATABASE_URL= $PY -m pytest "$@"
echo "== PostgreSQL"
if [ -n "${DATABASE_URL:-}" ]; then
  $PY -m pytest "$@"
else
  $PY deploy/with_postgresql.py $PY -m pytest "$@"
fi
