"""The register's one lock: whoever writes the ledger or the change feed waits here, until commit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

# SQLite's "database is locked", PostgreSQL's lock timeout: nothing was written, and it may be tried again.
RegistroOccupato = OperationalError
OCCUPATO = "Il registro è occupato da un’altra registrazione e questa non è stata fatta: riprova tra qualche secondo."

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


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything inside as it was at one moment, while others write.

    PostgreSQL: a snapshot of its own (REPEATABLE READ). SQLite: its transactions are one, and hold writers back.
    Inside a transaction already open nothing is promised beyond what that one promises.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def locked_register() -> Iterator[None]:
    """Open a transaction that holds the register's lock from its first moment.

    Whoever will write pages must take it before the first row: two writers that take row and lock in
    opposite orders would stop each other, and PostgreSQL would end one of them.
    """
    with transaction.atomic():
        lock_register()
        yield
