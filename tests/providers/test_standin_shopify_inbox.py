"""Shopify Inbox has no API: only the customer's chat and the team's inbox."""

from __future__ import annotations

import httpx2

from tests.stand_ins import StandIns


def test_a_chat_has_two_sides(stand_in_server: StandIns) -> None:
    stand_in_server.reset()
    chat = stand_in_server.begin_chat("shopify_inbox", "Hi. Ref I1")
    stand_in_server.reply("shopify_inbox", chat, "Hello")
    stand_in_server.say("shopify_inbox", chat, body="Thanks")
    expected = [("customer", "Hi. Ref I1"), ("agent", "Hello"), ("customer", "Thanks")]
    assert [(said["from"], said["body"]) for said in stand_in_server.seen("shopify_inbox", chat)] == expected
    [row] = stand_in_server.log()["shopify_inbox"]["chats"]
    assert [(said["from"], said["body"]) for said in row["messages"]] == expected


def test_an_unknown_chat_and_an_unknown_platform(stand_in_server: StandIns) -> None:
    for path in ("widget/shopify_inbox/chats/0", "widget/pigeon/chats/0"):
        assert httpx2.get(f"{stand_in_server.url}/{path}", trust_env=False).status_code == 404
    refused = httpx2.post(f"{stand_in_server.url}/inbox/pigeon/1/reply", json={"body": "x"}, trust_env=False)
    assert refused.status_code == 404
