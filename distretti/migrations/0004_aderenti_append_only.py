"""The rows of a members' list never change: a new upload is a new version."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLE = "distretti_aderente"


def forwards(apps, schema_editor):
    make_append_only(schema_editor, table=TABLE, key="id")


def backwards(apps, schema_editor):
    drop_append_only(schema_editor, table=TABLE)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("distretti", "0003_persone_e_scadenze")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
