"""PostgreSQL learns how often each value of a filter occurs: name and value say it only together.

Without, it takes them for independent, expects a handful of documents where there are thousands, and sorts them all;
with them it walks the order that is asked for and stops at the page (CREATE STATISTICS, PostgreSQL §14.2.2).
"""

from typing import ClassVar

from django.db import migrations

_CREATE = (
    "CREATE STATISTICS documento_filtro_valori (mcv, dependencies) ON nome, valore FROM pubblicazione_documentofiltro"
)
_DROP = "DROP STATISTICS documento_filtro_valori"


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_CREATE)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_DROP)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pubblicazione", "0007_esportazione")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
