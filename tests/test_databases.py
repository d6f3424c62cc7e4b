"""The database's connections: how they are set up, given back while a platform is waited for, and got again."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from agents import scopes
from agents.models import Brand, Conversation
from handoff import connections, summary_writing
from handoff_project.databases import with_options

POSTGRES = {"ENGINE": "django.db.backends.postgresql", "NAME": "handoff"}
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "x.sqlite3"}


def config(address: dict[str, Any], pool_size: int = 12) -> dict[str, Any]:
    return with_options(dict(address), pool_size, Path("/nowhere"))


def test_postgresql_has_a_pool_of_the_size_that_was_set() -> None:
    made = config(POSTGRES, 7)
    assert (made["ENGINE"], made["OPTIONS"]["pool"]["max_size"]) == ("handoff_project.postgresql", 7)
    assert made["CONN_MAX_AGE"] == 0  # Django refuses to keep a pool's connections
    assert made["OPTIONS"]["pool"]["timeout"] <= 5


def test_without_a_pool_each_thread_keeps_its_own_and_looks_at_it_first() -> None:
    made = config(POSTGRES, 0)
    assert (made["ENGINE"], made["OPTIONS"]["pool"]) == ("handoff_project.postgresql", None)
    assert (made["CONN_MAX_AGE"], made["CONN_HEALTH_CHECKS"]) == (60, True)


def test_a_file_has_no_pool() -> None:
    made = config(SQLITE)
    assert (made["ENGINE"], made["CONN_MAX_AGE"]) == ("handoff_project.sqlite3", 0)
    assert "pool" not in made["OPTIONS"]


def test_the_address_has_the_last_word() -> None:
    made = config({**POSTGRES, "OPTIONS": {"connect_timeout": 1, "sslmode": "require"}})
    assert (made["OPTIONS"]["connect_timeout"], made["OPTIONS"]["sslmode"]) == (1, "require")


@pytest.mark.django_db(transaction=True)
def test_a_released_connection_is_gone_and_the_next_query_takes_another() -> None:
    assert one() == 1
    connections.release()
    assert connection.connection is None
    assert one() == 1


@pytest.mark.django_db(transaction=True)
def test_a_transaction_keeps_its_connection() -> None:
    with transaction.atomic():
        assert one() == 1
        connections.release()
        assert connection.connection is not None
        assert one() == 1


@pytest.mark.django_db(transaction=True)
def test_no_connection_waits_while_a_conversation_s_language_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one of a process loads a model for it, and all its threads wait: they would hold the whole pool."""
    held: list[object] = []
    monkeypatch.setattr(summary_writing, "language_of", lambda *given: held.append(connection.connection) or "en")
    brand = Brand(name="Wool")
    with scopes.brand(brand.pk):
        assert one() == 1
        setting = summary_writing.setting_of(Conversation(brand=brand, agent_id=uuid4()), [], spoken="")
    assert (setting.customer_language, held) == ("en", [None])


@pytest.mark.django_db(transaction=True)
def test_a_restart_of_the_server_costs_nobody_a_query() -> None:
    """Each connection that lies in the pool is dead then."""
    fill_the_pool(6)
    connections.release()
    end_all_others()
    connections.release()
    for _ in range(4):
        assert one() == 1
        connections.release()


def one() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return int(cursor.fetchone()[0])


def fill_the_pool(size: int) -> None:
    """By as many threads at once."""
    together = threading.Barrier(size)

    def use() -> None:
        one()
        together.wait(30)
        connection.close()

    threads = [threading.Thread(target=use) for _ in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def end_all_others() -> None:
    """As an immediate restart does. A file has no server that could."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
