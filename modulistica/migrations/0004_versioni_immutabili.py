"""The database itself refuses to change or delete an approved version and its files (design law 6).

`attiva_dal` alone may still be written: it says when `tick` made the version the current one.
"""

from typing import ClassVar

from django.db import migrations

_V, _F = "modulistica_versionemodello", "modulistica_fileversione"
_COLUMNS = "modello_id, numero, stato, in_vigore_dal, in_vigore_al, novita, cambia_obbligatori, creata_il"
_APPROVED = f"EXISTS (SELECT 1 FROM {_V} v WHERE v.id = {{row}}.versione_id AND v.stato = 'approvata')"  # noqa: S608 - our tables

_POSTGRESQL = f"""
CREATE FUNCTION modulistica_versione_immutabile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.stato = 'approvata' THEN
        RAISE EXCEPTION 'an approved version is immutable: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE FUNCTION modulistica_file_immutabile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND {_APPROVED.format(row="OLD")} OR TG_OP <> 'DELETE' AND {_APPROVED.format(row="NEW")} THEN
        RAISE EXCEPTION 'files of an approved version are immutable: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE FUNCTION modulistica_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'approved versions are immutable: TRUNCATE refused' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {_V}_update BEFORE UPDATE OF {_COLUMNS} ON {_V}
    FOR EACH ROW EXECUTE FUNCTION modulistica_versione_immutabile();
CREATE TRIGGER {_V}_delete BEFORE DELETE ON {_V} FOR EACH ROW EXECUTE FUNCTION modulistica_versione_immutabile();
CREATE TRIGGER {_V}_truncate BEFORE TRUNCATE ON {_V} FOR EACH STATEMENT EXECUTE FUNCTION modulistica_no_truncate();
CREATE TRIGGER {_F}_change BEFORE INSERT OR UPDATE OR DELETE ON {_F}
    FOR EACH ROW EXECUTE FUNCTION modulistica_file_immutabile();
CREATE TRIGGER {_F}_truncate BEFORE TRUNCATE ON {_F} FOR EACH STATEMENT EXECUTE FUNCTION modulistica_no_truncate();
"""
_POSTGRESQL_DROP = f"""
DROP TRIGGER {_V}_update ON {_V};
DROP TRIGGER {_V}_delete ON {_V};
DROP TRIGGER {_V}_truncate ON {_V};
DROP TRIGGER {_F}_change ON {_F};
DROP TRIGGER {_F}_truncate ON {_F};
DROP FUNCTION modulistica_versione_immutabile();
DROP FUNCTION modulistica_file_immutabile();
DROP FUNCTION modulistica_no_truncate();
"""

_REFUSED = "BEGIN SELECT RAISE(ABORT, 'an approved version is immutable'); END"
# REPLACE deletes without firing DELETE triggers on SQLite: a row that would take the place of one is refused on insert.
_SAME_VERSION = (
    f"EXISTS (SELECT 1 FROM {_V} v WHERE v.stato = 'approvata'"  # noqa: S608 - our tables
    " AND (v.id = NEW.id OR v.modello_id = NEW.modello_id AND v.numero = NEW.numero))"
)
_SAME_FILE = (
    f"EXISTS (SELECT 1 FROM {_F} f JOIN {_V} v ON v.id = f.versione_id"  # noqa: S608 - our tables
    " WHERE f.id = NEW.id AND v.stato = 'approvata')"
)
_SQLITE = {
    f"{_V}_update": f"BEFORE UPDATE OF {_COLUMNS} ON {_V} WHEN OLD.stato = 'approvata'",
    f"{_V}_delete": f"BEFORE DELETE ON {_V} WHEN OLD.stato = 'approvata'",
    f"{_V}_replace": f"BEFORE INSERT ON {_V} WHEN {_SAME_VERSION}",
    f"{_F}_update": f"BEFORE UPDATE ON {_F} WHEN {_APPROVED.format(row='OLD')} OR {_APPROVED.format(row='NEW')}",
    f"{_F}_delete": f"BEFORE DELETE ON {_F} WHEN {_APPROVED.format(row='OLD')}",
    f"{_F}_insert": f"BEFORE INSERT ON {_F} WHEN {_APPROVED.format(row='NEW')} OR {_SAME_FILE}",
}


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL, params=None)
        return
    for name, when in _SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {when} {_REFUSED}", params=None)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL_DROP, params=None)
        return
    for name in _SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("modulistica", "0003_lingue")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
