"""The database itself refuses to change who held the potere sostitutivo."""

from typing import ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

TABLE = "procedimenti_titolarepoteresostitutivo"


def forwards(apps, schema_editor):
    make_append_only(schema_editor, table=TABLE, key="id")


def backwards(apps, schema_editor):
    drop_append_only(schema_editor, table=TABLE)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0012_potere_sostitutivo")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
