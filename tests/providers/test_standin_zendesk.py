"""The stand-in behaves as Zendesk's documentation says."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest

from tests.stand_ins import StandIns

HOST = "https://northwind.zendesk.com"
AUTH = ("hoban@example.com/token", "stand-in-token")
NOTE = {"ticket": {"comment": {"html_body": "<p>A summary</p>", "public": False}}}
NEW = {"ticket": {"subject": "Help", "comment": {"body": "Hello"}, "requester": {"name": "Ana"}}}


@pytest.fixture
def platform(stand_in_server: StandIns) -> StandIns:
    stand_in_server.reset()
    return stand_in_server


def api(platform: StandIns, method: str, path: str, said: object = None, **sent: Any) -> httpx2.Response:
    return platform.request(method, f"{HOST}/api/v2/{path}", json=said, **{"auth": AUTH, **sent})


def only_chat(platform: StandIns) -> dict[str, Any]:
    [chat] = platform.log()["zendesk"]["chats"]
    assert isinstance(chat, dict)
    return chat


def ticket_of(platform: StandIns, **said: Any) -> str:
    platform.begin_chat("zendesk", "Hi. Ref H7", **said)
    return str(only_chat(platform)["ticket_id"])


def found(platform: StandIns, query: str) -> list[int]:
    results = api(platform, "GET", "search.json", params={"query": query}).json()["results"]
    return [result["id"] for result in results]


def comments(platform: StandIns, ticket: str, **query: str) -> dict[str, Any]:
    said: dict[str, Any] = api(platform, "GET", f"tickets/{ticket}/comments.json", params=query).json()
    return said


@pytest.mark.parametrize(
    "auth",
    [
        None,
        ("hoban@example.com", "stand-in-token"),
        ("hoban@example.com/token", "stolen-token"),
        ("/token", "stand-in-token"),
    ],
)
def test_a_wrong_credential(platform: StandIns, auth: tuple[str, str] | None) -> None:
    refused = platform.request("GET", f"{HOST}/api/v2/users/me.json", auth=auth)
    assert (refused.status_code, refused.json()) == (401, {"error": "Couldn't authenticate you"})


def test_whose_token_it_is(platform: StandIns) -> None:
    assert api(platform, "GET", "users/me.json").json()["user"]["email"] == "hoban@example.com"


def test_any_sub_domain_and_no_other_domain(platform: StandIns) -> None:
    for host, status in (
        ("https://a-b.zendesk.com", 200),
        ("https://zendesk.com", 404),
        ("https://a.b.zendesk.com", 404),
    ):
        assert platform.request("GET", f"{host}/api/v2/users/me.json", auth=AUTH).status_code == status


def test_fields_and_tags_take_effect_with_a_message(platform: StandIns) -> None:
    first = {"fields": [{"id": "36", "value": "summary"}], "tags": ["b"]}
    chat = platform.begin_chat("zendesk", "hi", **first)
    platform.say("zendesk", chat, body="more", tags=["a"])
    platform.reply("zendesk", chat, "Hello")
    assert [message["from"] for message in platform.seen("zendesk", chat)] == ["customer", "customer", "agent"]
    row = only_chat(platform)
    assert (row["fields"], row["tags"]) == ({"36": "summary"}, ["a", "b"])
    shown = api(platform, "GET", f"tickets/{row['ticket_id']}.json").json()["ticket"]
    assert (shown["custom_fields"], shown["tags"]) == ([{"id": 36, "value": "summary"}], ["a", "b"])


def test_search_finds_tickets_by_tag(platform: StandIns) -> None:
    ticket = ticket_of(platform, tags=["handoff_h7"])
    assert found(platform, "type:ticket tags:handoff_h7") == [int(ticket)]
    for other in ("type:ticket tags:handoff_h", "type:user tags:handoff_h7", "tags:handoff_h7 nothing"):
        assert found(platform, other) == []
    assert api(platform, "GET", "search.json").status_code == 422


def test_a_search_index_that_lags(platform: StandIns) -> None:
    ticket_of(platform, tags=["handoff_h7"])
    platform.fail(path_prefix="/api/v2/search", lag_s=60)
    assert [len(found(platform, "tags:handoff_h7")) for _ in range(2)] == [0, 1]


def test_a_private_note_is_the_teams_alone(platform: StandIns) -> None:
    ticket = ticket_of(platform)
    assert api(platform, "PUT", f"tickets/{ticket}.json", NOTE).status_code == 200
    chat = only_chat(platform)
    assert [(one["public"], one["html_body"]) for one in chat["comments"]] == [(False, "<p>A summary</p>")]
    assert "summary" not in json.dumps(platform.seen("zendesk", chat["id"]))
    assert [one["public"] for one in comments(platform, ticket)["comments"]] == [True, False]


def test_a_comment_is_public_unless_it_says_otherwise(platform: StandIns) -> None:
    ticket = ticket_of(platform)
    api(platform, "PUT", f"tickets/{ticket}.json", {"ticket": {"comment": {"body": "Oh"}}})
    assert platform.seen("zendesk", only_chat(platform)["id"])[-1] == {"from": "agent", "body": "Oh"}


@pytest.mark.parametrize(
    ("path", "said", "status", "error"),
    [
        ("tickets/1.json", NOTE, 404, "RecordNotFound"),
        ("tickets/{ticket}.json", {"ticket": {"comment": {"body": " "}}}, 422, "RecordInvalid"),
        ("tickets/{ticket}.json", {"ticket": {"comment": {"body": "x" * 70_000}}}, 422, "RecordInvalid"),
        ("tickets/{ticket}.json", {}, 400, "ParameterMissing"),
        ("nothing.json", NOTE, 404, "InvalidEndpoint"),
    ],
)
def test_refused_updates(platform: StandIns, path: str, said: dict[str, Any], status: int, error: str) -> None:
    refused = api(platform, "PUT", path.format(ticket=ticket_of(platform)), said)
    assert (refused.status_code, refused.json()["error"]) == (status, error)


def test_an_invalid_record_names_its_field(platform: StandIns) -> None:
    refused = api(platform, "PUT", f"tickets/{ticket_of(platform)}.json", {"ticket": {"comment": {}}}).json()
    assert refused["description"] == "Record validation errors"
    assert refused["details"]["comment"][0]["description"] == "Comment: cannot be blank"


def test_comments_come_in_pages_by_number(platform: StandIns) -> None:
    ticket = ticket_of(platform)
    for _ in range(2):
        api(platform, "PUT", f"tickets/{ticket}.json", NOTE)
    first = comments(platform, ticket, per_page="2")
    assert (len(first["comments"]), first["count"], first["previous_page"]) == (2, 3, None)
    rest = platform.request("GET", first["next_page"], auth=AUTH).json()
    assert (len(rest["comments"]), rest["next_page"]) == (1, None)


def test_comments_come_in_pages_by_cursor(platform: StandIns) -> None:
    ticket = ticket_of(platform)
    api(platform, "PUT", f"tickets/{ticket}.json", NOTE)
    first = comments(platform, ticket, **{"page[size]": "1", "sort": "-created_at"})
    assert (first["comments"][0]["public"], first["meta"]["has_more"]) == (False, True)
    rest = platform.request("GET", first["links"]["next"], auth=AUTH).json()
    assert (rest["comments"][0]["public"], rest["meta"]["has_more"]) == (True, False)


def test_a_repeated_key_makes_one_ticket(platform: StandIns) -> None:
    key = {"Idempotency-Key": "k1"}
    answers = [api(platform, "POST", "tickets.json", NEW, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert [answer.headers["x-idempotency-lookup"] for answer in answers] == ["miss", "hit"]
    assert answers[0].json() == answers[1].json()
    assert len(platform.log()["zendesk"]["tickets"]) == 1


def test_a_key_with_another_body_is_refused(platform: StandIns) -> None:
    key = {"Idempotency-Key": "k1"}
    api(platform, "POST", "tickets.json", NEW, headers=key)
    refused = api(platform, "POST", "tickets.json", {"ticket": {"comment": {"body": "x"}}}, headers=key)
    assert (refused.status_code, refused.json()["error"]) == (400, "IdempotentRequestError")
    assert api(platform, "POST", "tickets.json", NEW, headers={"Idempotency-Key": "k" * 256}).status_code == 400


def test_without_a_key_each_request_makes_a_ticket(platform: StandIns) -> None:
    for _ in range(2):
        api(platform, "POST", "tickets.json", NEW)
    assert len(platform.log()["zendesk"]["tickets"]) == 2


@pytest.mark.parametrize(
    "changed", [{"comment": {}}, {"comment": None}, {"requester": {}}, {"requester": {"phone": "1"}}]
)
def test_refused_tickets(platform: StandIns, changed: dict[str, Any]) -> None:
    said = {"ticket": {**NEW["ticket"], **changed}}
    assert api(platform, "POST", "tickets.json", said).status_code == 422
    assert platform.log()["zendesk"]["tickets"] == []


def test_more_requests_than_the_account_may_make(platform: StandIns) -> None:
    platform.limit("zendesk", most=1, seconds=60)
    other = ("zoe@example.com/token", "stand-in-other")
    assert api(platform, "GET", "users/me.json").headers["X-Rate-Limit-Remaining"] == "0"
    refused = api(platform, "GET", "users/me.json", auth=other)
    assert (refused.status_code, refused.headers["X-Rate-Limit"]) == (429, "1")
    assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_more_updates_than_a_ticket_takes(platform: StandIns) -> None:
    ticket = ticket_of(platform)
    statuses = [api(platform, "PUT", f"tickets/{ticket}.json", NOTE).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
