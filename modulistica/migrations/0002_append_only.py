"""The database itself refuses to change the seals of the versions (design laws 1 and 6)."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLE = "modulistica_sigilloversione"


def forwards(apps, schema_editor):
    make_append_only(schema_editor, table=TABLE, key="id")


def backwards(apps, schema_editor):
    drop_append_only(schema_editor, table=TABLE)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("modulistica", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
