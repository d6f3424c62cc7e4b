from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import pytest
import time_machine

from agents.models import Agent
from handoff.playbook_surroundings import surroundings_of
from playbooks import texts
from playbooks.linting import lint
from playbooks.models import PlaybookAssignment
from tests import builders
from tests.runtime import Shop, assert_problem

pytestmark = pytest.mark.django_db
NINE_TO_FIVE = [(day, 9 * 60, 17 * 60) for day in range(5)]
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_agent_tells_its_toggle_its_provider_and_the_hours():
    shop = Shop(
        kind="intercom", secrets={"access_token": "secret-token"}, timezone="Europe/Berlin", windows=NINE_TO_FIVE
    )
    with time_machine.travel(SUNDAY, tick=False):
        response = shop.runtime.get(shop.path())
    body = response.json()
    assert body["id"] == str(shop.agent.pk)
    assert body["handoff_enabled"] is True
    assert body["provider"]["kind"] == "intercom"
    assert body["provider"]["label"] == "Intercom"
    assert body["availability"]["open_now"] is False
    assert body["availability"]["next_open_at"] == "2026-11-23T09:00:00+01:00"
    assert "secret-token" not in response.content.decode()


def test_an_agent_of_a_brand_with_no_provider():
    brand = builders.a_brand()
    shop = Shop()
    shop.provider.delete()
    assert shop.runtime.get(shop.path()).json()["provider"] is None
    assert brand.agents.count() == 0


def test_instructions_hold_the_published_playbooks_and_the_tool():
    shop = Shop()
    playbook = builders.a_playbook(shop.brand, shop.agent, text="Help.\nThen /Handoff to support.")
    builders.a_playbook(shop.brand, builders.an_agent(shop.brand), text="For another Agent.")
    body = shop.runtime.get(shop.path("instructions/")).json()
    directive = body["directives"][0]["id"]
    assert directive == f"{playbook.published_id}.1"
    assert directive in body["text"]
    assert "another Agent" not in body["text"]
    assert directive in body["tool"]["parameters"]["properties"]["directive"]["enum"]


def test_a_directive_is_told_with_what_its_author_gave():
    shop = Shop()
    builders.a_playbook(
        shop.brand, shop.agent, text="/Handoff to support (reason: damaged order; ask first: yes; collect: email)"
    )
    [directive] = shop.runtime.get(shop.path("instructions/")).json()["directives"]
    assert (directive["reason"], directive["ask_first"], directive["collect"]) == ("damaged order", True, ["email"])


def test_the_tool_comes_in_each_form():
    shop = Shop()
    builders.a_playbook(shop.brand, shop.agent)
    body = shop.runtime.get(shop.path("instructions/")).json()
    assert body["tool"] == body["tools"]["responses"]
    assert body["tools"]["chat_completions"]["function"]["parameters"] == body["tool"]["parameters"]
    assert body["tools"]["json_schema"]["properties"] == body["tool"]["parameters"]["properties"]


def test_playbooks_are_told_in_the_agent_s_order_and_those_that_are_off_are_not():
    shop = Shop()
    for name, position in (("A", 2), ("B", 1), ("C", 0)):
        playbook = builders.a_playbook(shop.brand, shop.agent, name=name, text=f"Words of {name}.")
        PlaybookAssignment.objects.filter(playbook=playbook).update(position=position, enabled=name != "C")
    text = shop.runtime.get(shop.path("instructions/")).json()["text"]
    assert text.index("Words of B.") < text.index("Words of A.")
    assert "Words of C." not in text


@pytest.mark.parametrize(
    ("shop", "reason", "next_open_at"),
    [
        ({}, "", None),
        ({"enabled": False}, "handoff_disabled", None),
        ({"timezone": "Europe/Berlin", "windows": NINE_TO_FIVE}, "outside_hours", "2026-11-23T09:00:00+01:00"),
        ({"kind": ""}, "no_provider", None),
    ],
)
@pytest.mark.parametrize("text", ["Help. /Handoff to support", "Help."])
def test_instructions_say_whether_the_agent_may_hand_off_now(shop, reason, next_open_at, text):
    shop = Shop(**shop)
    builders.a_playbook(shop.brand, shop.agent, text=text)
    with time_machine.travel(SUNDAY, tick=False):
        body = shop.runtime.get(shop.path("instructions/")).json()
    standing = body["handoff"]
    assert (standing["allowed"], standing["reason"], standing["next_open_at"]) == (not reason, reason, next_open_at)
    assert ("No handoff now" in body["text"]) == bool(reason)
    assert ("until Monday, 23 Nov 2026, 09:00 (Europe/Berlin)" in body["text"]) == bool(next_open_at)
    assert len(body["directives"]) == text.count("/Handoff")


def test_reading_the_instructions_is_noted():
    shop = Shop()
    playbook = builders.a_playbook(shop.brand, shop.agent)
    shop.runtime.get(shop.path("instructions/"))
    row = PlaybookAssignment.objects.get(playbook=playbook, agent=shop.agent)
    assert (row.read_version_id, row.read_at is not None) == (playbook.published_id, True)


def check(shop, **body):
    return shop.runtime.post(shop.path("playbooks/check/"), body)


def test_a_text_is_checked_in_the_words_of_the_editor():
    shop = Shop(enabled=False)
    text = "If it is broken, /Handof to support.\r\n\r\nThen stop."
    found = check(shop, text=text).json()["findings"]
    expected = lint(texts.plain(text), surroundings_of(shop.brand, [shop.agent]))
    assert found == [asdict(finding) for finding in expected]
    assert {finding["rule"] for finding in found} >= {"misspelt_command"}


