"""The shop's assistant with a model, over real HTTP against a server on this machine."""

from __future__ import annotations

from typing import Any

import pytest
from openai import OpenAI

from demo.assistant import SHIPPING, Reply, ScriptedAssistant
from demo.conversations import AGENT, CUSTOMER, Line
from demo.model import ModelAssistant, assistant_for
from playbooks.tools import for_responses
from tests.test_llm import Answer, replies, response, said, serving

INSTRUCTIONS = {"text": "Be brief.", "tool": for_responses([])}
TURNS = [Line(AGENT, "Hi!"), Line(CUSTOMER, "How much is shipping?")]


def calls_the_tool(arguments: str) -> dict[str, Any]:
    call = {"type": "function_call", "id": "fc_1", "call_id": "c1", "name": "handoff_to_support", "status": "completed"}
    return response() | {"output": [{**call, "arguments": arguments}]}


def ask(answer: Answer, *, may_hand_off: bool = True) -> tuple[Reply, list[tuple[str, dict[str, Any]]]]:
    with serving(responses=answer) as server:
        client = OpenAI(api_key="test", base_url=server.base_url, timeout=3.0, max_retries=0)
        return ModelAssistant(client, "test-model").reply(TURNS, INSTRUCTIONS, may_hand_off), server.requests


def test_the_model_gets_the_playbook_the_turns_and_the_tool() -> None:
    reply, [(_, body)] = ask(replies(200, response(said("It is free from $75."))))
    assert reply == Reply("It is free from $75.", by_model=True)
    assert "Be brief." in body["instructions"]
    assert [turn["role"] for turn in body["input"]] == ["assistant", "user"]
    assert body["tools"] == [INSTRUCTIONS["tool"]]


def test_where_no_handoff_is_possible_it_gets_no_tool() -> None:
    _, [(_, body)] = ask(replies(200, response(said("Free from $75."))), may_hand_off=False)
    assert "tools" not in body


@pytest.mark.parametrize(
    ("arguments", "directive"), [('{"directive": "v1.1"}', "v1.1"), ('{"directive": null}', ""), ("", "")]
)
def test_a_call_of_the_tool_asks_for_a_handoff(arguments: str, directive: str) -> None:
    reply, _ = ask(replies(200, calls_the_tool(arguments)))
    assert (reply.wants_handoff, reply.directive, reply.by_model) == (True, directive, True)


@pytest.mark.parametrize(
    "answer",
    [
        replies(500, {"error": {"message": "down"}}),
        replies(200, response()),
        replies(200, calls_the_tool("not json")),
        replies(200, calls_the_tool("[1]")),
    ],
)
def test_whatever_goes_wrong_the_script_answers(answer: Answer) -> None:
    assert ask(answer)[0] == Reply(SHIPPING, model_failed=True)


def test_without_a_key_the_script_is_the_assistant() -> None:
    assert isinstance(assistant_for("", "", "any"), ScriptedAssistant)
