"""The check of a draft reply: what may be promised depends on the hours, the toggle and the conversation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.models import Conversation
from handoff import sentences
from handoff.models import DecisionRecord, Handoff
from handoff.reply_checks import NO_CALL_BACK, NO_HANDOFF, NO_SUCH_TIME, NOT_WHEN_BACK
from handoff.sentences import Wording
from handoff.standing import NO_TEAM
from tests import builders
from tests.runtime import Shop, assert_problem

pytestmark = pytest.mark.django_db

ENGLISH = Wording()
OFFER = "Would you like me to connect you with our support team?"
TRANSFER = "I'm connecting you with our support team now."
TEAM_CAN = "Our support team can help you with that."
HARMLESS = "Delivery takes 3 days. Would you like to see other colours?"
ASKS = [{"role": "customer", "text": "Let me talk to a human, please."}]
CHATS = [{"role": "customer", "text": "What does shipping cost?"}]


def check(shop: Shop, reply: str, **fields: Any) -> Any:
    answer = shop.runtime.post(shop.path("replies/check/"), {"reply": reply, **fields})
    assert answer.status_code == 200, answer.content
    return answer.json()


def objections(checked: Any) -> list[tuple[str, str]]:
    return [(one["kind"], one["why"]) for one in checked["promises"] if not one["allowed"]]


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def closed() -> Shop:
    """Its team never comes back."""
    return Shop(windows=[])


def test_a_reply_without_a_promise_is_allowed(shop: Shop) -> None:
    assert check(shop, HARMLESS) == {"allowed": True, "promises": [], "instead": ""}


@pytest.mark.parametrize("reply", [OFFER, TEAM_CAN])
def test_while_the_team_is_there_people_may_be_offered(shop: Shop, reply: str) -> None:
    checked = check(shop, reply, transcript=CHATS)
    assert (checked["allowed"], checked["instead"]) == (True, "")
    assert [(one["allowed"], one["why"]) for one in checked["promises"]] == [(True, "")]


def test_a_transfer_is_announced_only_where_the_decision_says_so(shop: Shop) -> None:
    assert check(shop, TRANSFER, transcript=ASKS)["allowed"]
    refused = check(shop, TRANSFER, transcript=CHATS)
    assert objections(refused) == [("transfer", NO_HANDOFF)]
    assert refused["instead"] == sentences.goes_on(ENGLISH)


def test_nor_do_people_act_before_a_handoff_began(shop: Shop) -> None:
    assert objections(check(shop, "A colleague will look into this.")) == [("human", NO_HANDOFF)]


def test_with_an_open_handoff_people_may_be_promised_and_no_call(shop: Shop) -> None:
    shop.start(conversation="c-open")
    assert check(shop, TRANSFER, conversation="c-open", transcript=CHATS)["allowed"]
    refused = check(shop, "We'll call you.", conversation="c-open")
    assert objections(refused) == [("call_back", NO_CALL_BACK)]
    assert refused["instead"] == sentences.hand_off(ENGLISH)


def test_the_stored_conversation_counts_where_no_transcript_is_sent(shop: Shop) -> None:
    shop.decide(*builders.ASKS_FOR_HUMAN, conversation="c-stored")
    assert check(shop, TRANSFER, conversation="c-stored")["allowed"]
    assert not check(shop, TRANSFER, conversation="c-unknown")["allowed"]


def test_no_call_back_is_ever_arranged_and_no_time_is_known(shop: Shop) -> None:
    refused = check(shop, "A colleague will call you tomorrow at 9.", transcript=ASKS)
    assert objections(refused) == [("call_back", NO_CALL_BACK), ("time", NO_SUCH_TIME)]
    assert refused["instead"] == sentences.hand_off(ENGLISH)


@pytest.mark.parametrize("reply", [OFFER, TEAM_CAN, TRANSFER, "We'll call you.", "A colleague will help you."])
def test_while_the_team_is_away_nothing_of_people_is_promised(closed: Shop, reply: str) -> None:
    refused = check(closed, reply, transcript=CHATS)
    assert [why for _, why in objections(refused)] == ["The support team is away."]
    assert refused["instead"] == sentences.goes_on(ENGLISH)


def test_who_asked_for_a_human_in_vain_is_told_so(closed: Shop) -> None:
    refused = check(closed, TRANSFER, transcript=ASKS)
    assert refused["instead"] == closed.decide(ASKS[0]["text"]).json()["sentence"]


def test_the_time_at_which_the_team_is_back_may_be_told_in_our_words_alone() -> None:
    shop = Shop(windows=[((timezone.now() + timedelta(days=3)).weekday(), 540, 600)])
    told = shop.decide(ASKS[0]["text"]).json()["sentence"]
    checked = check(shop, told, transcript=ASKS)
    assert [one["kind"] for one in checked["promises"]] == ["time"]
    assert checked["allowed"]
    refused = check(shop, "Our team is back tomorrow at 11:17 AM.", transcript=CHATS)
    assert objections(refused) == [("time", NOT_WHEN_BACK)]
    assert refused["instead"] == told


@pytest.mark.parametrize("away", [{"enabled": False}, {"kind": ""}])
def test_without_a_team_there_is_none_to_promise(away: dict[str, Any]) -> None:
    assert objections(check(Shop(**away), OFFER)) == [("transfer", NO_TEAM)]


def test_what_to_say_instead_is_in_the_conversations_language(closed: Shop) -> None:
    german = [{"role": "customer", "text": "Wo ist meine Bestellung? Ich habe noch nichts bekommen."}]
    refused = check(closed, OFFER, transcript=german, customer={"locale": "de-AT"})
    assert refused["instead"] == sentences.goes_on(Wording("de"))


@pytest.mark.parametrize("said", [ASKS[0]["text"], "Ich möchte mit einem Menschen sprechen, bitte."])
def test_what_the_decision_gives_to_say_may_be_said(shop: Shop, closed: Shop, said: str) -> None:
    for one in (shop, closed):
        turns = [{"role": "customer", "text": said}]
        told = one.decide(said).json()["sentence"]
        assert check(one, f"Oh! {told}", transcript=turns)["allowed"]


def test_nothing_is_written(shop: Shop) -> None:
    check(shop, TRANSFER, conversation="c-new", transcript=ASKS)
    assert not any(model.objects.exists() for model in (Conversation, DecisionRecord, Handoff))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "reply"),
        ({"reply": "x" * 20_001}, "reply"),
        ({"reply": ["x"]}, "reply"),
        ({"reply": "x", "conversation": "a\u200bb"}, "conversation"),
        ({"reply": "x", "transcript": [{"role": "robot", "text": "x"}]}, "transcript.0.role"),
        ({"reply": "x", "customer": {"timezone": "Mars"}}, "customer.timezone"),
    ],
)
def test_what_is_not_right_is_named(shop: Shop, body: dict[str, Any], field: str) -> None:
    assert_problem(shop.runtime.post(shop.path("replies/check/"), body), 400, "invalid_request", field)


def test_another_brands_agent_is_not_found(shop: Shop) -> None:
    assert_problem(shop.runtime.post(Shop().path("replies/check/"), {"reply": OFFER}), 404, "not_found")