def test_a_good_text_has_no_findings():
    assert check(Shop(), text="If it is broken, /Handoff to support.").json() == {"findings": []}


@pytest.mark.parametrize(
    "body", [{}, {"text": None}, {"text": ["x"]}, {"text": "x" * 200_001}, {"text": "\u00e9" * 100_001}]
)
def test_a_text_that_cannot_be_checked_is_refused_by_name(body):
    assert_problem(check(Shop(), **body), 400, "invalid_request", "text")


def test_a_text_of_any_other_kind_is_checked():
    for text in ("", "\x00\ud800", "/" * 100_000, "\u202e/Handoff to support\u200b"):
        assert check(Shop(), text=text).status_code == 200


def test_another_brand_s_agent_checks_and_is_told_nothing():
    shop, other = Shop(), Shop()
    assert_problem(shop.runtime.post(other.path("playbooks/check/"), {"text": "x"}), 404, "not_found")
    assert_problem(shop.runtime.get(other.path("instructions/")), 404, "not_found")


def test_a_draft_is_no_instruction():
    shop = Shop()
    playbook = builders.a_playbook(shop.brand, shop.agent, text="Published words.")
    type(playbook).objects.filter(pk=playbook.pk).update(draft="Drafted words.")
    text = shop.runtime.get(shop.path("instructions/")).json()["text"]
    assert "Published words." in text
    assert "Drafted words." not in text


def test_availability_is_told_in_the_provider_s_zone():
    shop = Shop(timezone="Europe/Berlin", windows=NINE_TO_FIVE)
    with time_machine.travel(SUNDAY, tick=False):
        body = shop.runtime.get(shop.path("availability/"), **{"from": "2026-11-23", "days": 2}).json()
    assert body["from"] == "2026-11-23T00:00:00+01:00"
    assert body["until"] == "2026-11-25T00:00:00+01:00"
    assert body["intervals"] == [
        {"opens_at": "2026-11-23T09:00:00+01:00", "closes_at": "2026-11-23T17:00:00+01:00"},
        {"opens_at": "2026-11-24T09:00:00+01:00", "closes_at": "2026-11-24T17:00:00+01:00"},
    ]
    assert body["open_now"] is False
    assert body["timezone"] == "Europe/Berlin"


def test_availability_begins_now_and_covers_two_weeks():
    shop = Shop()
    with time_machine.travel(SUNDAY, tick=False):
        body = shop.runtime.get(shop.path("availability/")).json()
    assert (body["from"], body["until"]) == ("2026-11-22T12:00:00Z", "2026-12-06T12:00:00Z")
    assert body["intervals"] == [{"opens_at": body["from"], "closes_at": body["until"]}]
    assert body["open_now"] is True


def test_a_span_over_a_clock_change_ends_at_the_same_wall_time():
    shop = Shop(timezone="Europe/Berlin")
    body = shop.runtime.get(shop.path("availability/"), **{"from": "2026-10-24", "days": 2}).json()
    assert (body["from"], body["until"]) == ("2026-10-24T00:00:00+02:00", "2026-10-26T00:00:00+01:00")


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z"),
        ("2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00Z"),
        ("2026-11-23T10:00:00 01:00", "2026-11-23T09:00:00Z"),  # what an unescaped plus sign becomes
        ("2026-11-23T10:00:00", "2026-11-23T10:00:00Z"),
        ("2026-11-23", "2026-11-23T00:00:00Z"),
    ],
)
def test_availability_takes_dates_and_times(asked, start):
    shop = Shop()
    assert shop.runtime.get(shop.path("availability/"), **{"from": asked}).json()["from"] == start


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", ""),
        ("from", "yesterday"),
        ("from", "2026-02-30"),
        ("from", "0001-01-01"),
        ("from", "9999-12-31T23:59:59-23:59"),
        ("from", "2026-11-23T25:00"),
        ("from", "\x00"),
        ("days", ""),
        ("days", "0"),
        ("days", "61"),
        ("days", "-1"),
        ("days", "1.5"),
        ("days", "two"),
        ("days", "\u0662"),
        ("days", "9" * 5000),
    ],
)
def test_a_bad_span_is_refused_by_name(name, value):
    shop = Shop()
    assert_problem(shop.runtime.get(shop.path("availability/"), **{name: value}), 400, "invalid_request", name)


def test_agents_come_in_pages():
    shop = Shop()
    for _ in range(6):
        builders.an_agent(shop.brand)
    builders.an_agent(builders.a_brand(), "Of another Brand")
    seen, address = [], "/api/v1/agents/?limit=3"
    while address:
        page = shop.runtime.client.get(address).json()
        assert len(page["results"]) <= 3
        seen += [agent["id"] for agent in page["results"]]
        address = page["next"]
    assert sorted(seen) == sorted(str(agent.pk) for agent in Agent.objects.filter(brand=shop.brand))


def test_an_agent_added_while_paging_repeats_none():
    shop = Shop()
    for _ in range(4):
        builders.an_agent(shop.brand)
    first = shop.runtime.get("agents/", limit=3).json()
    builders.an_agent(shop.brand)
    second = shop.runtime.client.get(first["next"]).json()
    ids = [agent["id"] for agent in first["results"] + second["results"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", ""),
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "x"),
        ("cursor", "x"),
        ("cursor", "\x00"),
        ("cursor", "cD1nYXJiYWdl"),
    ],
)
def test_a_bad_page_is_refused_by_name(name, value):
    assert_problem(Shop().runtime.get("agents/", **{name: value}), 400, "invalid_request", name)
