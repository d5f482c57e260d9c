"""Django's backend of PostgreSQL, with a pool that tells a dead connection without asking, and statements planned once.

The pool's own check sends an empty query each time a connection is taken: a fifth of the cost of an uncached read.
A server that stops, or ends a session, closes its side of the socket: the kernel knows it, and answers at once.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, Cursor


def is_silent(connection: Connection[Any]) -> bool:
    """Tell whether nothing waits to be read on an idle connection; the end of the stream, or a notice, can be read."""
    if connection.closed:
        return False
    waiting = select.poll()  # select() takes no descriptor above 1,023
    waiting.register(connection.fileno(), select.POLLIN)
    return not waiting.poll(0)


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's; a pooled connection that the server has closed is put aside and another taken."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection[Any]:
        """Return a connection that lives, as far as this machine knows.

        Raises OperationalError if none can be had. What only the network lost is told by the query itself.
        """
        connection: Connection[Any] = super().get_new_connection(conn_params)
        while self.pool and not is_silent(connection):
            connection.close()
            self.pool.putconn(connection)  # the pool opens another in its place
            connection = super().get_new_connection(conn_params)
        return connection

    def preparing_cursor(self) -> Any:
        """Return a cursor whose statements are planned once for the connection; Django has each planned at every call.

        For a query that is asked thousands of times with other values.
        """
        self.ensure_connection()
        self.connection.prepare_threshold = 0  # of no effect on Django's own cursors, which write the values in
        return self._prepare_cursor(Cursor(self.connection))  # type: ignore[attr-defined]
