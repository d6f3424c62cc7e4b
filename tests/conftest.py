"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as product_settings
from django.db.backends.sqlite3.base import DatabaseWrapper as Sqlite
from hypothesis import HealthCheck, settings

from agents.purging import deletions_allowed
from handoff import waking
from tests.site import redis_of_its_own
from tests.stand_ins import StandIns, running_stand_ins

# Playwright's own loop runs in the thread of the test, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# A busy machine is no fault of the code.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("searching", **PATIENT)
settings.register_profile("repeatable", derandomize=True, **PATIENT)


# Databases of Redis: the sites of two test processes have 1 and 2, and no test empties the cache of another process.
FIRST_CACHE = 3


def pytest_configure(config: pytest.Config) -> None:
    """Without --long the same examples are tried each time: a change passes or fails, whenever it is tested."""
    settings.load_profile("repeatable" if config.getoption("markexpr") == "not long" else "searching")
    for url in redis_of_its_own(FIRST_CACHE).values():
        product_settings.CACHES["default"]["LOCATION"] = url


# What makes a test one of the database, or of the whole product that runs on it.
OF_THE_DATABASE = {"db", "transactional_db", "live_server", "site"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database only what a database could change: the rest has run on the first one."""
    if os.environ.get("HANDOFF_TEST_STACK") != "postgres":
        return
    config.hook.pytest_deselected(items=[item for item in items if not is_of_the_database(item)])
    items[:] = filter(is_of_the_database, items)


def is_of_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_database"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & OF_THE_DATABASE)


@pytest.fixture(scope="session", autouse=True)
def emptying_is_allowed() -> Iterator[None]:
    """Between tests SQLite's tables are emptied row by row, which the triggers would refuse. PostgreSQL truncates."""
    emptied = Sqlite.ops_class.execute_sql_flush

    def emptied_with_permission(operations: Any, statements: list[str]) -> None:
        with deletions_allowed():
            emptied(operations, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sqlite.ops_class, "execute_sql_flush", emptied_with_permission)
        yield


@pytest.fixture(autouse=True)
def broker_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an earlier test found out about it."""
    monkeypatch.setattr(waking, "_asked_again_at", 0.0)


@pytest.fixture(scope="session")
def stand_in_server() -> Iterator[StandIns]:
    """The demo's own process, with the stand-in platforms in it."""
    with running_stand_ins() as stand_ins:
        yield stand_ins


@pytest.fixture
def stand_ins(stand_in_server: StandIns, settings: pytest.FixtureRequest) -> StandIns:
    """Empty stand-in platforms; every request to a platform goes there."""
    stand_in_server.reset()
    settings.STAND_IN_URL = stand_in_server.url
    return stand_in_server
