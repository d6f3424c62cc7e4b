"""A6, A17, A22: after a day on which everything went wrong, no secret is anywhere, and no customer's word in a log."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings as product
from django.core.cache import cache

from agents.models import Brand
from agents.waking import wake
from handoff.models import Alarm, Handoff, HandoffEvent, HandoffTrial, SupportProvider
from tests import canaries, canary_run
from tests.builders import a_brand
from tests.canary_run import CUSTOMERS, SECRETS, Run
from tests.test_waking import a_task_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(settings: Any) -> Run:
    cache.clear()
    return canary_run.full_run(settings)


def test_no_secret_is_stored_told_logged_published_or_mailed(run: Run) -> None:
    # The day was what it was meant to be.
    assert run.pages > 30
    assert Handoff.objects.filter(context_status="failed").count() == 3
    assert HandoffTrial.objects.get().credentials == "rejected"
    assert Alarm.objects.exists()
    assert run.mails
    assert run.messages
    assert SupportProvider.objects.get(brand=run.brand).secrets["intercom"] == {"access_token": canary_run.TOKEN}
    secrets = {**SECRETS, "SECRET_KEY": product.SECRET_KEY, "the encryption key": product.FIELD_ENCRYPTION_KEYS[0]}
    assert canaries.found_in(run.told(), secrets) == []
    assert canaries.found_in(canaries.everything_stored(), secrets) == []


def test_what_is_shown_once_is_nowhere_else(run: Run) -> None:
    """A17: nothing in the database opens a door; launch tokens are not kept at all."""
    tokens = {name: value for name, value in run.shown_once.items() if "address" not in name}
    assert len(tokens) == 6
    assert canaries.found_in(canaries.everything_stored(), tokens) == []
    apart = {"the log": run.log, "Celery": "\n".join(run.messages), "e-mails": "\n".join(run.mails)}
    assert canaries.found_in(apart, run.shown_once) == []
    assert canaries.found_in(run.answers, tokens) == []


def test_nothing_of_a_customer_is_in_logs_messages_mails_or_events(run: Run) -> None:
    """A22."""
    apart = {"the log": run.log, "Celery": "\n".join(run.messages), "e-mails": "\n".join(run.mails)}
    assert canaries.found_in(apart, CUSTOMERS) == []
    stored = canaries.database_texts()
    history = {place: text for place, text in stored.items() if place.startswith(HandoffEvent._meta.db_table)}
    assert history
    assert canaries.found_in(history, CUSTOMERS) == []
    assert canaries.found_in(canaries.cache_texts(), CUSTOMERS) == []


def test_each_line_of_the_log_is_one_object(run: Run) -> None:
    """A22: whatever stands in hosts, paths, names and user agents."""
    lines = run.log.splitlines()
    assert len(lines) >= 3
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert "forged" in run.log
    assert not [mark for mark in canary_run.MARKS if mark in run.log.replace("\n", "")]


# Of the net itself: what is planted is found


@pytest.mark.parametrize("form", range(9))
def test_a_planted_canary_is_found_in_each_form(form: int) -> None:
    value = 'canary "ü" & <b> of 1'
    written = sorted(canaries.forms(value))
    planted = f"before {written[form % len(written)]} after"
    assert canaries.found_in({"there": planted}, {"it": value}) == ["there: it"]
    assert canaries.found_in({"there": "before after"}, {"it": value}) == []


def test_a_planted_canary_is_found_in_base64_wherever_it_stands() -> None:
    for before in ("", "a", "ab", "abc:", "a longer user name:"):
        coded = canaries.base64.b64encode(f"{before}canary-of-one{before}".encode()).decode()
        assert canaries.found_in({"there": coded}, {"it": "canary-of-one"}) == ["there: it"], before


def test_a_planted_canary_is_found_in_any_column() -> None:
    brand: Brand = a_brand("canary-in-a-name", origins=["https://canary-in-json.example"])
    found = canaries.found_in(
        canaries.database_texts(), {"text": "canary-in-a-name", "JSON": "canary-in-json", "key": brand.pk.hex}
    )
    assert {"agents_brand.name: text", "agents_brand.storefront_origins: JSON"} <= set(found)


def test_a_planted_canary_is_found_in_the_cache() -> None:
    cache.set("a-key", {"inside": "canary-in-the-cache"})
    assert canaries.found_in(canaries.cache_texts(), {"it": "canary-in-the-cache"})


@pytest.mark.parametrize("broker", ["memory", "Redis"])
def test_a_planted_canary_is_found_in_a_wake_up(request: pytest.FixtureRequest, broker: str) -> None:
    """Redis has a way of its own, a message that is written once."""
    task = a_task_of("memory://localhost/" if broker == "memory" else request.getfixturevalue("redis_url"))
    with canaries.published() as messages:
        wake(task, "canary-in-a-wake-up")
    assert canaries.found_in({"Celery": "\n".join(messages)}, {"it": "canary-in-a-wake-up"}) == ["Celery: it"]


def test_a_planted_canary_is_found_in_the_log() -> None:
    with canaries.logged() as log:
        canaries.logging.getLogger("some.library").debug("it said %s", "canary-in-a-log")
    assert canaries.found_in({"the log": log.getvalue()}, {"it": "canary-in-a-log"}) == ["the log: it"]
