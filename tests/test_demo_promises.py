"""The demo's runtime has each reply of a real model checked before it is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from demo.api import ApiError, Json
from demo.assistant import Reply
from demo.conversations import AGENT, Conversation, Line
from demo.runtime import Runtime

PROMISE = "A colleague will call you tomorrow."
INSTEAD = "I'm happy to keep helping you right here."


class Api:
    """Decides that nothing calls for a person, and checks replies as it is told."""

    def __init__(self, checked: Json | None) -> None:
        self.checked = checked
        self.asked: list[str] = []

    def decide(self, agent: str, consultation: Json) -> Json:
        return {"verdict": "continue", "reason": "no_trigger", "trigger": None, "contacts": {}}

    def instructions(self, agent: str) -> Json:
        return {}

    def check_reply(self, agent: str, reply: str, consultation: Json) -> Json:
        self.asked.append(reply)
        if self.checked is None:
            raise ApiError(503, {"code": "busy"})
        return self.checked


class Model:
    def __init__(self, *, by_model: bool) -> None:
        self.by_model = by_model

    def reply(self, turns: Sequence[Line], instructions: Json, may_hand_off: bool) -> Reply:
        return Reply(PROMISE, by_model=self.by_model)


def said(api: Any, *, by_model: bool = True) -> str:
    conversation = Conversation("agent-1")
    Runtime(api, Model(by_model=by_model)).hear(conversation, "Where is it?")
    return next(line.text for line in reversed(conversation.lines) if line.who == AGENT)


@pytest.mark.parametrize(
    ("checked", "heard"),
    [
        ({"allowed": False, "promises": [], "instead": INSTEAD}, INSTEAD),
        ({"allowed": True, "promises": [], "instead": ""}, PROMISE),
        (None, PROMISE),
    ],
)
def test_an_empty_promise_of_a_model_is_not_said(checked: Json | None, heard: str) -> None:
    api = Api(checked)
    assert said(api) == heard
    assert api.asked == [PROMISE]


def test_what_the_script_says_needs_no_check() -> None:
    api = Api(None)
    assert said(api, by_model=False) == PROMISE
    assert api.asked == []
