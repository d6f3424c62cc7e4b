"""A model that is down costs its budget now and then, not with each question."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import time_machine
from pytest_django import Settings

from handoff import model_breaker, model_use
from handoff.breaker import FIRST_PAUSE, OPENS_AFTER
from handoff.llm import LanguageModel, LlmUnavailable
from handoff.model_breaker import GuardedModel, ModelBreaker, guarded, is_down
from tests.builders import a_brand, a_provider
from tests.test_llm import KEY, Note, Server, replies, serving


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(model_breaker, "monotonic", lambda: clock.now)
    return clock


class Clock:
    now = 1000.0


def outcome(model: GuardedModel) -> str:
    try:
        model.ask("i", "d", Note, 100)
    except LlmUnavailable as unavailable:
        return str(unavailable)
    return "answered"


def a_guarded(server: Server) -> GuardedModel:
    return GuardedModel(server.model(), ModelBreaker())


def test_after_five_failures_in_a_row_it_is_not_asked() -> None:
    with serving(responses=replies(503, {})) as server:
        model = a_guarded(server)
        assert [outcome(model) for _ in range(OPENS_AFTER + 3)] == ["http_503"] * OPENS_AFTER + ["paused"] * 3
        assert len(server.requests) == OPENS_AFTER


def test_after_the_pause_one_question_finds_out(clock: Clock) -> None:
    with serving(responses=replies(503, {})) as server:
        model = a_guarded(server)
        for _ in range(OPENS_AFTER):
            outcome(model)
        clock.now += FIRST_PAUSE + 1
        assert [outcome(model), outcome(model)] == ["http_503", "paused"]


def test_while_one_question_finds_out_the_others_do_not_wait_for_it(clock: Clock) -> None:
    breaker = ModelBreaker()
    for _ in range(OPENS_AFTER):
        breaker.note(down=True)
    clock.now += FIRST_PAUSE + 1
    with ThreadPoolExecutor(8) as threads:
        admitted = list(threads.map(lambda _: breaker.admits(8.0), range(50)))
    assert admitted.count(True) == 1


def test_a_probe_whose_thread_died_is_followed_by_another(clock: Clock) -> None:
    breaker = ModelBreaker()
    for _ in range(OPENS_AFTER):
        breaker.note(down=True)
    clock.now += FIRST_PAUSE + 1
    assert breaker.admits(8.0)
    assert not breaker.admits(8.0)
    clock.now += 9
    assert breaker.admits(8.0)


def test_an_answer_ends_the_pause(clock: Clock) -> None:
    breaker = ModelBreaker()
    for _ in range(OPENS_AFTER):
        breaker.note(down=True)
    clock.now += FIRST_PAUSE + 1
    assert breaker.admits(8.0)
    breaker.note(down=False)
    assert all(breaker.admits(8.0) for _ in range(3))
    assert not breaker.is_open


@pytest.mark.parametrize("said", ["timeout", "connection", "http_500", "http_503", "http_429", "http_401"])
def test_what_tells_of_the_server_counts(said: str) -> None:
    assert is_down(said)


@pytest.mark.parametrize("said", ["answered", "http_400", "refusal", "incomplete", "empty", "invalid_answer"])
def test_what_tells_of_the_question_does_not(said: str) -> None:
    assert not is_down(said)


def test_a_refusal_in_between_begins_the_count_anew() -> None:
    with serving(responses=replies(400, {})) as server:
        model = a_guarded(server)
        for _ in range(OPENS_AFTER - 1):
            model.breaker.note(down=True)
        assert [outcome(model) for _ in range(3)] == ["http_400"] * 3


def test_a_jump_of_the_wall_clock_opens_and_closes_nothing() -> None:
    breaker = ModelBreaker()
    for _ in range(OPENS_AFTER):
        breaker.note(down=True)
    with time_machine.travel("2030-01-01T00:00:00Z", tick=False):
        assert not breaker.admits(8.0)


def test_one_address_and_budget_has_one_breaker() -> None:
    summaries, opinions = LanguageModel(KEY, "http://a.test", "m", 8.0), LanguageModel(KEY, "http://a.test", "m", 2.0)
    assert guarded(summaries).breaker is guarded(summaries).breaker
    assert guarded(summaries).breaker is not guarded(opinions).breaker


@pytest.mark.django_db
def test_the_configured_model_is_guarded(settings: Settings) -> None:
    provider = a_provider(a_brand(), daily_model_budget=Decimal(5))
    with serving(responses=replies(503, {})) as server:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = KEY, server.base_url
        for _ in range(OPENS_AFTER + 4):
            model = model_use.model_for(provider.brand_id, 9.5)
            assert model is not None
            outcome(model)
        assert len(server.requests) == OPENS_AFTER
