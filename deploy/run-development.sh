#!/usr/bin/env bash
# Prepares the development database and serves it with its task worker and `tick`; Ctrl-C stops all.
set -euo pipefail
export DJANGO_SETTINGS_MODULE=site_registro.settings.development
PY=.venv/bin/python
$PY deploy/prepare_development.py
trap 'kill 0' EXIT
echo "Registro: http://localhost:${PORT}/api/v1/iscrizioni   Redazione: http://localhost:${PORT}/admin/"
$PY manage.py db_worker &
$PY manage.py tick --every 60 &
.venv/bin/granian --interface wsgi --host 127.0.0.1 --port "$PORT" --blocking-threads 4 --no-ws site_registro.wsgi:application &
wait -n
