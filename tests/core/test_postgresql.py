"""The pool of connections outlives whatever PostgreSQL does to them, and asks it nothing."""

from collections.abc import Iterator
from typing import Any

import dj_database_url
import psycopg
import pytest
from django.db import OperationalError
from pytest_django import DjangoDbBlocker

from core.postgresql.base import DatabaseWrapper
from deploy.with_postgresql import throwaway_postgresql

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with throwaway_postgresql() as url:
        yield url.format("postgres")


@pytest.fixture
def pooled(address: str, django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseWrapper]:
    parsed = dj_database_url.parse(address, conn_max_age=0)
    settings: dict[str, Any] = {
        **parsed,
        **{"TIME_ZONE": None, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False, "CONN_HEALTH_CHECKS": False},
        "OPTIONS": {**parsed["OPTIONS"], "pool": {"min_size": 2, "max_size": 2, "timeout": 5}},
    }
    wrapper = DatabaseWrapper(settings, alias="pooled")
    with django_db_blocker.unblock():
        yield wrapper
        wrapper.close()
        wrapper.close_pool()


def session_of(wrapper: DatabaseWrapper) -> int:
    """Read as a request does: take a connection, ask who serves it, give it back."""
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (found,) = cursor.fetchone()
    wrapper.close()
    return int(found)


def end_sessions(address: str) -> None:
    """What a restart of the server does to every session but the one that asks."""
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )


def test_the_next_read_takes_the_same_connection(pooled: DatabaseWrapper) -> None:
    assert len({session_of(pooled) for _read in range(6)}) <= 2


def test_sessions_ended_by_the_server_are_not_seen_by_who_reads(pooled: DatabaseWrapper, address: str) -> None:
    before = {session_of(pooled) for _read in range(4)}

    end_sessions(address)

    assert before.isdisjoint({session_of(pooled) for _read in range(4)})


def test_a_session_ended_while_it_is_used_is_told_and_not_given_to_the_next(
    pooled: DatabaseWrapper, address: str
) -> None:
    with pooled.cursor() as cursor:
        cursor.execute("SELECT 1")
        end_sessions(address)
        with pytest.raises(OperationalError):
            cursor.execute("SELECT 1")
    pooled.close()

    assert session_of(pooled)


def test_an_idle_connection_is_taken_without_a_question(pooled: DatabaseWrapper, address: str) -> None:
    session_of(pooled)
    pooled.pool.wait()  # its other connection is opened in the background
    asked = (
        "SELECT pid, query_start FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> %s ORDER BY 1"
    )
    with psycopg.connect(address, autocommit=True) as other:
        before = sorted(other.execute(asked, [other.info.backend_pid]))
        pooled.ensure_connection()

        assert sorted(other.execute(asked, [other.info.backend_pid])) == before


def test_a_query_asked_often_is_planned_once_for_its_connection(pooled: DatabaseWrapper) -> None:
    for number in range(5):
        with pooled.preparing_cursor() as cursor:
            cursor.execute("SELECT %s::int + 1", [number])
            assert cursor.fetchone() == (number + 1,)
    with pooled.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (1,)
