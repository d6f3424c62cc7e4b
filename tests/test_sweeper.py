"""The sweeper that goes on for ever: without Redis, through a database that is away, until it is told to stop."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import OperationalError
from pytest_django import Settings

from handoff import heartbeats, sweeping
from handoff.models import ContextStatus, Handoff
from tests.runtime import Shop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_signals(settings: Settings) -> Iterator[None]:
    settings.SWEEP_SECONDS = 0.01
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def stop_at_pass(monkeypatch: pytest.MonkeyPatch, last: int, *, fails: int = 0) -> list[int]:
    """SIGTERM comes in the middle of this pass; `fails` is one in which the database is away."""
    passes: list[int] = []
    tidy = sweeping.tidy

    def watched() -> int:
        passes.append(len(passes) + 1)
        if passes[-1] == fails:
            raise OperationalError("the server closed the connection")
        if passes[-1] == last:
            signal.raise_signal(signal.SIGTERM)
        return tidy()

    monkeypatch.setattr(sweeping, "tidy", watched)
    return passes


def test_it_delivers_pass_after_pass_until_sigterm(monkeypatch: pytest.MonkeyPatch) -> None:
    Shop(kind="shopify_inbox").start("I want to talk to a human.")
    passes = stop_at_pass(monkeypatch, 3)
    call_command("sweep", "--forever")
    assert passes == [1, 2, 3]
    assert Handoff.objects.get().attempts == 1
    assert heartbeats.SWEEPER in heartbeats.ages()


def test_a_database_that_was_away_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = stop_at_pass(monkeypatch, 2, fails=1)
    call_command("sweep", "--forever")
    assert passes == [1, 2]


def test_told_to_stop_it_begins_no_delivery_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    Shop(kind="shopify_inbox").start("I want to talk to a human.")
    stop_at_pass(monkeypatch, 1)
    call_command("sweep", "--forever")
    handoff = Handoff.objects.get()
    assert (handoff.context_status, handoff.attempts) == (ContextStatus.PENDING, 0)


def test_once_is_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    passes = stop_at_pass(monkeypatch, 9)
    call_command("sweep")
    assert passes == [1]
    assert capsys.readouterr().out == "0 delivered or tried, 0 ended.\n"
