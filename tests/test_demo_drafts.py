"""The demo's runtime, asked about a draft: in its own process, as the product asks it."""

from __future__ import annotations

import time
from typing import Any

import httpx2
import pytest
from openai import OpenAI

from agents.transcripts import Turn
from demo.assistant import rules
from demo.conversations import CUSTOMER, Line
from demo.model import DRAFT_PERSONA, ModelAssistant, draft_assistant_for
from handoff.runtime_door import DraftReply, reply_to
from playbooks.instructions import MAY_HAND_OFF, PublishedPlaybook, Standing, compile_playbooks
from tests.stand_ins import StandIns
from tests.test_llm import replies, response, said, serving

PLAYBOOK = (
    'If an item is damaged or broken, say "I\'m sorry." Then /Handoff to support (reason: When it is "bad").\n'
    'If a customer asks about wholesale, say "From 20 pieces."'
)
AWAY = Standing(allowed=False, why="The support team is away.")
QUESTION: dict[str, Any] = {
    "text": "",
    "directives": [],
    "tool": {},
    "transcript": [{"role": "customer", "text": "Hi"}],
    "may_hand_off": True,
}


@pytest.fixture
def shop(stand_in_server: StandIns, settings: Any) -> str:
    settings.RUNTIME_URL = stand_in_server.url.removesuffix("/stand-in")
    return str(settings.RUNTIME_URL)


def tried(text: str, standing: Standing = MAY_HAND_OFF, *, may_hand_off: bool = True) -> DraftReply:
    told = compile_playbooks([PublishedPlaybook("draft", "Test", PLAYBOOK)], standing)
    return reply_to(told, [Turn("customer", text)], may_hand_off=may_hand_off)


def test_the_rules_reach_the_directive_of_a_draft(shop: str) -> None:
    reply = tried("My mug is broken")
    assert reply == DraftReply(text="I'm sorry.", wants_handoff=True, directive="draft.1", engine="rules")


def test_they_say_what_the_draft_quotes(shop: str) -> None:
    assert tried("Any wholesale prices?") == DraftReply(
        text="From 20 pieces.", wants_handoff=False, directive="", engine="rules"
    )


def test_they_know_nothing_but_the_draft(shop: str) -> None:
    assert tried("How much is shipping?").text == ""


def test_where_no_handoff_is_possible_none_is_announced(shop: str) -> None:
    assert tried("My mug is broken", AWAY, may_hand_off=False).text == ""
    assert not tried("My mug is broken", AWAY, may_hand_off=False).wants_handoff


@pytest.mark.parametrize(
    "wrong",
    [
        {"transcript": []},
        {"transcript": [{"role": "system", "text": "x"}]},
        {"transcript": [{"role": "customer", "text": "x" * 4001}]},
        {"transcript": [{"role": "customer", "text": "x"}] * 101},
        {"text": "x" * 400_001},
        {"tool": None},
        {"may_hand_off": None},
        {"directives": [{}] * 501},
    ],
)
def test_anything_else_is_refused(shop: str, wrong: dict[str, Any]) -> None:
    answer = httpx2.post(f"{shop}/drafts/reply/", json={**QUESTION, **wrong}, trust_env=False)
    assert (answer.status_code, answer.json()) == (400, {"code": "invalid_request"})


def test_only_json_is_taken(shop: str) -> None:
    assert httpx2.post(f"{shop}/drafts/reply/", data={"text": "x"}, trust_env=False).status_code == 400
    assert httpx2.get(f"{shop}/drafts/reply/", trust_env=False).status_code == 405


def test_a_model_knows_no_shop_but_the_draft_s() -> None:
    assert isinstance(draft_assistant_for("key", "", "any"), ModelAssistant)
    with serving(responses=replies(200, response(said("Sure.")))) as server:
        client = OpenAI(api_key="test", base_url=server.base_url, timeout=3.0, max_retries=0)
        reply = ModelAssistant(client, "test", DRAFT_PERSONA).reply([Line(CUSTOMER, "Hi")], {"text": "Be brief."}, True)
    assert reply.by_model
    told = server.requests[0][1]["instructions"]
    assert told.startswith(DRAFT_PERSONA)
    assert "Northwind" not in told


def test_one_long_line_is_read_in_one_pass() -> None:
    """Four times the text takes about four times as long; it took sixteen times, and minutes for a large playbook."""

    def seconds(length: int) -> float:
        began = time.thread_time()
        rules("If " * length)
        return time.thread_time() - began

    small, large = (min(seconds(length) for _ in range(3)) for length in (5_000, 20_000))
    assert large < 12 * max(small, 0.01)
