"""Each platform's module: what it opens the chat with, that nothing goes out twice, and what closing means."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.storefront import HANDOFF, Storefront, ready, storefront
from tests.browser.widget_stubs import (
    BY_SLUG,
    CONTEXT,
    FIELDS,
    GLADLY,
    GORGIAS,
    MESSAGE,
    PLATFORMS,
    SHOPIFY,
    SPRINKLR,
    ZENDESK,
    Platform,
)

__all__ = ["storefront"]
IDS = [f"{platform.slug}-{number}" for number, platform in enumerate(PLATFORMS)]
each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=IDS)
SENDERS = {"zendesk": "messenger newConversation", "gorgias": "sendMessage", "sprinklr": "openNewConversation"}


FORGOTTEN = [["messenger:set conversationTags", []], ["messenger:set conversationFields", [{"id": "360", "value": ""}]]]


def set_last(storefront: Storefront) -> list[list[Any]]:
    return [call for call in storefront.calls() if call[0].startswith("messenger:set")][-2:]


def launch_on(platform: Platform, **more: Any) -> dict[str, Any]:
    return {**ready(**platform.options), "provider": platform.slug, **more}


def start(storefront: Storefront, platform: Platform, before: str = "", **launch: Any) -> None:
    storefront.html = platform.html
    storefront.launches = [launch_on(platform, **launch)]
    storefront.open(f"{before} {platform.widget}", f"{{ provider: '{platform.slug}' }}")


def in_order(calls: list[list[Any]], wanted: list[list[Any]]) -> bool:
    rest = iter(calls)
    return all(call in rest for call in wanted)


@each_platform
def test_the_chat_opens_with_what_the_launch_carries(storefront: Storefront, platform: Platform) -> None:
    start(storefront, platform)
    assert storefront.outcome() == ("opened", {**HANDOFF, "provider": platform.slug})
    storefront.wait_until(lambda: in_order(storefront.calls(), platform.opening))
    storefront.wait_until(lambda: storefront.wait_for_receipt("opened")["context_passed"] is platform.context_passed)
    assert {receipt["event"] for receipt in storefront.receipts} == {"opened"}


@each_platform
def test_a_chat_that_comes_back_is_shown_and_says_nothing(storefront: Storefront, platform: Platform) -> None:
    start(storefront, platform, opened=True)
    assert storefront.outcome()[0] == "opened"
    storefront.page.wait_for_timeout(500)
    assert in_order(storefront.calls(), platform.returning)
    assert not {call[0] for call in storefront.calls()} & set(platform.once) - {"init"}
    assert storefront.wait_for_receipt("opened")["context_passed"] is platform.passed_again


@each_platform
def test_what_the_customer_closes_is_closed_and_may_be_closed_by_the_page(
    storefront: Storefront, platform: Platform
) -> None:
    start(storefront, platform)
    storefront.outcome()
    storefront.evaluate(platform.close)
    assert storefront.outcome(2) == ("closed", {**HANDOFF, "provider": platform.slug})
    assert storefront.wait_for_receipt("closed")
    assert storefront.kept() is None


@each_platform
def test_the_page_can_close_the_chat(storefront: Storefront, platform: Platform) -> None:
    start(storefront, platform)
    storefront.outcome()
    storefront.evaluate("handle.close()")
    assert storefront.outcome(2)[0] == "closed"


@pytest.mark.parametrize("slug", SENDERS)
def test_a_widget_that_opens_at_the_second_try_gets_the_message_once(storefront: Storefront, slug: str) -> None:
    start(
        storefront, BY_SLUG[slug], before="window.deaf = 1; window.conversation = 'silent'; window.noneExists = false;"
    )
    assert storefront.outcome()[0] == "opened"
    storefront.page.wait_for_timeout(500)
    assert [call[0] for call in storefront.calls()].count(SENDERS[slug]) == 1


@pytest.mark.parametrize("conversation", ["silent", "refused"])
def test_zendesk_without_several_conversations_opens_the_one(storefront: Storefront, conversation: str) -> None:
    start(storefront, BY_SLUG["zendesk"], before=f"window.conversation = '{conversation}';")
    assert storefront.outcome()[0] == "opened"
    assert storefront.wait_for_receipt("opened")["context_passed"] is True  # in fields and tags
    assert [call[0] for call in storefront.calls()].count("messenger newConversation") == 1


def test_zendesk_keeps_its_fields_and_tags_when_the_chat_is_closed(storefront: Storefront) -> None:
    """The customer may have written, and would blank the ticket's field by writing once more."""
    start(storefront, BY_SLUG["zendesk"])
    storefront.outcome()
    storefront.evaluate(BY_SLUG["zendesk"].close)
    storefront.outcome(2)
    assert set_last(storefront) != FORGOTTEN


def test_zendesk_forgets_them_where_the_chat_does_not_open(storefront: Storefront) -> None:
    start(storefront, BY_SLUG["zendesk"], before="window.deaf = 9;")
    assert storefront.outcome()[0] == "failed"
    assert set_last(storefront) == FORGOTTEN


def test_zendesk_forgets_them_when_another_handoff_takes_their_place(storefront: Storefront) -> None:
    start(storefront, BY_SLUG["zendesk"])
    storefront.outcome()
    storefront.launches_of["other"] = {**ready(), "handoff": "9a2c", "provider": "zendesk"}
    storefront.evaluate("sdk.openChat('other')")
    storefront.outcome(2)
    assert set_last(storefront) == FORGOTTEN


