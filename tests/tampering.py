"""Tampering: the only place where the append-only triggers are disarmed."""

from collections.abc import Callable

import pytest
from django.db import connection

TABLES = (
    "distretti_annotazione",
    "distretti_atto",
    "distretti_aderente",
    "pubblicazione_sigillo",
    "modulistica_sigilloversione",
    "modulistica_versionemodello",
    "modulistica_fileversione",
    "estratti_estratto",
)
Tamper = Callable[[str], None]


def _sqlite_triggers() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return [(name, sql) for name, sql in cursor.fetchall() if any(t in name for t in TABLES)]


@pytest.fixture
def tamper(db: None) -> Tamper:
    """Run SQL with the triggers off, as somebody with the database's own password could."""

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                for table in TABLES:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute(statement)
                for table in TABLES:
                    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
                return
            triggers = _sqlite_triggers()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(statement)
            for _name, sql in triggers:
                cursor.execute(sql)

    return run
