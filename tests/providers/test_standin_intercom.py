"""The real adapter, through the real door, against the stand-in in its own process."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from handoff.providers import base
from handoff.providers.base import Customer, HandoffContext, ProviderError, Reply
from handoff.providers.http import door
from handoff.providers.intercom import Intercom
from handoff.providers.rest.client import SETTLING_SECONDS
from tests.providers.contract import CONTEXT
from tests.stand_ins import StandIns

ADAPTER = Intercom({}, {"access_token": "stand-in-token-0123456789"})
ANONYMOUS = replace(CONTEXT, customer=Customer(), visitor_id="visitor-1")
HEADERS = {"Authorization": "Bearer stand-in-token", "Intercom-Version": "2.16"}


@pytest.fixture
def platform(stand_in_server: StandIns) -> StandIns:
    stand_in_server.reset()
    return stand_in_server


def deliver(platform: StandIns, context: HandoffContext = CONTEXT, deadline: float = 5.0) -> base.Delivery:
    return ADAPTER.deliver(context, door(platform.url, deadline=deadline))


def failure(platform: StandIns, context: HandoffContext = CONTEXT, deadline: float = 5.0) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        deliver(platform, context, deadline)
    return caught.value


def next_attempt(error: ProviderError, context: HandoffContext = CONTEXT) -> HandoffContext:
    return replace(context, attempt=context.attempt + 1, provider_ref=error.ref)


def conversations(platform: StandIns) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = platform.log()["intercom"]["conversations"]
    return found


def notes(conversation: Mapping[str, Any]) -> list[str]:
    return [part["body"] for part in conversation["parts"] if part["part_type"] == "note"]


def only_conversation(platform: StandIns) -> dict[str, Any]:
    """There is one, with one note that has all."""
    [conversation] = conversations(platform)
    [note] = notes(conversation)
    assert CONTEXT.summary in note
    return conversation


def widget(platform: StandIns, method: str, path: str, **said: str) -> httpx2.Response:
    url = f"{platform.url}/widget/intercom/{path}"
    if method == "GET":
        return httpx2.get(url, params=said, trust_env=False)
    return httpx2.post(url, json=said, trust_env=False)


def api(platform: StandIns, method: str, path: str, said: object = None, **headers: str) -> httpx2.Response:
    url = f"{platform.url}/api.intercom.io{path}"
    return httpx2.request(method, url, json=said, headers={**HEADERS, **headers}, trust_env=False)


def test_a_named_customers_conversation_is_made_with_its_note(platform: StandIns) -> None:
    delivery = deliver(platform)
    conversation = only_conversation(platform)
    assert delivery == base.Delivery(base.API, ref=conversation["id"])
    assert (conversation["external_id"], conversation["email"]) == ("42", "ana@example.com")
    assert CONTEXT.ref in conversation["body"].split()


def test_the_customer_sees_the_request_and_never_the_note(platform: StandIns) -> None:
    id = deliver(platform).ref
    seen = widget(platform, "GET", f"conversations/{id}", visitor_id="v", user_id="42").json()
    assert [message["from"] for message in seen["messages"]] == ["customer"]
    assert "SUMMARY-CANARY" not in json.dumps(seen)
    assert widget(platform, "GET", f"conversations/{id}", visitor_id="someone-else").status_code == 404


def test_a_human_agents_reply_reaches_the_customer(platform: StandIns) -> None:
    id = deliver(platform).ref
    httpx2.post(f"{platform.url}/inbox/intercom/{id}/reply", json={"body": "Hello Ana"}, trust_env=False)
    widget(platform, "POST", f"conversations/{id}/reply", user_id="42", body="Hello!")
    [seen] = widget(platform, "GET", "conversations", user_id="42").json()["conversations"]
    assert seen["messages"][1:] == [{"from": "agent", "body": "Hello Ana"}, {"from": "customer", "body": "Hello!"}]


def test_a_visitor_sees_the_conversation_made_in_his_name(platform: StandIns) -> None:
    widget(platform, "POST", "ping", visitor_id="visitor-1")
    id = deliver(platform, ANONYMOUS).ref
    assert widget(platform, "GET", f"conversations/{id}", visitor_id="visitor-1").status_code == 200
    assert only_conversation(platform)["visitor_id"] == "visitor-1"


def test_an_unknown_visitor_is_tried_again(platform: StandIns) -> None:
    assert not failure(platform, ANONYMOUS).permanent


def test_a_second_delivery_changes_nothing(platform: StandIns) -> None:
    first = deliver(platform)
    assert deliver(platform, replace(CONTEXT, attempt=2)) == first
    assert deliver(platform, replace(CONTEXT, attempt=3, provider_ref=first.ref)) == first
    only_conversation(platform)


def test_a_lost_visitors_conversation_is_found_again(platform: StandIns) -> None:
    widget(platform, "POST", "ping", visitor_id="visitor-1")
    platform.fail(path_prefix="/conversations", method="POST", drop="after")
    error = failure(platform, ANONYMOUS)
    deliver(platform, next_attempt(error, ANONYMOUS))
    only_conversation(platform)


def test_a_wrong_token_is_final(platform: StandIns) -> None:
    wrong = Intercom({}, {"access_token": "dG9rOnNvbWV0aGluZw"})
    with pytest.raises(ProviderError) as caught:
        wrong.deliver(CONTEXT, door(platform.url))
    assert caught.value.permanent
    assert "401, unauthorized" in str(caught.value)


# What a first attempt asks, in this order; True where it makes something.
STEPS = [
    ({"path_prefix": "/contacts/find_by_external_id/"}, False),
    ({"path": "/contacts/search"}, False),
    ({"path": "/contacts"}, True),
    ({"path": "/conversations"}, True),
    ({"path": "/me"}, False),
    ({"path_prefix": "/conversations/"}, True),
]
FAULTS: list[dict[str, Any]] = [
    {"status": 500},
    {"status": 429, "headers": {"Retry-After": "2"}},
    {"body": "<html>sorry</html>"},
    {"drop": "before"},
    {"drop": "after"},
    {"delay_s": 2.0},
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: "-".join(f"{key}-{fault[key]}"[:14] for key in fault))
@pytest.mark.parametrize(("step", "writes"), STEPS, ids=lambda value: str(value))
def test_whatever_goes_wrong_the_next_attempt_ends_with_one_conversation_and_one_note(
    platform: StandIns, step: dict[str, str], writes: bool, fault: dict[str, Any]
) -> None:
    platform.fail(**step, **fault)
    error = failure(platform, deadline=1.0 if "delay_s" in fault else 10.0)
    assert not error.permanent
    expected = 2.0 if fault.get("status") == 429 else SETTLING_SECONDS if writes and error.ambiguous else None
    assert error.retry_after == expected
    if "delay_s" in fault:
        # The platform is still at it, and so the error asks for some patience.
        time.sleep(fault["delay_s"])
    deliver(platform, next_attempt(error))
    only_conversation(platform)


def test_several_faults_in_a_row(platform: StandIns) -> None:
    platform.fail(path_prefix="/conversations", method="POST", drop="after", times=3)
    context = CONTEXT
    for _ in range(3):
        context = next_attempt(failure(platform, context), context)
    deliver(platform, context)
    only_conversation(platform)


@pytest.mark.parametrize("status", [401, 403, 404, 422])
def test_a_refused_note_is_final_and_names_the_conversation(platform: StandIns, status: int) -> None:
    platform.fail(path_prefix="/conversations/", status=status)
    error = failure(platform)
    assert error.permanent
    assert error.ref == conversations(platform)[0]["id"]


class TestTheStandIn:
    """It behaves as Intercom's description says, where the adapter itself never goes."""

    def test_a_request_without_a_token(self, platform: StandIns) -> None:
        refused = api(platform, "GET", "/me", Authorization="")
        assert refused.status_code == 401
        assert refused.json()["type"] == "error.list"
        assert refused.json()["errors"] == [{"code": "unauthorized", "message": "Access Token Invalid"}]

    def test_an_unknown_version(self, platform: StandIns) -> None:
        assert api(platform, "GET", "/me", **{"Intercom-Version": "latest"}).status_code == 400

    def test_an_older_version_names_no_conversation(self, platform: StandIns) -> None:
        contact = api(platform, "POST", "/contacts", {"email": "a@example.com"}).json()
        sender = {"type": "user", "id": contact["id"]}
        begun = api(platform, "POST", "/conversations", {"from": sender, "body": "x"}, **{"Intercom-Version": "1.4"})
        assert "conversation_id" not in begun.json()

    def test_a_users_id_and_email_are_unique(self, platform: StandIns) -> None:
        contact = {"role": "user", "external_id": "1", "email": "a@example.com"}
        assert api(platform, "POST", "/contacts", contact).status_code == 200
        for again in ({"external_id": "1"}, {"email": "a@example.com"}):
            assert api(platform, "POST", "/contacts", again).status_code == 409
        assert api(platform, "POST", "/contacts", {"role": "lead", "email": "a@example.com"}).status_code == 200

    @pytest.mark.parametrize(
        ("path", "said", "status"),
        [
            ("/contacts", {}, 400),
            ("/contacts/search", {"query": {"field": "shoe_size", "operator": "=", "value": "42"}}, 400),
            ("/contacts/search", {}, 400),
            ("/conversations", {"from": {"type": "user", "id": "nobody"}, "body": "x"}, 404),
            ("/conversations", {"body": "x"}, 400),
            ("/conversations/1/reply", {"message_type": "note"}, 404),
            ("/nothing", {}, 404),
        ],
    )
    def test_refusals(self, platform: StandIns, path: str, said: dict[str, Any], status: int) -> None:
        assert api(platform, "POST", path, said).status_code == status

    @pytest.mark.parametrize(
        ("changed", "status"),
        [
            ({}, 200),
            ({"admin_id": "1"}, 404),
            ({"body": ""}, 400),
            ({"body": "x" * 70_000}, 400),
            ({"type": "user"}, 400),
            ({"message_type": "whisper"}, 400),
        ],
    )
    def test_replies(self, platform: StandIns, changed: dict[str, str], status: int) -> None:
        note = {"message_type": "note", "type": "admin", "admin_id": "5017691", "body": "x"}
        id = deliver(platform).ref
        assert api(platform, "POST", f"/conversations/{id}/reply", {**note, **changed}).status_code == status

    def test_search_finds_whole_words_alone(self, platform: StandIns) -> None:
        deliver(platform)

        def found(word: str) -> int:
            query = {"field": "source.body", "operator": "=", "value": word}
            total: int = api(platform, "POST", "/conversations/search", {"query": query}).json()["total_count"]
            return total

        assert (found(CONTEXT.ref), found(CONTEXT.ref[:-1]), found("talk to")) == (1, 0, 0)

    def test_every_answer_tells_the_rate_limit(self, platform: StandIns) -> None:
        assert int(api(platform, "GET", "/me").headers["X-RateLimit-Remaining"]) > 0

    def test_more_requests_than_the_limit_allows(self, platform: StandIns) -> None:
        platform.limit("intercom", most=1, seconds=60)
        assert api(platform, "GET", "/me").headers["X-RateLimit-Remaining"] == "0"
        refused = api(platform, "GET", "/me")
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (429, "rate_limit_exceeded")

    def test_a_search_that_lags_finds_new_conversations_later(self, platform: StandIns) -> None:
        deliver(platform)
        query = {"query": {"field": "source.body", "operator": "=", "value": CONTEXT.ref}}
        platform.fail(path="/conversations/search", lag_s=60)
        found = [api(platform, "POST", "/conversations/search", query).json()["total_count"] for _ in range(2)]
        assert found == [0, 1]


def test_a_reply_is_what_the_door_makes_of_it(platform: StandIns) -> None:
    assert isinstance(door(platform.url)("GET", "https://api.eu.intercom.io/me", headers=HEADERS), Reply)
