#!/usr/bin/env bash
# Proves the register against the head of the chain kept from the last good night, then keeps the new one.
# Exit code 1 and the first bad row named if something does not hold.
set -euo pipefail
cd "$(dirname "$0")/.."
PY=${PYTHON:-.venv/bin/python}
heads=${HEADS_FILE:-/var/lib/registro/heads}

# Whatever the register's proof says, the files are proved too.
files=0
"$PY" manage.py verify_files || files=$?
known=$(tail -n 1 "$heads" 2>/dev/null || true)
said=$("$PY" manage.py verify_registro ${known:+--head "$known"})
echo "$said"
head=$(grep -oE '[0-9]+:[0-9a-f]{64}' <<<"$said")
if [ "$head" != "$known" ]; then echo "$head" >>"$heads"; fi
exit "$files"
