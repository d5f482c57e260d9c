#!/usr/bin/env bash
# manage.py with the settings and the user of the services. A DATABASE_URL given before it wins, as for `migrate`, which
# needs the user that owns the tables.
set -euo pipefail
cd "$(dirname "$0")/.."
given=${DATABASE_URL:-}
set -a
. /etc/registro/registro.env
set +a
DATABASE_URL=${given:-$DATABASE_URL} exec runuser -u registro -- .venv/bin/python manage.py "$@"
