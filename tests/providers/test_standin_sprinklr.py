"""The stand-in behaves as Sprinklr's documentation says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.stand_ins import StandIns

HOST = "https://api3.sprinklr.com"
HEADERS = {"Authorization": "Bearer stand-in-token", "Key": "stand-in-key"}
FIELD = "_c_0123456789abcdef01234567"


@pytest.fixture
def platform(stand_in_server: StandIns) -> StandIns:
    stand_in_server.reset()
    return stand_in_server


def api(platform: StandIns, method: str, path: str, said: object = None, **headers: str) -> httpx2.Response:
    sent = {name: value for name, value in {**HEADERS, **headers}.items() if value}
    return platform.request(method, f"{HOST}{path}", json=said, headers=sent)


def begin(platform: StandIns, handoff: str = "h-1") -> dict[str, Any]:
    """The case."""
    platform.begin_chat("sprinklr", "Hi. Ref S1", context={FIELD: [handoff]})
    case = platform.log()["sprinklr"]["cases"][-1]
    assert isinstance(case, dict)
    return case


def search_case(handoff: str, **more: Any) -> dict[str, Any]:
    wanted = {"type": "IN", "key": f"workflow.customProperties.{FIELD}", "values": [handoff]}
    return {"filter": {"type": "AND", "filters": [wanted]}, "page": {"size": 10}, **more}


def search_comments(case_number: object, **more: Any) -> dict[str, Any]:
    filters = [
        {"type": "IN", "key": "entityType", "values": ["UNIVERSAL_CASE"]},
        {"type": "IN", "key": "entityId", "values": [str(case_number)]},
    ]
    return {"filter": {"type": "AND", "filters": filters}, "page": {"size": 10}, **more}


def found(platform: StandIns, entity: str, said: dict[str, Any]) -> list[dict[str, Any]]:
    answer = api(platform, "POST", f"/api/v2/search/{entity}", said)
    assert answer.status_code == 200, answer.text
    results: list[dict[str, Any]] = answer.json()["data"]["results"]
    return results


def test_whose_token_it_is(platform: StandIns) -> None:
    assert api(platform, "GET", "/api/v2/me").json()["data"]["email"] == "hoban@example.com"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": ""}, 401),
        ({"Authorization": "Bearer stolen"}, 401),
        ({"Key": ""}, 403),
        ({"Key": "stolen"}, 403),
    ],
)
def test_wrong_credentials(platform: StandIns, headers: dict[str, str], status: int) -> None:
    refused = api(platform, "GET", "/api/v2/me", **headers)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (status, status)


@pytest.mark.parametrize(
    ("key", "environment", "status"),
    [
        ("stand-in-key", "", 200),
        ("stand-in-key", "/prod2", 200),
        ("stand-in-key", "/sandbox", 200),
        ("stand-in-key", "/production", 421),
        ("stand-in-prod2-key", "/prod2", 200),
        ("stand-in-prod2-key", "/prod3", 421),
        ("stand-in-prod2-key", "", 421),
    ],
)
def test_a_key_belongs_to_an_environment(platform: StandIns, key: str, environment: str, status: int) -> None:
    assert api(platform, "GET", f"{environment}/api/v2/me", Key=key).status_code == status


def test_a_case_is_found_by_its_custom_property(platform: StandIns) -> None:
    case = begin(platform)
    begin(platform, "h-2")
    [result] = found(platform, "CASE", search_case("h-1"))
    assert result["caseNumber"] == case["case_number"]
    assert result["workflow"]["customProperties"] == {FIELD: ["h-1"]}
    assert result["contact"]["channelType"] == "SPRINKLR_LIVE_CHAT"
    assert found(platform, "CASE", search_case("h-3")) == []


def test_a_search_that_lags(platform: StandIns) -> None:
    begin(platform)
    platform.fail(path="/api/v2/search/CASE", lag_s=60)
    assert [len(found(platform, "CASE", search_case("h-1"))) for _ in range(2)] == [0, 1]


def test_what_follows_has_a_cursor(platform: StandIns) -> None:
    for _ in range(3):
        begin(platform)
    first = api(platform, "POST", "/api/v2/search/CASE", search_case("h-1", page={"size": 2}, includeCount=True)).json()
    assert (len(first["data"]["results"]), first["data"]["count"]) == (2, 3)
    rest = api(platform, "GET", f"/api/v2/search/CASE?{first['data']['cursor']}").json()["data"]
    assert (len(rest["results"]), "cursor" in rest) == (1, False)
    assert api(platform, "GET", "/api/v2/search/CASE?id=unknown").status_code == 400


def test_a_comment_is_the_teams_alone(platform: StandIns) -> None:
    case = begin(platform)
    made = api(platform, "POST", f"/prod2/api/v2/comment/CASE/{case['case_number']}", {"text": "A summary"}).json()
    assert (made["data"]["text"], made["data"]["entityType"], made["errors"]) == ("A summary", "CASE", [])
    [comment] = found(platform, "COMMENT", search_comments(case["case_number"]))
    assert (comment["text"], comment["entityId"]) == ("A summary", str(case["case_number"]))
    assert [message["body"] for message in platform.seen("sprinklr", case["id"])] == ["Hi. Ref S1"]


def test_nothing_makes_a_repeated_comment_safe(platform: StandIns) -> None:
    number = begin(platform)["case_number"]
    for text in ("first", "second"):
        api(platform, "POST", f"/api/v2/comment/CASE/{number}", {"text": text})
    newest = search_comments(number, sorts=[{"key": "createdTime", "order": "DESC"}])
    assert [comment["text"] for comment in found(platform, "COMMENT", newest)] == ["second", "first"]


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("comment/CASE/1", {"text": "x"}, 404),
        ("comment/CASE/{number}", {"text": " "}, 400),
        ("search/CASE", {}, 400),
        ("search/CASE", search_case("h-1", page={"size": 1_000}), 400),
        ("search/CASE", {"filter": {"type": "IN", "key": "shoeSize", "values": ["42"]}}, 400),
        ("search/CASE", {"filter": {"type": "LIKE", "key": "caseNumber", "values": ["42"]}}, 400),
        ("search/COMMENT", {"filter": {"type": "IN", "key": "entityId", "values": ["1"]}}, 400),
        ("search/PIGEON", {}, 404),
    ],
)
def test_refusals(platform: StandIns, path: str, said: dict[str, Any], status: int) -> None:
    refused = api(platform, "POST", f"/api/v2/{path.format(number=begin(platform)['case_number'])}", said)
    assert (refused.status_code, refused.json()["success"]) == (status, False)


def test_a_body_without_a_length_or_of_another_kind(platform: StandIns) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"text": "x"}'

    url, number = f"{HOST}/api/v2/comment/CASE", begin(platform)["case_number"]
    json = {**HEADERS, "Content-Type": "application/json"}
    assert platform.request("POST", f"{url}/{number}", headers=json, content=chunks()).status_code == 411
    form = platform.request("POST", f"{url}/{number}", headers=HEADERS, data={"text": "x"})
    assert (form.status_code, form.json()["data"]) == (415, [])


def test_context_that_is_no_list_is_lost_without_a_word(platform: StandIns) -> None:
    chat = begin(platform)["id"]
    platform.say("sprinklr", chat, context={"_c_1": "text", " _c_2": ["spaced"], "_c_3": ["kept"]})
    [case] = platform.log()["sprinklr"]["cases"]
    assert case["context"] == {FIELD: ["h-1"], "_c_3": ["kept"]}


def test_the_limit_is_told_in_two_ways(platform: StandIns) -> None:
    platform.limit("sprinklr", most=1, seconds=60)
    answers = [api(platform, "GET", "/api/v2/me") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 429, 403]
    assert answers[1].json()["errors"][0]["code"] == "RATE_LIMIT_EXCEEDED"
    assert answers[2].json()["errors"][0]["message"] == "Developer Over Rate"
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["0", "0", "0"]
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers[1:])
