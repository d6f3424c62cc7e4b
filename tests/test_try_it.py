"""Beside the editor: what the Agent would be told, and a conversation with the draft. Nothing of it is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agents.models import Agent, Brand, Role
from handoff import runtime_door, sentences
from handoff.admin.playbooks import rehearsal
from handoff.runtime_door import DraftReply, RuntimeUnavailable
from playbooks.instructions import Instructions
from playbooks.models import PlaybookAssignment
from tests import builders
from tests.admin_builders import CANARY, a_client_of

pytestmark = pytest.mark.django_db
TOLD, REPLY = "/admin/playbooks/playbook/told/", "/admin/playbooks/playbook/reply/"
NINE_TO_FIVE = [(day, 9 * 60, 17 * 60) for day in range(5)]
MONDAY_TEN, SUNDAY_TEN = "2026-11-23T10:00", "2026-11-22T10:00"
BROKEN = "If an item is broken, /Handoff to support (reason: broken item; collect: photo)."


class Desk:
    """An author of a Brand with one Agent, and a runtime that answers as told."""

    def __init__(self, *, enabled: bool = True, kind: str = "zendesk", role: Role = Role.AUTHOR) -> None:
        self.brand: Brand = builders.a_brand()
        self.agent: Agent = builders.an_agent(self.brand, enabled=enabled)
        builders.a_provider(self.brand, kind, windows=NINE_TO_FIVE, timezone="Europe/Berlin")
        self.client: Client = a_client_of(self.brand, role)

    def post(self, url: str, **body: Any) -> HttpResponse:
        asked = {
            "text": BROKEN,
            "name": "Draft",
            "playbook": None,
            "agents": [],
            "agent": str(self.agent.pk),
            "at": None,
        }
        return self.client.post(url, json.dumps({**asked, **body}), "application/json")

    def told(self, **body: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.post(TOLD, **body).json()
        return found

    def try_it(self, *said: str | tuple[str, str], at: str | None = MONDAY_TEN, **body: Any) -> dict[str, Any]:
        transcript = [{"role": turn.role, "text": turn.text} for turn in builders.turns(*said)]
        found: dict[str, Any] = self.post(REPLY, transcript=transcript, at=at, **body).json()
        return found


@pytest.fixture
def desk() -> Desk:
    return Desk()


Asked = list[tuple[Instructions, bool]]


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Asked]:
    """Answers these, one after the other; the last one again and again. Returns what it is asked."""

    def answers(*replies: DraftReply) -> Asked:
        asked: Asked = []

        def reply_to(told: Instructions, transcript: object, *, may_hand_off: bool) -> DraftReply:
            asked.append((told, may_hand_off))
            return replies[min(len(asked), len(replies)) - 1]

        monkeypatch.setattr(runtime_door, "reply_to", reply_to)
        return asked

    return answers


def says(text: str, directive: str | None = None, engine: str = "model", **more: bool) -> DraftReply:
    """`directive`: it called the tool, with "" for none."""
    called = {"wants_handoff": directive is not None, "directive": directive or ""}
    return DraftReply.model_validate({"text": text, "engine": engine, **called, **more})


# What the Agent is told


def test_the_draft_is_told_in_the_place_of_what_is_published(desk: Desk) -> None:
    first = builders.a_playbook(desk.brand, desk.agent, name="First", text="Words of first.")
    builders.a_playbook(desk.brand, desk.agent, name="Second", text="Words of second.")
    answer = desk.told(playbook=str(first.pk), name="Renamed", text="Drafted words.")
    assert "Words of first." not in answer["text"]
    assert answer["text"].index("Renamed") < answer["text"].index("Drafted words.") < answer["text"].index("second")
    assert "".join(part["text"] for part in answer["parts"]) == answer["text"]


def test_a_new_playbook_comes_after_the_others(desk: Desk) -> None:
    builders.a_playbook(desk.brand, desk.agent, text="Words of first.")
    answer = desk.told(text="/Handoff to support", name="")
    assert answer["text"].index("Words of first.") < answer["text"].index('directive="draft.1"')
    assert [part["author"] for part in answer["parts"]][-1] == "call"


@pytest.mark.parametrize(
    ("at", "allowed", "words"),
    [
        (MONDAY_TEN, True, "May hand off now"),
        (SUNDAY_TEN, False, "No handoff now"),
        ("2026-11-23T08:30:00Z", True, "May hand off now"),
        ("2026-11-23T07:30:00Z", False, "No handoff now"),
    ],
)
def test_it_says_whether_the_agent_may_hand_off(desk: Desk, at: str, allowed: bool, words: str) -> None:
    answer = desk.told(at=at)
    assert (answer["standing"]["allowed"], answer["standing"]["badge"]) == (allowed, words)
    assert ("No handoff now" in answer["text"]) != allowed


def test_now_is_now(desk: Desk) -> None:
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        assert "until Monday, 23 Nov 2026, 09:00 (Europe/Berlin)" in desk.told()["standing"]["why"]


def test_a_playbook_that_is_off_for_the_agent_is_shown_and_said_to_be_off(desk: Desk) -> None:
    playbook = builders.a_playbook(desk.brand, desk.agent)
    PlaybookAssignment.objects.update(enabled=False)
    assert "switched off" in desk.told(playbook=str(playbook.pk))["note"]
    assert "Drafted" in desk.told(playbook=str(playbook.pk), text="Drafted")["text"]
    assert desk.told(text="Another.")["note"] == ""


def test_a_text_that_is_too_long_is_told_in_words(desk: Desk) -> None:
    assert "too long" in desk.told(text="é" * 100_001)["problem"]
    assert "too long" in desk.try_it("Hi", text="é" * 100_001)["problem"]


# Who may ask


@pytest.mark.parametrize("url", [TOLD, REPLY])
def test_another_brand_s_agent_is_like_none(desk: Desk, url: str) -> None:
    other = builders.an_agent(builders.a_brand(CANARY))
    said = [{"role": "customer", "text": "Hi"}]
    for agent in (str(other.pk), "nonsense", None, 7):
        assert desk.post(url, agent=agent, transcript=said).status_code == 404


def test_another_brand_s_playbook_gives_nothing_away(desk: Desk) -> None:
    other = builders.a_brand(CANARY)
    theirs = builders.a_playbook(other, builders.an_agent(other), text=CANARY)
    answer = desk.told(playbook=str(theirs.pk), text="Drafted words.")
    assert CANARY not in answer["text"]
    assert "Drafted words." in answer["text"]


@pytest.mark.parametrize("url", [TOLD, REPLY])
def test_only_authors_and_admins_may(url: str) -> None:
    assert Desk(role=Role.VIEWER).post(url).status_code == 403
    assert Desk(role=Role.ADMIN).post(url, transcript=[]).status_code in (200, 400)
    desk = Desk()
    assert desk.client.get(url).status_code == 405
    desk.client.logout()
    assert desk.post(url).status_code == 302


SAID = [{"role": "customer", "text": "Hi"}]


@pytest.mark.parametrize(
    "body",
    [
        {"transcript": []},
        {"transcript": "Hi"},
        {"transcript": [{"role": "human", "text": "Hi"}]},
        {"transcript": [*SAID, {"role": "agent", "text": "Hi"}]},
        {"transcript": SAID * 101},
        {"transcript": [{"role": "customer", "text": "x" * 4001}]},
        {"transcript": SAID, "offers": [-1]},
        {"transcript": SAID, "offers": "all"},
        {"transcript": SAID, "at": "soon"},
        {"transcript": SAID, "at": 7},
        {"transcript": SAID, "at": "0001-01-01T00:00"},
        {"transcript": SAID, "at": "9999-12-31T23:59"},
        {"transcript": SAID, "text": None},
        {"transcript": SAID, "name": ["x"]},
    ],
)
def test_what_no_page_posts_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    assert desk.post(REPLY, **body).status_code == 400


# The conversation


def test_a_directive_that_is_reached_hands_off_where_the_team_is_there(
    desk: Desk, runtime: Callable[..., Asked]
) -> None:
    asked = runtime(says("I'm sorry.", "draft.1"))
    answer = desk.try_it("My mug is broken")
    assert answer["reply"] == f"I'm sorry. {sentences.hand_off(sentences.Wording())}"
    assert (answer["decision"]["verdict"], answer["decision"]["reason"], answer["over"]) == (
        "hand_off",
        "playbook",
        True,
    )
    assert answer["fired"]["reason"] == "broken item"
    assert "Command 1 of “Draft” was reached. Its reason: broken item." in answer["fired"]["words"]
    assert answer["at"] == "Monday, 23 Nov 2026, 10:00 (Europe/Berlin)"
    assert [may_hand_off for _, may_hand_off in asked] == [True]


def test_a_directive_that_is_reached_while_the_team_is_away_says_so_and_the_agent_goes_on(
    desk: Desk, runtime: Callable[..., Asked]
) -> None:
    asked = runtime(says("A colleague will help.", "draft.1"), says("Let me see what I can do."))
    answer = desk.try_it("My mug is broken", at=SUNDAY_TEN)
    assert answer["reply"] == "Let me see what I can do."
    assert (answer["decision"]["reason"], answer["over"]) == ("outside_hours", False)
    assert "A playbook says so, but your team is away until Monday" in answer["decision"]["why"]
    assert answer["fired"]["id"] == "draft.1"
    [(_, first), (told, second)] = asked
    assert (first, second) == (True, False)
    assert "No handoff now" in told.text


def test_ask_first_makes_an_offer_which_the_customer_s_next_words_answer(
    desk: Desk, runtime: Callable[..., Asked]
) -> None:
    runtime(says("I'm sorry.", "draft.1"))
    text = "If broken, /Handoff to support (ask first: yes)"
    offered = desk.try_it("My mug is broken", text=text)
    first = sentences.offers(sentences.Wording(), stuck=False)[0]
    assert (offered["decision"]["verdict"], offered["reply"]) == ("offer", first)
    said = ("My mug is broken", offered["reply"], "Yes, please")
    accepted = desk.try_it(*said, text=text, offers=[1])
    assert (accepted["decision"]["reason"], accepted["engine"]) == ("offer_accepted", "")


@pytest.mark.parametrize(
    ("at", "verdict", "said"),
    [
        (MONDAY_TEN, "hand_off", sentences.hand_off(sentences.Wording())),
        (SUNDAY_TEN, "continue", "They're back tomorrow at 9:00 AM"),
    ],
)
def test_a_customer_who_asks_for_a_human_is_answered_by_the_rules_alone(
    desk: Desk, runtime: Callable[..., Asked], at: str, verdict: str, said: str
) -> None:
    asked = runtime(says("No."))
    answer = desk.try_it("I want to talk to a human", at=at)
    assert answer["decision"]["verdict"] == verdict
    assert said in answer["reply"]
    assert (answer["engine"], answer["fired"], asked) == ("", None, [])


def test_a_tool_that_is_called_without_a_directive_is_the_agent_s_own_wish(
    desk: Desk, runtime: Callable[..., Asked]
) -> None:
    runtime(says("", ""))
    answer = desk.try_it("Hm")
    assert (answer["decision"]["verdict"], answer["decision"]["trigger"]) == ("offer", "agent")


def test_a_directive_that_does_not_exist_starts_nothing(desk: Desk, runtime: Callable[..., Asked]) -> None:
    runtime(says("", "draft.7"), says("Hello."))
    answer = desk.try_it("Hm")
    assert (answer["reply"], answer["fired"], answer["over"]) == ("Hello.", None, False)
    assert rehearsal.NO_SUCH_DIRECTIVE in answer["limits"]


def test_a_directive_of_another_playbook_of_the_agent_counts_too(desk: Desk, runtime: Callable[..., Asked]) -> None:
    other = builders.a_playbook(desk.brand, desk.agent, name="Other", text="/Handoff to support (ask first: yes)")
    runtime(says("", f"{other.published_id}.1"))
    answer = desk.try_it("Hm", text="Be brief.")
    assert (answer["decision"]["verdict"], answer["fired"]["playbook"]) == ("offer", "Other")


@pytest.mark.parametrize(
    ("reply", "limits"),
    [
        (says("Hello."), ""),
        (says("Hello.", engine="rules"), rehearsal.RULES),
        (says("", engine="rules"), f"{rehearsal.NOTHING_FITS} {rehearsal.RULES}"),
        (says("Hello.", engine="rules", model_failed=True), rehearsal.MODEL_FAILED),
    ],
)
def test_it_says_what_could_not_be_judged(
    desk: Desk, runtime: Callable[..., Asked], reply: DraftReply, limits: str
) -> None:
    runtime(reply)
    answer = desk.try_it("Hello")
    assert (answer["reply"], answer["limits"]) == (reply.text, limits)
    assert answer["decision"]["badge"] == "Goes on helping"


@pytest.mark.parametrize(
    ("made", "words"),
    [({"enabled": False}, "“Handoff to support” is off"), ({"kind": ""}, "no support chat provider is chosen")],
)
def test_what_the_merchant_set_counts(runtime: Callable[..., Asked], made: dict[str, Any], words: str) -> None:
    runtime(says("", "draft.1"), says("Let me help."))
    answer = Desk(**made).try_it("My mug is broken")
    assert words in answer["decision"]["why"]
    assert answer["decision"]["mend"]


def test_a_runtime_that_is_away_is_a_problem_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def reply_to(*args: object, **options: object) -> DraftReply:
        raise RuntimeUnavailable(runtime_door.UNREACHABLE)

    monkeypatch.setattr(runtime_door, "reply_to", reply_to)
    assert desk.try_it("Hi") == {"problem": runtime_door.UNREACHABLE}


def test_without_a_runtime_the_setting_is_named(desk: Desk, settings: Any) -> None:
    settings.RUNTIME_URL = ""
    assert "RUNTIME_URL" in desk.try_it("Hi")["problem"]


def test_nothing_is_written(desk: Desk, runtime: Callable[..., Asked]) -> None:
    builders.a_playbook(desk.brand, desk.agent)
    runtime(says("I'm sorry.", "draft.1"))
    desk.told()  # the first page of a login is noted
    with CaptureQueriesContext(connection) as queries:
        assert desk.try_it("My mug is broken")["over"]
        desk.told()
    made = {query["sql"].split()[0].upper() for query in queries}
    assert not made & {"INSERT", "UPDATE", "DELETE"}
