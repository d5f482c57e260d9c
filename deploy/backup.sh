#!/usr/bin/env bash
# Backs up the PostgreSQL database of DATABASE_URL and the files of MEDIA_ROOT into BACKUP_DIR.
# The database comes first: every file that its rows name was stored before them, and stored files never change.
set -euo pipefail
umask 027
: "${DATABASE_URL:?}" "${MEDIA_ROOT:?}"
to=${BACKUP_DIR:-/var/backups/registro}
name=registro-$(date -u +%Y%m%dT%H%M%SZ)

mkdir -p "$to/database" "$to/media"
trap 'rm -f "$to/database/$name.partial"' EXIT
pg_dump --format=custom --file="$to/database/$name.partial" "$DATABASE_URL"
pg_restore --list "$to/database/$name.partial" >/dev/null
mv "$to/database/$name.partial" "$to/database/$name.dump"
cp -a --update "$MEDIA_ROOT/." "$to/media/"
find "$to/database" -name 'registro-*.dump' -mtime "+${BACKUP_KEEP_DAYS:-30}" -delete
echo "$to/database/$name.dump"
