"""Compiled hours are kept for as long as they are true, and no longer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from threading import Thread

import pytest
from django.db import connection

from agents import scopes
from agents.models import Agent, Brand
from handoff import policies
from handoff.availability import Closure, Window
from handoff.configuration import Configuration, add_closures, save_provider
from tests.builders import a_brand, an_agent

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NINE_TO_FIVE = tuple(Window(weekday, 540, 1020) for weekday in range(5))


def save(brand: Brand, windows: tuple[Window, ...] = NINE_TO_FIVE, **fields: object) -> None:
    save_provider(brand, Configuration("zendesk", "UTC", hours_restricted=True, windows=windows, **fields))


def is_open(agent: Agent, at: datetime = MONDAY_NOON) -> bool:
    return policies.policy_of(agent.brand, agent.pk).hours.is_open(at)


@pytest.fixture
def agent() -> Agent:
    return an_agent(a_brand())


@pytest.mark.django_db
def test_hours_are_read_once_while_nothing_changes(agent: Agent, django_assert_num_queries) -> None:
    save(agent.brand)
    policy = 1 if connection.vendor == "postgresql" else 2
    with django_assert_num_queries(policy + 2):
        assert is_open(agent)
    with django_assert_num_queries(policy):
        assert is_open(agent)


@pytest.mark.django_db
def test_every_change_counts_at_once(agent: Agent) -> None:
    save(agent.brand)
    assert is_open(agent)
    save(agent.brand, windows=(Window(1, 540, 1020),))
    assert not is_open(agent)
    save(agent.brand, closures=(Closure(date(2026, 11, 24), date(2026, 11, 24)),))
    assert is_open(agent)
    add_closures(agent.brand, [Closure(date(2026, 11, 23), date(2026, 11, 23), label="Moving house")])
    assert not is_open(agent)
    save_provider(agent.brand, Configuration("zendesk", "UTC", hours_restricted=False))
    assert is_open(agent)


@pytest.mark.django_db
def test_brands_with_equal_rows_do_not_share_hours(agent: Agent) -> None:
    other = an_agent(a_brand())
    save(agent.brand)
    save(other.brand, windows=())
    assert is_open(agent)
    assert not is_open(other)


@pytest.mark.django_db(transaction=True)
def test_a_change_made_elsewhere_is_seen_here(agent: Agent) -> None:
    """By another thread on a connection of its own, as by another process."""
    save(agent.brand)
    assert is_open(agent)

    def elsewhere() -> None:
        with scopes.brand(agent.brand_id):
            save(agent.brand, windows=())
        connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert not is_open(agent)
