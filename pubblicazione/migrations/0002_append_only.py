"""The database itself refuses to change or cut what was approved and who submitted it (design laws 1 and 4)."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLES = (("pubblicazione_sigillo", "id"), ("pubblicazione_invio", "id"))


def forwards(apps, schema_editor):
    for table, key in TABLES:
        make_append_only(schema_editor, table=table, key=key)


def backwards(apps, schema_editor):
    for table, _key in TABLES:
        drop_append_only(schema_editor, table=table)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pubblicazione", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
