"""The register's one lock: whoever writes the ledger or the change feed waits here, until commit."""

from django.db import connection

_LEDGER_LOCK = 0x52454749  # "REGI": any constant does, it only has to be ours


def lock_register() -> None:
    """Hold the register's lock until the open transaction ends.

    PostgreSQL: a transaction-level advisory lock. SQLite needs none: its transactions begin IMMEDIATE.
    Raises RuntimeError outside a transaction, where the lock would be let go at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the register's lock needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LEDGER_LOCK])
