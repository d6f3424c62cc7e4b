"""The shop's AI agent while Handoff is away, busy or slow, and once it is back: what a merchant's runtime should do."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx2
import pytest
from pytest_django.live_server_helper import LiveServer

from demo import api
from demo.api import ApiError, HandoffApi
from demo.assistant import SHIPPING
from demo.runtime import NOT_REACHED
from handoff.models import Handoff
from tests.cable import Cable, cable_to
from tests.test_demo_runtime import Shop

NOWHERE = "http://127.0.0.1:9"
# A busy machine takes its time; what hangs never answers.
PATIENT = httpx2.Timeout(60.0)
IMPATIENT = httpx2.Timeout(0.5)


class CutOffShop(Shop):
    """Its runtime reaches Handoff by a cable."""

    def __init__(self, url: str, cable: Cable, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(url)
        self.cable = cable
        monkeypatch.setattr(api, "DEADLINE", PATIENT)
        self.patient = self.runtime.api = HandoffApi(cable.address(url), self.key)
        monkeypatch.setattr(api, "DEADLINE", IMPATIENT)
        self.impatient = HandoffApi(cable.address(url), self.key)

    def lose_handoff(self, how: str) -> None:
        getattr(self.cable, how)()
        self.runtime.api = self.impatient

    def find_handoff(self) -> None:
        self.cable.mend()
        self.runtime.api = self.patient


@pytest.fixture
def shop(transactional_db: None, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[CutOffShop]:
    with cable_to(live_server.url) as cable:
        yield CutOffShop(live_server.url, cable, monkeypatch)


each_way = pytest.mark.parametrize("how", ["pull", "hang"])


@each_way
def test_a_yes_that_cannot_be_acted_on_is_answered_and_a_later_one_works(shop: CutOffShop, how: str) -> None:
    shop.get_stuck()
    shop.lose_handoff(how)
    shop.runtime.accept(shop.conversation)
    assert shop.conversation.handoff is None
    assert shop.conversation.lines[-1].text == NOT_REACHED
    assert shop.say("How much is shipping?") == SHIPPING
    assert not Handoff.objects.exists()
    shop.find_handoff()
    shop.say("I want to talk to a person")
    assert shop.conversation.handoff


def test_a_start_whose_answer_was_lost_is_found_at_the_next_word_and_its_chat_opens(shop: CutOffShop) -> None:
    conversation = shop.conversation
    conversation.say("customer", "I want to talk to a person")
    shop.runtime.api.start(str(shop.agent.pk), conversation.consultation(), "lost")
    shop.say("Hello?")
    assert conversation.handoff
    assert conversation.handoff.id == str(Handoff.objects.get().pk)
    assert conversation.handoff.launch_token


@each_way
def test_a_chat_given_up_while_handoff_is_away_is_told_later_and_nobody_is_left_alone(
    shop: CutOffShop, how: str
) -> None:
    shop.say("I want to talk to a person")
    assert shop.conversation.handoff
    fallback = shop.conversation.handoff.fallback
    shop.lose_handoff(how)
    shop.runtime.give_up(shop.conversation)
    assert shop.conversation.lines[-1].text == fallback
    assert shop.say("How much is shipping?") == SHIPPING
    shop.find_handoff()
    assert shop.say("What sizes do you have?")
    assert Handoff.objects.get().end_reason == "returned"
    shop.say("I want to talk to a person")
    assert shop.conversation.handoff
    assert Handoff.objects.count() == 2


# What the runtime is told


class Answers(BaseHTTPRequestHandler):
    """One answer after the other; the last one again and again."""

    said: list[tuple[int, dict[str, str], bytes]] = []
    keys: list[str | None] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.keys.append(self.headers["Idempotency-Key"])
        status, headers, body = self.said.pop(0) if len(self.said) > 1 else self.said[0]
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def answers() -> Iterator[type[Answers]]:
    handler = type("TheseAnswers", (Answers,), {"said": [], "keys": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield handler
    server.shutdown()
    server.server_close()


HTML = b"<html>Bad gateway</html>"
BUSY = (503, {"Retry-After": "1"}, b'{"code": "busy"}')
REFUSED = (409, {}, b'{"code": "handoff_not_allowed"}')
IN_PROGRESS = (409, {}, b'{"code": "idempotency_in_progress"}')
STARTED = (201, {}, b'{"id": "8d3f"}')
ERRORS = [
    pytest.param(BUSY, (503, "busy", True), id="busy"),
    pytest.param((500, {}, b'{"code": "internal_error"}'), (500, "internal_error", False), id="a fault in Handoff"),
    pytest.param((502, {}, HTML), (502, "", True), id="a proxy's own page"),
    pytest.param((429, {"Retry-After": "soon"}, b'{"code": "throttled"}'), (429, "throttled", True), id="too many"),
    pytest.param((200, {}, HTML), (0, "unreadable", True), id="a page where an answer should be"),
    pytest.param((200, {}, b"[1]"), (0, "unreadable", True), id="no object"),
]


@pytest.mark.parametrize(("answer", "told"), ERRORS)
def test_each_failure_is_told_apart(answers: Any, answer: Any, told: tuple[int, str, bool]) -> None:
    answers.said = [answer]
    with pytest.raises(ApiError) as failed:
        HandoffApi(answers.url, "key").decide("agent", {})
    assert (failed.value.status, failed.value.code, failed.value.is_passing) == told


def test_nobody_there_is_told_too() -> None:
    with pytest.raises(ApiError) as failed:
        HandoffApi(NOWHERE, "key").agents()
    assert (failed.value.status, failed.value.code, failed.value.is_passing) == (0, "unreachable", True)


@pytest.mark.parametrize("first", [BUSY, IN_PROGRESS])
def test_a_start_is_said_once_more_with_the_same_key(answers: Any, first: Any) -> None:
    answers.said = [first, STARTED]
    assert HandoffApi(answers.url, "key").start("agent", {}, "key-1") == {"id": "8d3f"}
    assert answers.keys == ["key-1", "key-1"]


@pytest.mark.parametrize(("answer", "times"), [(BUSY, 2), (REFUSED, 1)])
def test_and_no_more_than_once_nor_where_it_was_refused(answers: Any, answer: Any, times: int) -> None:
    answers.said = [answer]
    with pytest.raises(ApiError):
        HandoffApi(answers.url, "key").accept("d-1")
    assert answers.keys == ["accept-d-1"] * times


@pytest.mark.parametrize(
    ("said", "pause"), [("1", 1.0), ("3600", 2.0), ("", 0.5), ("soon", 0.5), ("-1", 0.5), ("²", 0.5)]
)
def test_a_pause_is_bounded(said: str, pause: float) -> None:
    assert ApiError(503, {}, said).pause == pause
