"""SQLite refuses to replace a row by any of what is unique in it, as the first migrations did by its key alone."""

from typing import Any, ClassVar

from django.db import migrations

from core.append_only import drop_append_only, make_append_only

_CONCLUSI = "('accolta','archiviata','improcedibile','inammissibile','irricevibile','rigettata','rinunciata')"
_UNICI = "('preavviso','presentazione','richiesta_integrazione','richiesta_sostituzione','rinvio','sostituzione')"
TABLES: dict[str, dict[str, Any]] = {
    "procedimenti_passoistanza": {
        "together": ("istanza_id", "seq"),
        "same": (
            f"istanza_id = NEW.istanza_id AND passo = NEW.passo AND NEW.passo IN {_UNICI}",
            f"istanza_id = NEW.istanza_id AND a IN {_CONCLUSI} AND NEW.a IN {_CONCLUSI}",
        ),
    },
    "procedimenti_fotografia": {"unique": ("passo_id",)},
    "procedimenti_protocollo": {"unique": ("passo_id",), "together": ("registro", "anno", "numero")},
    "procedimenti_scrittoinviato": {"unique": ("scritto_id",)},
}


def forwards(apps, schema_editor):
    _arm(schema_editor, TABLES)


def backwards(apps, schema_editor):
    _arm(schema_editor, {table: {} for table in TABLES})


def _arm(schema_editor, tables):
    if schema_editor.connection.vendor == "postgresql":  # it has no REPLACE: nothing was missing
        return
    for table, columns in tables.items():
        drop_append_only(schema_editor, table=table)
        make_append_only(schema_editor, table=table, key="id", **columns)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0014_passi_unici")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
