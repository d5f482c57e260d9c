"""The database itself refuses to change what is declared, how one appeals, by which rules the Nucleo works."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLES = ("procedimenti_dichiarazione", "procedimenti_ricorso", "procedimenti_regolanucleo")


def forwards(apps, schema_editor):
    for table in TABLES:
        make_append_only(schema_editor, table=table, key="id")


def backwards(apps, schema_editor):
    for table in TABLES:
        drop_append_only(schema_editor, table=table)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0018_versioni_delle_regole")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