def test_zendesk_gets_its_fields_and_tags_before_it_opens(storefront: Storefront) -> None:
    storefront.launches = [{**ready(fields=FIELDS, tags=["ai_handoff"]), "provider": "zendesk"}]
    storefront.open(ZENDESK)
    assert storefront.wait_for_receipt("opened")["context_passed"] is True
    calls = storefront.calls()
    opening = calls.index(["messenger open"])
    assert calls.index(["messenger:set conversationFields", FIELDS]) < opening
    assert calls.index(["messenger:set conversationTags", ["ai_handoff"]]) < opening


def test_gorgias_is_sent_to_when_it_is_open_and_not_before(storefront: Storefront) -> None:
    start(storefront, BY_SLUG["gorgias"], before="window.deaf = 9;")
    assert storefront.outcome()[0] == "failed"
    storefront.evaluate("window.deaf = 0; GorgiasChat.open()")  # it wakes up later
    storefront.page.wait_for_timeout(500)
    assert not any(call[0] == "sendMessage" for call in storefront.calls())


@pytest.mark.parametrize("answer", ['{ error: "LIMIT_REACHED" }', '{ response: { error: { code: "LIMIT_REACHED" } } }'])
def test_sprinklr_at_its_limit_shows_the_conversation_that_exists(storefront: Storefront, answer: str) -> None:
    start(storefront, BY_SLUG["sprinklr"], before=f"window.newConversation = {answer};")
    assert storefront.outcome()[0] == "opened"
    storefront.wait_until(lambda: ["updateConversationContext", {"context": CONTEXT}] in storefront.calls())
    storefront.wait_until(lambda: storefront.wait_for_receipt("opened")["context_passed"] is True)


def test_sprinklr_that_answers_late_has_taken_the_context_all_the_same(storefront: Storefront) -> None:
    start(storefront, BY_SLUG["sprinklr"], before="window.answersAfter = 6000;")
    assert storefront.outcome()[0] == "opened"
    assert storefront.wait_for_receipt("opened")["context_passed"] is False
    storefront.wait_until(lambda: storefront.wait_for_receipt("opened")["context_passed"] is True)
    assert [call[0] for call in storefront.calls()].count("openNewConversation") == 1


def test_sprinklr_takes_a_context_that_comes_after_the_message(storefront: Storefront) -> None:
    early = {**ready(settled=False, message=MESSAGE), "provider": "sprinklr"}
    storefront.launches = [early, early, launch_on(BY_SLUG["sprinklr"])]
    storefront.open(f"window.newConversation = {{}}; {SPRINKLR}")  # nothing that names the conversation
    assert storefront.wait_for_receipt("opened")["context_passed"] is False
    storefront.wait_until(lambda: storefront.wait_for_receipt("opened")["context_passed"] is True)
    assert storefront.times(["updateConversationContext", {"context": CONTEXT}]) == 1
    assert [call[0] for call in storefront.calls()].count("openNewConversation") == 1


def test_a_conversation_that_gladly_ends_gives_the_chat_back(storefront: Storefront) -> None:
    start(storefront, BY_SLUG["gladly"])
    storefront.outcome()
    storefront.evaluate("Gladly.endConversation()")
    assert storefront.outcome(2)[0] == "closed"


def test_shopify_leaves_what_the_customer_has_begun_to_write(storefront: Storefront) -> None:
    start(storefront, BY_SLUG["shopify_inbox"], before="window.begun = 'Hello';")
    storefront.outcome()
    storefront.page.wait_for_timeout(500)
    assert storefront.page.evaluate("composer.value") == "Hello"
    assert storefront.wait_for_receipt("opened")["context_passed"] is False


def test_shopify_that_is_open_already_is_not_toggled_shut(storefront: Storefront) -> None:
    legacy = PLATFORMS[-1]
    storefront.html = legacy.html.replace("-chat>", '-chat is-open="true">', 1)
    storefront.launches = [launch_on(legacy)]
    storefront.open(legacy.widget)
    assert storefront.outcome()[0] == "opened"
    storefront.wait_until(lambda: ["input", MESSAGE] in storefront.calls())
    assert ["close"] not in storefront.calls()


WITHOUT: list[tuple[str, str, str]] = [
    (
        "gorgias",
        GORGIAS,
        "delete GorgiasChat.isBusinessHours; delete GorgiasChat.captureUserEmail; delete GorgiasChat.isOpen;",
    ),
    ("gladly", GLADLY, "delete Gladly.clearUser; delete Gladly.setUser; delete Gladly.on;"),
    ("sprinklr", SPRINKLR, "window.newConversation = {};"),
    ("shopify_inbox", SHOPIFY, ""),
]


@pytest.mark.parametrize(("slug", "widget", "lacking"), WITHOUT, ids=[slug for slug, *_ in WITHOUT])
def test_what_is_not_documented_may_be_missing(storefront: Storefront, slug: str, widget: str, lacking: str) -> None:
    storefront.html = BY_SLUG[slug].html
    storefront.launches = [launch_on(BY_SLUG[slug])]
    storefront.open(f"{widget} {lacking}")
    assert storefront.outcome()[0] == "opened"
