from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handoff.providers import base
from handoff.providers.base import Customer, ProviderError
from handoff.providers.gorgias import Gorgias
from tests.providers.contract import CONTEXT, SECRET, SUMMARY, ProviderContract
from tests.providers.recorder import Recorder

LIST = "GET /api/messages?limit=100&order_by=created_datetime%3Adesc"
NEXT = f"{LIST}&cursor=c2"
IN_TICKET = "GET /api/messages?ticket_id=77&limit=100&order_by=created_datetime%3Adesc"
NOTE = "POST /api/tickets/77/messages"
TAG = "POST /api/tickets/77/tags"
ACCOUNT = "GET /api/account"


def message(**fields: Any) -> dict[str, Any]:
    return {
        "ticket_id": 77,
        "channel": "chat",
        "from_agent": False,
        "body_text": f"A person please.\n\nRef {CONTEXT.ref}",
        "created_datetime": "2026-11-23T10:00:05+00:00",
        **fields,
    }


def listed(*messages: dict[str, Any], cursor: str | None = None) -> dict[str, Any]:
    return {"data": list(messages), "meta": {"next_cursor": cursor, "prev_cursor": None}}


OURS = message(
    channel="internal-note", from_agent=True, body_text="", body_html=f"<p>Handed over by X Ref {CONTEXT.ref}</p>"
)


class TestContract(ProviderContract):
    provider = Gorgias
    answers = {LIST: listed(message()), IN_TICKET: listed(message()), NOTE: {"id": 9}, TAG: {}}
    answers_when_there = {IN_TICKET: listed(OURS, message())}
    writes = (NOTE,)


WITH_KEY = Gorgias({"subdomain": "acme", "email": "handoff@example.com"}, {"api_key": SECRET})


def delivered(answers: dict[str, Any], **changes: Any) -> tuple[Recorder, base.Delivery]:
    send = Recorder({**TestContract.answers, **answers})
    return send, WITH_KEY.deliver(replace(CONTEXT, **changes), send)


def test_adds_an_internal_note_to_the_ticket_of_the_customers_message() -> None:
    send, delivery = delivered({})
    assert delivery == base.Delivery(base.API, ref="77")
    assert send.steps == [LIST, IN_TICKET, NOTE]
    note = send.body(NOTE)
    assert (note["channel"], note["via"], note["from_agent"], note["public"]) == ("internal-note", "api", True, False)
    assert note["sender"] == {"email": "handoff@example.com"}
    assert SUMMARY in note["body_html"]


@pytest.mark.parametrize(
    "other",
    [
        message(from_agent=True),
        message(body_text=f"x{CONTEXT.ref}x"),
        message(body_text="Another matter"),
        message(body_text=None),
        {},
    ],
)
def test_waits_while_no_message_of_the_customers_holds_the_ref(other: dict[str, Any]) -> None:
    send, delivery = delivered({LIST: listed(other)})
    assert delivery == base.Delivery(base.API, waits=True)
    assert send.steps == [LIST]


def test_looks_further_back_while_the_messages_are_younger_than_the_handoff() -> None:
    send, delivery = delivered({LIST: listed(message(body_text="Hi"), cursor="c2"), NEXT: listed(message())})
    assert delivery.ref == "77"
    assert send.steps[:2] == [LIST, NEXT]


def test_looks_no_further_back_than_the_handoff() -> None:
    old = message(body_text="Hi", created_datetime="2026-11-23T09:59:00+00:00")
    assert delivered({LIST: listed(old, cursor="c2")})[0].steps == [LIST]


def test_looks_at_a_few_pages_at_the_most() -> None:
    page = listed(message(body_text="Hi"), cursor="c2")
    send, delivery = delivered({LIST: page, NEXT: page})
    assert delivery.waits
    assert len(send.steps) == 5


@pytest.mark.parametrize("when", [None, "yesterday", 7, "2026-11-23T10:00:05"])
def test_an_odd_time_of_a_message_is_no_error(when: object) -> None:
    page = listed(message(body_text="Hi", created_datetime=when), cursor="c2")
    assert delivered({LIST: page, NEXT: listed()})[1].waits
    assert delivered({LIST: page, NEXT: listed()}, started_at=None)[1].waits


def test_the_tag_is_for_views_alone_and_may_fail() -> None:
    tagged = Gorgias({**WITH_KEY.settings, "tag": "ai-handoff"}, WITH_KEY.secrets)
    for answer in ({}, ProviderError("no", status=500), ProviderError("no", status=403, permanent=True)):
        send = Recorder({**TestContract.answers, TAG: answer})
        assert tagged.deliver(CONTEXT, send).ref == "77"
        assert send.body(TAG) == {"names": ["ai-handoff"]}


def test_with_a_key_the_chat_begins_with_a_short_request() -> None:
    options = WITH_KEY.launch(CONTEXT).options
    assert options == {"message": f"{CONTEXT.opening}\n\nRef {CONTEXT.ref}", "email": "ana@example.com"}


def test_without_leave_the_chat_tells_nothing_of_the_matter() -> None:
    bare = Gorgias({}, {})
    matter = replace(CONTEXT, opening="I'd like to talk to a person about: my divorce", customer=Customer())
    assert bare.launch(matter).options == {"message": f"I'd like to talk to a person.\n\nRef {CONTEXT.ref}"}
    assert bare.deliver(matter, Recorder()) == base.Delivery(base.NONE, reason="not_supported")


def test_with_the_merchants_leave_the_customers_own_request_is_the_message() -> None:
    allowed = Gorgias({"visible_request": "yes"}, {})
    assert allowed.launch(CONTEXT).options["message"].startswith(CONTEXT.request)
    assert allowed.deliver(CONTEXT, Recorder()).via == base.VISIBLE_MESSAGE
    [shown] = allowed.team_sees(CONTEXT)
    assert "\n\n".join(shown.paragraphs) == allowed.launch(CONTEXT).options["message"]


def test_the_check_tells_whose_the_key_is() -> None:
    assert WITH_KEY.check(Recorder({ACCOUNT: {"domain": "acme"}})) == "acme"


def test_a_ticket_is_looked_for_since_the_handoff_began() -> None:
    assert CONTEXT.started_at
    later = CONTEXT.started_at + timedelta(hours=1)
    assert delivered({LIST: listed(message(body_text="Hi"), cursor="c2")}, started_at=later)[0].steps == [LIST]
