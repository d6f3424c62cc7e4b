"""The stand-in behaves as Gladly's documentation says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from tests.stand_ins import StandIns

HOST = "https://northwind.gladly.com"
AUTH = ("bot@example.com", "stand-in-token")
CONTENT = {
    "type": "CUSTOMER_ACTIVITY",
    "activityType": "ISSUE",
    "title": "Handed off",
    "body": "A summary",
    "sourceName": "Shopping assistant",
}
ITEM = {
    "id": "8d6f0f6a-8f0e-4b3e-9c57-1f3a2f0a6f10",
    "customer": {"emailAddress": "ana@example.com"},
    "content": CONTENT,
}
NOW = datetime.now(UTC).isoformat(timespec="milliseconds")
LONG_AGO = (datetime.now(UTC) - timedelta(days=370)).isoformat(timespec="milliseconds")


@pytest.fixture
def platform(stand_in_server: StandIns) -> StandIns:
    stand_in_server.reset()
    stand_in_server.limit("gladly", most=1_000, seconds=1)
    return stand_in_server


def api(platform: StandIns, method: str, path: str, said: object = None) -> httpx2.Response:
    return platform.request(method, f"{HOST}/api/v1/{path}", json=said, auth=AUTH)


def create(platform: StandIns, **changed: Any) -> httpx2.Response:
    item = {key: value for key, value in {**ITEM, **changed}.items() if value is not None}
    return api(platform, "POST", "conversation-items", item)


def faults(answer: httpx2.Response) -> list[tuple[str, str]]:
    return [(error["attr"], error["code"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize("auth", [None, ("bot@example.com", "stolen"), ("bot", "stand-in-token")])
def test_a_wrong_credential(platform: StandIns, auth: tuple[str, str] | None) -> None:
    refused = platform.request("GET", f"{HOST}/api/v1/organization", auth=auth)
    assert (refused.status_code, faults(refused)) == (401, [("", "unauthorized")])


@pytest.mark.parametrize("host", ["https://northwind.gladly.com", "https://northwind.gladly.qa"])
def test_whose_token_it_is(platform: StandIns, host: str) -> None:
    answer = platform.request("GET", f"{host}/api/v1/organization", auth=AUTH)
    assert answer.json()["name"] == "Northwind"


def test_an_item_is_made_once(platform: StandIns) -> None:
    assert create(platform).status_code == 200
    again = create(platform, content={**CONTENT, "body": "Another"})
    assert (again.status_code, faults(again)) == (409, [("id", "taken")])
    [item] = platform.log()["gladly"]["items"]
    assert (item["id"], item["content"]["body"]) == (ITEM["id"], "A summary")


def test_without_an_id_each_request_makes_an_item(platform: StandIns) -> None:
    assert [create(platform, id=None).status_code for _ in range(2)] == [200, 200]
    assert len(platform.log()["gladly"]["items"]) == 2


def test_a_customer_may_be_known_by_phone(platform: StandIns) -> None:
    assert create(platform, customer={"mobilePhone": "+14155550100"}).status_code == 200


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"id": "x" * 51}, ("id", "too_long")),
        ({"id": "a b"}, ("id", "invalid")),
        ({"id": "a/b"}, ("id", "invalid")),
        ({"customer": None}, ("customer", "blank")),
        ({"customer": {"emailAddress": "a@b.c", "mobilePhone": "+14155550100"}}, ("customer", "invalid")),
        ({"customer": {"id": "1"}}, ("customer", "invalid")),
        ({"customer": {"emailAddress": "ana"}}, ("customer.emailAddress", "invalid")),
        ({"customer": {"mobilePhone": "call me"}}, ("customer.mobilePhone", "invalid")),
        ({"content": None}, ("content", "blank")),
    ],
)
def test_refused_items(platform: StandIns, changed: dict[str, Any], fault: tuple[str, str]) -> None:
    refused = create(platform, **changed)
    assert (refused.status_code, faults(refused)) == (400, [fault])


@pytest.mark.parametrize(
    ("changed", "faulty"),
    [
        ({"type": "CHAT_MESSAGE"}, [("content.type", "invalid")]),
        ({"activityType": "issue"}, [("content.activityType", "invalid")]),
        ({"title": "x" * 101}, [("content.title", "too_long")]),
        ({"title": "x" * 100, "body": "x" * 25_000, "sourceName": "x" * 50}, []),
        ({"title": " ", "body": ""}, [("content.title", "blank"), ("content.body", "blank")]),
        ({"body": "x" * 25_001}, [("content.body", "too_long")]),
        ({"sourceName": "x" * 51}, [("content.sourceName", "too_long")]),
        ({"link": {"url": "https://example.com", "text": "The page"}, "expandByDefault": True}, []),
        ({"link": {"url": "javascript:1", "text": "The page"}}, [("content.link.url", "invalid")]),
        ({"link": {"url": "https://example.com", "text": "x" * 51}}, [("content.link.text", "too_long")]),
        ({"occurredAt": NOW}, []),
        ({"occurredAt": "2026-11-27T10:00:00Z"}, [("content.occurredAt", "invalid")]),
        ({"occurredAt": LONG_AGO}, [("content.occurredAt", "invalid")]),
    ],
)
def test_contents(platform: StandIns, changed: dict[str, Any], faulty: list[tuple[str, str]]) -> None:
    answer = create(platform, content={**CONTENT, **changed})
    assert (answer.status_code, faults(answer) if faulty else []) == (400 if faulty else 200, faulty)


def test_the_customer_never_sees_an_item(platform: StandIns) -> None:
    chat = platform.begin_chat("gladly", "Hi", email="ana@example.com", name="Ana")
    create(platform)
    platform.reply("gladly", chat, "Hello")
    assert [message["body"] for message in platform.seen("gladly", chat)] == ["Hi", "Hello"]
    [conversation] = platform.log()["gladly"]["conversations"]
    assert (conversation["email"], conversation["name"]) == ("ana@example.com", "Ana")


def test_a_person_ends_the_conversation(platform: StandIns) -> None:
    chat = platform.begin_chat("gladly", "Hi")
    platform.end("gladly", chat)
    assert httpx2.get(f"{platform.url}/widget/gladly/chats/{chat}", trust_env=False).json()["ended"]


def test_ten_requests_a_second_for_the_organisation(platform: StandIns) -> None:
    platform.limit("gladly", most=10, seconds=30)
    answers = [api(platform, "GET", "organization") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert faults(answers[-1]) == [("", "rate_limited")]
    assert int(answers[-1].headers["Retry-After"]) > 0
