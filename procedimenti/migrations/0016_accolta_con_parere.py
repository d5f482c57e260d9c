"""The database refuses a grant without the opinion of the Nucleo, in the kinds of procedure that ask for one.

What was concluded before it came here has no steps in between (`da` is not `in_decisione`) and is not looked at.
"""

from typing import ClassVar

from django.db import migrations

_TIPI = "('conferma', 'revoca', 'riconoscimento')"
_NAME = "procedimenti_passoistanza_parere"
_CONCERNS = f"SELECT 1 FROM procedimenti_istanza i WHERE i.id = NEW.istanza_id AND i.tipo IN {_TIPI}"  # noqa: S608
_GIVEN = "SELECT 1 FROM procedimenti_passoistanza p WHERE p.istanza_id = NEW.istanza_id AND p.passo = 'parere'"
_MISSING = f"""NEW.passo = 'accoglimento' AND NEW.da = 'in_decisione'
    AND EXISTS ({_CONCERNS}) AND NOT EXISTS ({_GIVEN})"""
_SQLITE = f"""CREATE TRIGGER {_NAME} BEFORE INSERT ON procedimenti_passoistanza WHEN {_MISSING}
BEGIN SELECT RAISE(ABORT, 'no grant without the opinion'); END"""
_POSTGRESQL = f"""
CREATE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_MISSING} THEN
        RAISE EXCEPTION 'no grant without the opinion' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {_NAME} BEFORE INSERT ON procedimenti_passoistanza FOR EACH ROW EXECUTE FUNCTION {_NAME}();
"""


def forwards(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(_POSTGRESQL if postgresql else _SQLITE, params=None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"DROP TRIGGER {_NAME} ON procedimenti_passoistanza; DROP FUNCTION {_NAME}()", params=None
        )
    else:
        schema_editor.execute(f"DROP TRIGGER {_NAME}", params=None)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0015_righe_mai_sostituite")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
