"""The database itself refuses to change steps, snapshots and protocol numbers."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLES = ("procedimenti_passoistanza", "procedimenti_fotografia", "procedimenti_protocollo")


def forwards(apps, schema_editor):
    for table in TABLES:
        make_append_only(schema_editor, table=table, key="id")


def backwards(apps, schema_editor):
    for table in TABLES:
        drop_append_only(schema_editor, table=table)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
