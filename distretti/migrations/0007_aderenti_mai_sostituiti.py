"""SQLite refuses to replace a member of a list by another in its place, as it refused by the key alone."""

from typing import Any, ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLE = "distretti_aderente"


def forwards(apps, schema_editor):
    _arm(schema_editor, together=("elenco_id", "posizione"))


def backwards(apps, schema_editor):
    _arm(schema_editor)


def _arm(schema_editor, **columns: Any):
    if schema_editor.connection.vendor == "postgresql":  # it has no REPLACE: nothing was missing
        return
    drop_append_only(schema_editor, table=TABLE)
    make_append_only(schema_editor, table=TABLE, key="id", **columns)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("distretti", "0006_termine_festivo")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
