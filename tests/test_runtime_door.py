"""The demo's runtime as the product asks it: over real sockets, and whatever answers there."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from agents.transcripts import Turn
from demo.child import free_port
from handoff import runtime_door
from handoff.runtime_door import DraftReply, RuntimeUnavailable, is_runtime_address, reply_to
from playbooks.instructions import Instructions, PublishedPlaybook, compile_playbooks
from tests.providers.sockets import Handler, answering, serving

TOLD = compile_playbooks([PublishedPlaybook("draft", "Test", "If an item is broken, /Handoff to support.")])
ASKED = (Turn("customer", "My mug is broken"),)
GOOD = {"text": "Sorry.", "wants_handoff": True, "directive": "draft.1", "engine": "rules"}


def ask(settings: Any, handler: Handler, told: Instructions = TOLD) -> tuple[DraftReply, list[bytes]]:
    with serving(handler) as server:
        settings.RUNTIME_URL = f"http://127.0.0.1:{server.port}/"
        return reply_to(told, ASKED, may_hand_off=True), server.requests


def refused(settings: Any, handler: Handler, told: Instructions = TOLD) -> str:
    with pytest.raises(RuntimeUnavailable) as caught:
        ask(settings, handler, told)
    return str(caught.value)


def test_what_the_agent_is_told_and_the_conversation_are_sent(settings: Any) -> None:
    reply, [request] = ask(settings, answering(body=json.dumps(GOOD).encode()))
    assert reply == DraftReply(text="Sorry.", wants_handoff=True, directive="draft.1", engine="rules")
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /drafts/reply/ HTTP/1.1")
    sent = json.loads(body)
    assert sent["text"] == TOLD.text
    assert [directive["id"] for directive in sent["directives"]] == ["draft.1"]
    assert sent["tool"]["parameters"]["properties"]["directive"]["enum"] == ["draft.1", None]
    assert sent["transcript"] == [{"role": "customer", "text": "My mug is broken"}]
    assert sent["may_hand_off"] is True


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"not json",
        b"<html></html>",
        json.dumps({**GOOD, "engine": "oracle"}).encode(),
        json.dumps({**GOOD, "text": None}).encode(),
        json.dumps({**GOOD, "text": "x" * 20_001}).encode(),
        json.dumps({**GOOD, "directive": "x" * 201}).encode(),
        json.dumps({**GOOD, "wants_handoff": "yes"}).encode(),
        b" " * 1_100_000,
    ],
)
def test_an_answer_that_is_none_is_said_in_words(settings: Any, answer: bytes) -> None:
    assert refused(settings, answering(body=answer)) == runtime_door.NOT_UNDERSTOOD


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_neither_a_refusal_nor_a_redirect_is_followed(settings: Any, status: int) -> None:
    elsewhere = "Location: http://127.0.0.1:1/\r\n"
    assert refused(settings, answering(status, b"{}", elsewhere)) == runtime_door.NOT_UNDERSTOOD


def test_a_runtime_that_is_not_there_is_said_in_words(settings: Any) -> None:
    settings.RUNTIME_URL = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(RuntimeUnavailable, match="did not answer"):
        reply_to(TOLD, ASKED, may_hand_off=True)


def test_a_runtime_that_says_nothing_is_given_up(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime_door, "SECONDS", 0.3)

    def silent(connection: socket.socket) -> None:
        connection.recv(1)

    assert refused(settings, silent) == runtime_door.UNREACHABLE


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:8001", "ftp://127.0.0.1", "http://", "http://x:99999", "http://é.example"]
)
def test_without_an_address_the_setting_is_named(settings: Any, url: str) -> None:
    settings.RUNTIME_URL = url
    assert not is_runtime_address(url)
    with pytest.raises(RuntimeUnavailable, match="RUNTIME_URL"):
        reply_to(TOLD, ASKED, may_hand_off=True)


def test_what_is_too_long_to_try_is_not_sent(settings: Any) -> None:
    long = compile_playbooks([PublishedPlaybook(str(n), "Test", "x" * 199_000) for n in range(3)])
    assert refused(settings, answering(body=json.dumps(GOOD).encode()), long) == runtime_door.TOO_LONG
