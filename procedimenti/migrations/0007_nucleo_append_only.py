"""The database itself refuses to change votes, presences, verbali and the log of the personal links."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLES = {
    "procedimenti_votonucleo": {"together": ("punto_id", "componente_id")},
    "procedimenti_presenzanucleo": {},
    "procedimenti_verbalenucleo": {"unique": ("seduta_id",)},
    "procedimenti_accessonucleo": {},
}


def forwards(apps, schema_editor):
    for table, columns in TABLES.items():
        make_append_only(schema_editor, table=table, key="id", **columns)


def backwards(apps, schema_editor):
    for table in TABLES:
        drop_append_only(schema_editor, table=table)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0006_nucleo")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
