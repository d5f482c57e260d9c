"""The SQL that makes tables append-only on PostgreSQL and SQLite; which tables is decided by the migrations."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only: %% refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
""".replace("%%", "%")

_POSTGRESQL_DROP = """
DROP TRIGGER {table}_no_change ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
DROP FUNCTION {table}_append_only();
"""

# REPLACE and upsert delete without firing DELETE triggers on SQLite: a row with a known key (primary or unique) is
# refused on insert.
_SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only: UPDATE refused'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only: DELETE refused'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
    " WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
    " BEGIN SELECT RAISE(ABORT, '{table} is append-only: REPLACE refused'); END",
)
_SQLITE_NAMES = ("no_update", "no_delete", "no_replace")


def make_append_only(
    schema_editor: BaseDatabaseSchemaEditor,
    *,
    table: str,
    key: str,
    unique: tuple[str, ...] = (),
    together: tuple[str, ...] = (),
    same: tuple[str, ...] = (),
) -> None:
    """Make the database refuse UPDATE, DELETE and TRUNCATE on `table`.

    `key` is its primary key, `unique` every other column that is unique by itself, `together` those that are
    as a whole, `same` what else makes a row the same as NEW, as a condition in SQL.
    A later migration that alters the table must call this again: SQLite makes the table anew, without its triggers.
    """
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL.format(table=table), params=None)
        return
    alone = [f"{column} = NEW.{column}" for column in (key, *unique)]
    whole = " AND ".join(f"{column} = NEW.{column}" for column in together)
    known = " OR ".join([*alone, *([f"({whole})"] if whole else []), *(f"({condition})" for condition in same)])
    for statement in _SQLITE:
        schema_editor.execute(statement.format(table=table, same=known), params=None)


def drop_append_only(schema_editor: BaseDatabaseSchemaEditor, *, table: str) -> None:
    """Undo `make_append_only`, for the reverse of a migration."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL_DROP.format(table=table), params=None)
        return
    for name in _SQLITE_NAMES:
        schema_editor.execute(f"DROP TRIGGER {table}_{name}", params=None)
