"""Django's backend of PostgreSQL, with a pool that tells a dead connection without asking the server.

The pool's own check sends an empty query each time a connection is taken: a fifth of the cost of an uncached read.
A server that stops, or ends a session, closes its side of the socket: the kernel knows it, and answers at once.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection


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
