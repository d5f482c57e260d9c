"""The database itself refuses to change an extract that was issued."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLE = "estratti_estratto"


def forwards(apps, schema_editor):
    make_append_only(schema_editor, table=TABLE, key="id", unique=("codice",))


def backwards(apps, schema_editor):
    drop_append_only(schema_editor, table=TABLE)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("estratti", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
