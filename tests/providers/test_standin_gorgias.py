"""The stand-in behaves as Gorgias' documentation says."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.stand_ins import StandIns

HOST = "https://northwind.gorgias.com"
AUTH = ("bot@example.com", "stand-in-key")
NOTE = {
    "channel": "internal-note",
    "via": "api",
    "from_agent": True,
    "public": False,
    "sender": {"email": "hoban@example.com"},
    "body_html": "<p>A summary</p>",
}
ANSWER = {"channel": "chat", "via": "api", "from_agent": True, "sender": {"id": 93}, "body_text": "Hello"}


@pytest.fixture
def platform(stand_in_server: StandIns) -> StandIns:
    stand_in_server.reset()
    return stand_in_server


def api(platform: StandIns, method: str, path: str, said: object = None, **query: str) -> httpx2.Response:
    return platform.request(method, f"{HOST}/api/{path}", json=said, params=query, auth=AUTH)


def listed(platform: StandIns, path: str, **query: str) -> list[dict[str, Any]]:
    said = api(platform, "GET", path, **query).json()
    assert said["object"] == "list"
    data: list[dict[str, Any]] = said["data"]
    return data


def only_ticket(platform: StandIns) -> dict[str, Any]:
    [ticket] = platform.log()["gorgias"]["tickets"]
    assert isinstance(ticket, dict)
    return ticket


@pytest.mark.parametrize("auth", [None, ("bot@example.com", "stolen"), ("bot", "stand-in-key")])
def test_a_wrong_credential(platform: StandIns, auth: tuple[str, str] | None) -> None:
    refused = platform.request("GET", f"{HOST}/api/account", auth=auth)
    assert (refused.status_code, refused.json()["error"]["msg"]) == (401, "Invalid credentials")


def test_whose_key_it_is(platform: StandIns) -> None:
    assert api(platform, "GET", "account").json()["domain"] == "northwind"


def test_a_chat_is_a_ticket_of_its_customer(platform: StandIns) -> None:
    ticket = platform.begin_chat("gorgias", "Hi. Ref G1", email="ana@example.com")
    [customer] = listed(platform, "customers", email="Ana@example.com")
    [found] = listed(platform, "tickets", customer_id=str(customer["id"]))
    assert (str(found["id"]), found["channel"]) == (ticket, "chat")
    [message] = listed(platform, "messages", ticket_id=ticket)
    assert (message["body_text"], message["from_agent"], message["channel"]) == ("Hi. Ref G1", False, "chat")


def test_a_customer_may_be_known_later(platform: StandIns) -> None:
    ticket = platform.begin_chat("gorgias", "Hi")
    assert listed(platform, "customers", email="ana@example.com") == []
    platform.say("gorgias", ticket, body="more", email="ana@example.com")
    assert only_ticket(platform)["email"] == "ana@example.com"


def test_messages_of_all_tickets_come_newest_first(platform: StandIns) -> None:
    for words in ("one", "two", "three"):
        platform.begin_chat("gorgias", words)
    said = api(platform, "GET", "messages", limit="2", order_by="created_datetime:desc").json()
    assert [message["body_text"] for message in said["data"]] == ["three", "two"]
    rest = api(platform, "GET", "messages", limit="2", cursor=said["meta"]["next_cursor"]).json()
    assert [message["body_text"] for message in rest["data"]] == ["one"]
    assert rest["meta"]["next_cursor"] is None


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"order_by": "shoe_size"}])
def test_refused_lists(platform: StandIns, query: dict[str, str]) -> None:
    refused = api(platform, "GET", "messages", **query)
    assert (refused.status_code, list(refused.json()["error"])) == (400, ["msg", "data"])


def test_a_list_that_lags(platform: StandIns) -> None:
    platform.begin_chat("gorgias", "Hi")
    platform.fail(path="/api/messages", lag_s=60)
    assert [len(listed(platform, "messages")) for _ in range(2)] == [0, 1]


def test_an_internal_note_is_the_teams_alone(platform: StandIns) -> None:
    ticket = platform.begin_chat("gorgias", "Hi")
    for sender in ({"email": "hoban@example.com"}, {"id": 93}, {"email": AUTH[0]}):
        made = api(platform, "POST", f"tickets/{ticket}/messages", {**NOTE, "sender": sender})
        assert (made.status_code, made.json()["public"]) == (201, False)
    assert [message["body"] for message in platform.seen("gorgias", ticket)] == ["Hi"]
    assert only_ticket(platform)["messages"][-1]["body_html"] == "<p>A summary</p>"


@pytest.mark.parametrize(("more", "reaches"), [({}, True), ({"sent_datetime": "2026-11-27T10:00:00Z"}, False)])
def test_a_chat_message_is_really_sent_unless_it_was_before(
    platform: StandIns, more: dict[str, str], reaches: bool
) -> None:
    ticket = platform.begin_chat("gorgias", "Hi")
    assert api(platform, "POST", f"tickets/{ticket}/messages", {**ANSWER, **more}).status_code == 201
    assert ({"from": "agent", "body": "Hello"} in platform.seen("gorgias", ticket)) == reaches


@pytest.mark.parametrize(
    "changed",
    [
        {"channel": None},
        {"channel": "pigeon"},
        {"via": ""},
        {"from_agent": "yes"},
        {"body_html": " "},
        {"sender": None},
        {"sender": {}},
        {"sender": {"email": "nobody@example.com"}},
        {"sender": {"id": 1}},
    ],
)
def test_refused_messages(platform: StandIns, changed: dict[str, Any]) -> None:
    ticket = platform.begin_chat("gorgias", "Hi")
    refused = api(platform, "POST", f"tickets/{ticket}/messages", {**NOTE, **changed})
    assert refused.status_code == 400
    assert set(changed) <= {*refused.json()["error"]["data"], "body_html"}
    assert len(only_ticket(platform)["messages"]) == 1


def test_an_unknown_ticket(platform: StandIns) -> None:
    for method, path, said in (
        ("GET", "tickets/1", None),
        ("POST", "tickets/1/messages", NOTE),
        ("POST", "tickets/1/tags", {"names": ["a"]}),
    ):
        assert api(platform, method, path, said).status_code == 404


def test_nothing_makes_a_repeated_note_safe(platform: StandIns) -> None:
    ticket = platform.begin_chat("gorgias", "Hi")
    for _ in range(2):
        api(platform, "POST", f"tickets/{ticket}/messages", {**NOTE, "external_id": "1"})
    assert len(only_ticket(platform)["messages"]) == 3


def test_tags_are_added_and_a_put_replaces_them(platform: StandIns) -> None:
    ticket = platform.begin_chat("gorgias", "Hi")
    assert api(platform, "POST", f"tickets/{ticket}/tags", {"names": ["vip"]}).status_code == 201
    assert api(platform, "POST", f"tickets/{ticket}/tags", {"names": ["ai_handoff"]}).status_code == 201
    assert only_ticket(platform)["tags"] == ["ai_handoff", "vip"]
    api(platform, "PUT", f"tickets/{ticket}", {"tags": [{"name": "new"}]})
    assert only_ticket(platform)["tags"] == ["new"]
    assert api(platform, "POST", f"tickets/{ticket}/tags", {}).status_code == 400


def test_a_ticket_made_by_the_api(platform: StandIns) -> None:
    said = {
        "via": "api",
        "channel": "api",
        "external_id": "handoff-1",
        "subject": "Help",
        "customer": {"email": "ana@example.com"},
        "tags": [{"name": "ai_handoff"}],
        "messages": [NOTE],
    }
    assert api(platform, "POST", "tickets", said).status_code == 201
    [found] = listed(platform, "tickets", external_id="handoff-1")
    assert (found["customer"]["email"], found["tags"]) == ("ana@example.com", [{"name": "ai_handoff"}])
    wrong: list[dict[str, Any]] = [
        {"messages": []},
        {"messages": ["x"]},
        {"via": ""},
        {"subject": "x" * 999},
        {"external_id": "x" * 256},
    ]
    for changed in wrong:
        assert api(platform, "POST", "tickets", {**said, **changed}).status_code == 400


def test_forty_requests_in_twenty_seconds(platform: StandIns) -> None:
    answers = [api(platform, "GET", "account") for _ in range(41)]
    assert [answer.status_code for answer in answers] == [200] * 40 + [429]
    assert answers[9].headers["X-Gorgias-Account-Api-Call-Limit"] == "10/40"
    assert 0 < int(answers[-1].headers["Retry-after"]) <= 20
    platform.reset()
    assert api(platform, "GET", "account").status_code == 200
