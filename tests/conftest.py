"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings as product_settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import HealthCheck, settings

from agents import scopes, waking, windows
from agents.models import Brand
from agents.purging import deletions_allowed
from devtools import services
from devtools.environment import Environment
from tests.builders import a_brand
from tests.sign_in_builders import a_person_with_password
from tests.site import one_process_at_a_time, redis_of_its_own
from tests.stand_ins import StandIns, running_stand_ins

# Playwright's own loop runs in the thread of the test, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# A busy machine is no fault of the code.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("searching", **PATIENT)
settings.register_profile("repeatable", derandomize=True, **PATIENT)


# What a test does itself may see everything. A request, a task or a thread of its own begins with nothing all the same.
TESTS_THEMSELVES = scopes.maintenance("the tests themselves")

# Databases of Redis: the sites of two test processes have 1 and 2, and no test empties the cache of another process.
FIRST_CACHE = 3


def pytest_configure(config: pytest.Config) -> None:
    """Without --long the same examples are tried each time: a change passes or fails, whenever it is tested."""
    TESTS_THEMSELVES.__enter__()
    settings.load_profile("repeatable" if config.getoption("markexpr") == "not long" else "searching")
    # All tests together come from one address.
    product_settings.LIMIT_GUESSES = product_settings.LIMIT_ADDRESS = "1000000/min"
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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """On PostgreSQL with its walls up: the product works as the role of DATABASE_ROLE, the tests as the owner."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), one_process_at_a_time():
            call_command("secure_database", stdout=StringIO())


@pytest.fixture(scope="session", autouse=True)
def emptying_is_allowed() -> Iterator[None]:
    """Between tests the tables are emptied, which the triggers of those that are append-only would refuse."""
    emptied = BaseDatabaseOperations.execute_sql_flush

    def emptied_with_permission(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        with deletions_allowed():
            emptied(operations, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", emptied_with_permission)
        yield


@pytest.fixture(autouse=True)
def broker_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an earlier test found out about it."""
    monkeypatch.setattr(waking, "_asked_again_at", 0.0)


@pytest.fixture
def quick_passwords(settings: pytest.FixtureRequest) -> None:
    """Hashed in no time; and nobody has tried one yet."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def brand() -> Brand:
    return a_brand("Northwind")


@pytest.fixture
def person(brand: Brand) -> User:
    """An admin of it."""
    return a_person_with_password(brand)


@pytest.fixture
def within_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted by the hour: none ends in the middle of the test."""
    window_at = windows._window
    monkeypatch.setattr(windows, "_window", lambda _now, *counted: window_at(0, *counted))


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


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    """A Redis of the module's own, whatever the stack."""
    with services.working_folder() as folder:
        program = services.find_redis() or services.wheel_redis(Environment(), folder)
        with services.running_redis(program, folder) as url:
            yield url
