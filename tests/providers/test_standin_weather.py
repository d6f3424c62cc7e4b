"""What the fault harness asks of the stand-ins: a share of faulty answers, no limits, and counts by reference."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.stand_ins import StandIns

REF, OTHER = "HAAAAAAAAA", "HBBBBBBBBB"
ORGANIZATION = "https://shop1.gladly.com/api/v1/organization"
INTERCOM = {"Authorization": "Bearer stand-in-token", "Intercom-Version": "2.16"}


@pytest.fixture
def platform(stand_in_server: StandIns) -> StandIns:
    stand_in_server.reset()
    return stand_in_server


def order(platform: StandIns, door: str, said: dict[str, Any]) -> httpx2.Response:
    return httpx2.post(f"{platform.url}/{door}.json", json=said, trust_env=False)


def counts(platform: StandIns) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = httpx2.get(f"{platform.url}/counts.json", trust_env=False).json()
    return found


def statuses(platform: StandIns, many: int) -> list[int]:
    auth = ("bot@example.com", "stand-in-token")
    return [platform.request("GET", ORGANIZATION, auth=auth).status_code for _ in range(many)]


def begin_conversation(platform: StandIns) -> httpx2.Response:
    contact = platform.request("POST", "https://api.intercom.io/contacts", json={"role": "lead"}, headers=INTERCOM)
    said = {"from": {"type": "lead", "id": contact.json()["id"]}, "body": f"I need help.\n\nRef {REF}"}
    return platform.request("POST", "https://api.intercom.io/conversations", json=said, headers=INTERCOM)


def test_about_the_ordered_share_of_requests_goes_wrong(platform: StandIns) -> None:
    order(platform, "limits", {"unlimited": True})
    order(platform, "weather", {"seed": 7, "error": 0.2, "busy": 0.2})
    seen = statuses(platform, 100)
    assert 10 <= seen.count(500) <= 30
    assert 10 <= seen.count(429) <= 30


def test_the_same_seed_draws_the_same_faults(platform: StandIns) -> None:
    order(platform, "limits", {"unlimited": True})
    rounds = []
    for _ in range(2):
        order(platform, "weather", {"seed": 3, "error": 0.5})
        rounds.append(statuses(platform, 20))
    assert rounds[0] == rounds[1]
    assert set(rounds[0]) == {200, 500}


@pytest.mark.parametrize("end", ["weather", "reset"])
def test_it_ends_when_told_to_and_with_a_reset(platform: StandIns, end: str) -> None:
    order(platform, "weather", {"error": 1.0})
    assert statuses(platform, 1) == [500]
    order(platform, end, {})
    assert statuses(platform, 1) == [200]


def test_what_was_lost_on_its_way_was_done(platform: StandIns) -> None:
    order(platform, "weather", {})
    contact = platform.request("POST", "https://api.intercom.io/contacts", json={"role": "lead"}, headers=INTERCOM)
    order(platform, "weather", {"lost": 1.0})
    said = {"from": {"type": "lead", "id": contact.json()["id"]}, "body": f"Ref {REF}"}
    answer = platform.request("POST", "https://api.intercom.io/conversations", json=said, headers=INTERCOM)
    with pytest.raises(ValueError, match="JSON|Unterminated|Expecting|delimiter"):
        answer.json()
    assert counts(platform)["intercom"] == {REF: {"conversations": 1}}


def test_an_unknown_weather_is_refused(platform: StandIns) -> None:
    assert order(platform, "weather", {"snow": 0.5}).status_code == 400


def test_without_limits_nobody_is_told_to_wait(platform: StandIns) -> None:
    assert 429 in statuses(platform, 12)  # 10 in a second are allowed
    order(platform, "limits", {"unlimited": True})
    assert set(statuses(platform, 12)) == {200}


def test_conversations_chats_and_notes_are_counted_by_reference(platform: StandIns) -> None:
    made = begin_conversation(platform).json()["conversation_id"]
    note = {"message_type": "note", "type": "admin", "admin_id": "5017691", "body": f"<p>Handed over, {REF}</p>"}
    for _ in range(2):
        platform.request(
            "POST", f"https://api.intercom.io/conversations/{made}/reply", json=note, headers=INTERCOM
        ).raise_for_status()
    platform.begin_chat("zendesk", "Hello", tags=[f"handoff_{REF.lower()}"])
    platform.begin_chat("gorgias", f"Hello\n\nRef {OTHER}")
    platform.begin_chat("shopify_inbox", f"Hello\n\nRef {OTHER}")
    found = counts(platform)
    assert found["intercom"] == {REF: {"conversations": 1, "notes": 2}}
    assert found["zendesk"] == {REF: {"chats": 1}}
    assert found["gorgias"] == found["shopify_inbox"] == {OTHER: {"chats": 1}}
    assert found["gladly"] == found["sprinklr"] == {}


def test_an_account_of_gorgias_does_not_see_another_accounts_chats(platform: StandIns) -> None:
    platform.begin_chat("gorgias", f"Ref {REF}", account="shop1")
    platform.begin_chat("gorgias", f"Ref {OTHER}")
    seen = {shop: messages_of(platform, shop) for shop in ("shop1", "shop2")}
    assert seen == {"shop1": {f"Ref {REF}", f"Ref {OTHER}"}, "shop2": {f"Ref {OTHER}"}}


def messages_of(platform: StandIns, shop: str) -> set[str]:
    auth = ("bot@example.com", "stand-in-token")
    answer = platform.request("GET", f"https://{shop}.gorgias.com/api/messages", auth=auth)
    return {message["body_text"] for message in answer.json()["data"]}
