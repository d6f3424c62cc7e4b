"""Whatever a platform answers, only a ProviderError comes out, and what stands in it is bounded (also A27, A28)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handoff.providers import answers, registry, said
from handoff.providers.base import Delivery, HandoffContext, Provider, ProviderError, Reply
from handoff.retries import LONGEST_RETRY_AFTER
from tests.providers.contract import CONTEXT, SECRET

NOW = 1_764_288_000.0
CONNECTED = [platform for platform in registry.PROVIDERS if platform.together]
# Names that our readers look for, so that wrong things stand in the right places.
NAMES = (
    *("id", "conversation_id", "conversations", "data", "meta", "next_cursor", "results", "user", "name", "app"),
    *("domain", "comments", "public", "body", "html_body", "body_text", "body_html", "from_agent", "channel"),
    *("ticket_id", "created_datetime", "role", "conversation_parts", "part_type", "displayName", "email"),
    *("caseNumber", "text", "errors", "code", "message", "error", "detail"),
)
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [CONTEXT.ref, f"Ref {CONTEXT.ref}", "internal-note", "note", "user", "\ud800", "\x00", "9" * 300, "../x"]
    ),
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.sampled_from([10**400, -1, 0, float("nan"), 1e308])
)
NAMED = st.one_of(st.sampled_from(NAMES), st.text(max_size=5))
ANSWERS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMED, inner, max_size=6)),
    max_leaves=30,
)


def full(platform: type[Provider]) -> Provider:
    settings = {setting.name: setting.example for setting in platform.settings_fields if setting.example}
    return platform(settings, {setting.name: SECRET for setting in platform.settings_fields if setting.secret})


def deep(depth: int) -> Any:
    value: Any = CONTEXT.ref
    for _ in range(depth):
        value = [value]
    return value


def sending(bodies: list[bytes]) -> Callable[..., Reply]:
    """A door at which the platform says these, one after the other and the last one for ever."""
    left = list(bodies)

    def send(method: str, url: str, *, json: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        url.encode("ascii")
        assert len(url) < 4_000
        return answers.reply(200, left.pop(0) if len(left) > 1 else left[0], "api.example")

    return send


def asked_everything(platform: Provider, bodies: list[bytes], context: HandoffContext) -> None:
    for ask in (
        lambda send: platform.check(send),
        lambda send: platform.deliver(context, send),
        lambda send: platform.arrived(context, send),
    ):
        require_bounded(outcome_of(ask, bodies))


def outcome_of(ask: Callable[[Any], object], bodies: list[bytes]) -> object:
    try:
        return ask(sending(bodies))
    except ProviderError as error:
        return error


def require_bounded(found: object) -> None:
    match found:
        case ProviderError():
            assert len(str(found)) < 300
            assert SECRET not in str(found) + found.reply
        case Delivery():
            assert len(found.ref) <= 100
            assert found.ref.isascii()
        case str():
            assert len(found) <= 100
            assert found.encode() == found.encode("utf-8", "replace")
        case _:
            assert found in (True, False, None)


@pytest.mark.parametrize("platform", CONNECTED)
@given(said=st.lists(ANSWERS, min_size=1, max_size=4), attempt=st.integers(1, 3))
@example(said=[{"data": [{"a": 1}], "meta": {"next_cursor": "\ud800"}}], attempt=1)
@example(said=[{"data": [{"a": 1}], "meta": {"next_cursor": "x" * 100_000}}], attempt=1)
@example(said=[{"data": [{"a": 1}], "meta": {"next_cursor": {"a": ["\ud800"]}}}], attempt=1)
def test_any_json_is_an_answer_or_an_error_of_ours(platform: type[Provider], said: list[Any], attempt: int) -> None:
    bodies = [json.dumps(one).encode() for one in said]
    asked_everything(full(platform), bodies, replace(CONTEXT, attempt=attempt))
    asked_everything(full(platform), bodies, replace(CONTEXT, attempt=attempt, provider_ref="77"))


@pytest.mark.parametrize("platform", CONNECTED)
@given(bodies=st.lists(st.binary(max_size=200), min_size=1, max_size=3))
def test_any_bytes_are_an_answer_or_an_error_of_ours(platform: type[Provider], bodies: list[bytes]) -> None:
    asked_everything(full(platform), bodies, CONTEXT)


@pytest.mark.parametrize("platform", CONNECTED)
@pytest.mark.parametrize("depth", [10, 400, 800, *range(880, 1000, 20), 100_000])
def test_json_of_any_depth_is_an_answer_or_an_error_of_ours(platform: type[Provider], depth: int) -> None:
    """What is just not too deep to be read would be too deep to be looked at."""
    nested = "[" * depth + "]" * depth
    for name in ("body_text", "body", "text", "id", "next_cursor"):
        row = f'{{"from_agent": false, "public": false, "part_type": "note", "channel": "internal-note", "{name}": '
        row = f"{row}{nested}}}"
        bodies = [
            f'{{"{place}": [{row}], "meta": {row}, "conversation_parts": {{"conversation_parts": [{row}]}}}}'.encode()
            for place in ("data", "results", "comments", "conversations")
        ]
        for body in bodies:
            asked_everything(full(platform), [body], replace(CONTEXT, provider_ref="77"))


@given(
    status=st.integers(100, 599),
    body=st.one_of(st.binary(max_size=300), ANSWERS.map(lambda value: json.dumps(value).encode())),
    wait=st.one_of(st.text(max_size=30), st.sampled_from(["1" + "0" * 12, "9" * 5_000, "-1", "nan", "inf", "1e9"])),
)
@example(status=429, body=b"", wait="1" + "0" * 12)
@example(status=400, body=b'{"errors": [{"code": "' + b"x" * 5_000 + b'"}]}', wait="")
@example(status=400, body=b'{"message": ' + b"[" * 900 + b"]" * 900 + b"}", wait="")
def test_any_refusal_is_one_error_of_bounded_words(status: int, body: bytes, wait: str) -> None:
    """A27: however long a platform asks us to wait, it is bounded."""
    headers = {"Authorization": f"Bearer {SECRET}"}
    words = said.words_of(body, headers, b'{"body": "words of the customer"}')
    error = answers.refusal(status, body, wait, "api.example", NOW, words, headers)
    assert isinstance(error, ProviderError)
    assert error.retry_after is None or 0 <= error.retry_after <= LONGEST_RETRY_AFTER
    assert len(error.reply) <= said.MOST_CHARACTERS + 1
    assert len(str(error)) < 200
    assert str(error).isprintable()
    assert SECRET not in str(error) + error.reply
