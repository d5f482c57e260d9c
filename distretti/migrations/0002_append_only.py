"""The database itself refuses to change or cut the ledger and the acts (design law 2)."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLES = (("distretti_annotazione", "seq", ("impronta", "chiave")), ("distretti_atto", "id", ()))


def forwards(apps, schema_editor):
    for table, key, unique in TABLES:
        make_append_only(schema_editor, table=table, key=key, unique=unique)


def backwards(apps, schema_editor):
    for table, _key, _unique in TABLES:
        drop_append_only(schema_editor, table=table)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("distretti", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
