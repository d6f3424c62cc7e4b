from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agents.transcripts import Turn
from handoff.providers import base
from handoff.providers.base import Customer, ProviderError
from handoff.providers.gladly import BODY_CHARACTERS, Gladly
from tests.providers.contract import CONTEXT, SECRET, SUMMARY, ProviderContract
from tests.providers.recorder import Recorder

ITEM = "POST /api/v1/conversation-items"
SHOWN = f"GET /api/v1/conversation-items/{CONTEXT.handoff_id}"
TAKEN = ProviderError("taken", status=409, permanent=True, code="taken")


class TestContract(ProviderContract):
    provider = Gladly
    answers = {ITEM: {}}
    answers_when_there = {ITEM: TAKEN, SHOWN: {"id": CONTEXT.handoff_id}}
    writes = (ITEM,)


FULL = Gladly({"host": "acme.gladly.com", "email": "handoff@example.com"}, {"api_token": SECRET})


def item(**changes: Any) -> dict[str, Any]:
    send = Recorder({ITEM: {}})
    FULL.deliver(replace(CONTEXT, **changes), send)
    return dict(send.body(ITEM))


def test_the_item_has_the_handoffs_own_id_and_stands_on_the_customers_timeline() -> None:
    made = item()
    assert made["id"] == CONTEXT.handoff_id
    assert made["customer"] == {"emailAddress": "ana@example.com"}
    content = made["content"]
    assert (content["type"], content["activityType"]) == ("CUSTOMER_ACTIVITY", "ISSUE")
    assert content["title"] == f"Handed over by Shopping assistant, {CONTEXT.ref}"
    assert SUMMARY in content["body"]
    assert "Customer: Where is order 1234?" in content["body"]


def test_an_id_that_is_taken_is_there_already() -> None:
    send = Recorder({ITEM: TAKEN})
    assert FULL.deliver(replace(CONTEXT, attempt=2), send) == base.Delivery(base.API, ref=CONTEXT.handoff_id)


@pytest.mark.parametrize(
    ("status", "code"), [(400, "invalid"), (401, ""), (403, ""), (409, "invalid_state"), (422, "")]
)
def test_any_other_refusal_is_one(status: int, code: str) -> None:
    with pytest.raises(ProviderError):
        FULL.deliver(CONTEXT, Recorder({ITEM: ProviderError("no", status=status, permanent=True, code=code)}))


@pytest.mark.parametrize(
    ("customer", "by", "needs"),
    [
        (Customer(email="ana@example.com", phone="+15550100"), {"emailAddress": "ana@example.com"}, ()),
        (Customer(phone="+15550100"), {"mobilePhone": "+15550100"}, ()),
        (Customer(id="42", name="Ana"), None, ("email",)),
        (Customer(), None, ("email",)),
    ],
)
def test_gladly_finds_a_customer_by_exactly_one_of_two(
    customer: Customer, by: dict[str, str] | None, needs: tuple[str, ...]
) -> None:
    assert FULL.needs(customer) == needs
    send = Recorder({ITEM: {}})
    delivery = FULL.deliver(replace(CONTEXT, customer=customer), send)
    if by:
        assert send.body(ITEM)["customer"] == by
    else:
        assert delivery == base.Delivery(base.NONE, reason="email_unknown")
        assert send.sent == []


def test_asks_for_nothing_that_it_could_not_use() -> None:
    assert Gladly({}, {}).needs(Customer()) == ()


def test_stays_inside_of_gladlys_limits() -> None:
    long = item(
        summary="é" * 40_000,
        agent="A" * 300,
        brand="B" * 300,
        transcript=tuple(Turn("customer", "word " * 400) for _ in range(100)),
    )
    content = long["content"]
    assert len(content["body"]) <= BODY_CHARACTERS
    assert len(content["title"]) <= 100
    assert len(content["sourceName"]) <= 50
    assert len(long["id"]) <= 50


def test_the_browser_tells_who_is_chatting() -> None:
    assert FULL.launch(CONTEXT).options == {"user": {"name": "Ana", "email": "ana@example.com"}}
    assert FULL.launch(replace(CONTEXT, customer=Customer(name="Ana"))).options == {}


def test_the_title_of_a_test_begins_with_the_mark() -> None:
    assert item(is_test=True)["content"]["title"].startswith("[Test] ")


@pytest.mark.parametrize("host", ["acme.gladly.com.evil.com", "acme.gladly.com:8443", "gladly.com", "ACME.gladly.com"])
def test_only_gladlys_own_addresses_are_asked(host: str) -> None:
    send = Recorder({ITEM: {}})
    with pytest.raises(ProviderError) as caught:
        Gladly({**FULL.settings, "host": host}, FULL.secrets).deliver(CONTEXT, send)
    assert caught.value.permanent
    assert send.sent == []


def test_the_check_tells_whose_the_token_is() -> None:
    assert FULL.check(Recorder({"GET /api/v1/organization": {"name": "Acme"}})) == "Acme"


def test_an_item_is_asked_for_by_its_own_id() -> None:
    assert FULL.arrived(CONTEXT, Recorder({SHOWN: {"id": CONTEXT.handoff_id}})) is True
    assert FULL.arrived(CONTEXT, Recorder()) is False
    with pytest.raises(ProviderError):
        FULL.arrived(CONTEXT, Recorder({SHOWN: ProviderError("away", status=503)}))
