"""The database itself refuses to change what was closed of the office's writings."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLE = "procedimenti_scrittoinviato"


def forwards(apps, schema_editor):
    make_append_only(schema_editor, table=TABLE, key="id")


def backwards(apps, schema_editor):
    drop_append_only(schema_editor, table=TABLE)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0008_scritti")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
