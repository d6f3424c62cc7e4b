"""A23: who is erased is nowhere any more, and nobody brings them back."""

from __future__ import annotations

import json
import threading
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models.functions import Now

from agents import scopes
from agents.models import Brand, Conversation, Message
from handoff import chats, delivery, services, summaries, summary_writing, transitions
from handoff.models import (
    ContextStatus,
    DecisionRecord,
    Disclosure,
    Handoff,
    IdempotentAnswer,
    Recipient,
    Summary,
)
from handoff.privacy import Nobody, Who, erase, export
from handoff.privacy.who import conversations_of
from handoff.providers.base import Customer
from tests.builders import a_body, a_brand, a_consultation, an_agent
from tests.runtime import Shop, assert_problem
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db

TOKEN = "stand-in-test-token"
# Words that stand nowhere else, one for each place that an outsider's words get into.
CANARIES = {
    "external_id": "CanaryConversation",
    "id": "CanaryId",
    "email": "canary.mail@canaryhost.example",
    "name": "Canary Name",
    "phone": "+49 30 9988776655",
    "page_url": "https://canarypage.example/",
    "said": "CanarySaid",
    "asked": "CanaryAsked",
    "visitor": "CanaryVisitor",
    "reason": "CanaryReason of a browser",
    "reply": "CanaryReply of a platform",
    "playbook": "CanaryPlaybook",
}
CUSTOMER = {name: CANARIES[name] for name in ("id", "email", "name", "phone", "page_url")}
WHO = Who(email="  CANARY.Mail@canaryhost.EXAMPLE ")


def dump(leave_out: bytes | None = None) -> str:
    """Each table of the database, those of Django too, and the cache; neither of them promises an order."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows.append(repr(sorted(map(repr, cursor.fetchall()))))
    return "\n".join(rows) + dump_of_cache(leave_out)


def dump_of_cache(leave_out: bytes | None) -> str:
    if hasattr(cache, "_cache") and isinstance(cache._cache, dict):
        return repr(cache._cache)
    client = cache._cache.get_client()
    kept = (key for key in sorted(client.keys("*")) if leave_out is None or leave_out not in key)
    return repr([(key, client.dump(key)) for key in kept])


def standing(text: str) -> set[str]:
    return {name for name, word in CANARIES.items() if word.lower() in text.lower()}


def full(shop: Shop) -> Handoff:
    """A handoff of the canaries' customer, with a word in every column that can hold one."""
    asks = [
        ("customer", CANARIES["said"]),
        ("agent", "How can I help?"),
        ("customer", f"{CANARIES['asked']}: I want to talk to a human."),
    ]
    fields: dict[str, Any] = {"conversation": CANARIES["external_id"], "customer": CUSTOMER}
    shop.decide(*asks[:2], trigger="agent", **fields)
    body = a_body(*asks, **fields)
    started = shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="key-1")
    assert started.status_code == 201, started.content
    handoff = Handoff.objects.get(pk=started.json()["id"])
    summaries.summary_for(handoff)
    chats.chat_launch(handoff.pk)
    chats.record_receipt(handoff.pk, chats.Receipt("visitor", visitor_id=CANARIES["visitor"]))
    Handoff.objects.filter(pk=handoff.pk).update(
        context_reply=CANARIES["reply"],
        context_reason=CANARIES["reply"],
        playbook_reason=CANARIES["playbook"],
        visitor_id=CANARIES["visitor"],
    )
    DecisionRecord.objects.filter(conversation=handoff.conversation).update(
        sentence=CANARIES["said"], earlier_sentences=[CANARIES["said"]], playbook_reason=CANARIES["playbook"]
    )
    chats.record_receipt(handoff.pk, chats.Receipt("failed", reason=CANARIES["reason"]))
    transitions.record(handoff, transitions.ATTEMPT_FAILED, reason=CANARIES["reply"], attempt=1)
    return handoff


@pytest.fixture
def shop() -> Shop:
    return Shop(kind="intercom", secrets={"access_token": TOKEN})


def test_no_word_of_an_erased_customer_is_anywhere(shop: Shop) -> None:
    """A23: planted everywhere, erased, and then looked for in every table and in the cache."""
    handoff = full(shop)
    assert standing(dump()) == set(CANARIES)
    erased = erase(shop.brand, WHO)
    assert (erased.conversations, erased.handoffs, erased.left) == (1, 1, 0)
    assert standing(dump()) == set()
    handoff.refresh_from_db()
    assert (bool(handoff.ref), handoff.reason) == (True, "customer_request")
    assert not any(model.objects.exists() for model in (Message, Summary, IdempotentAnswer))
    names = list(handoff.events.values_list("name", flat=True))
    assert {"started", "chat", "attempt_failed", "ended"} <= set(names)


def test_what_is_told_after_the_erasure_keeps_its_order_and_times(shop: Shop) -> None:
    handoff = full(shop)
    before = list(handoff.events.values_list("pk", "name", "at"))
    erase(shop.brand, WHO)
    assert [row for row in handoff.events.values_list("pk", "name", "at") if row in before] == before
    reasons = {event.detail.get("reason") for event in handoff.events.filter(name__in=("chat", "attempt_failed"))}
    assert reasons == {"removed"}


def test_erasing_twice_is_erasing_once(shop: Shop) -> None:
    full(shop)
    erase(shop.brand, WHO)
    counters = b":window:"  # whose time may end in between
    before = dump(counters)
    assert erase(shop.brand, WHO).conversations == 0
    assert dump(counters) == before


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (Who(email="ADA@example.com"), True),
        (Who(email=" ada@EXAMPLE.com\t"), True),
        (Who(email="ada@example.co"), False),
        (Who(email="da@example.com"), False),
        (Who(email="ada_@example.com"), False),
        (Who(email="%@example.com"), False),
        (Who(id="Shopper-1"), True),
        (Who(id="shopper-1"), False),
        (Who(id="Shopper-1 "), False),
        (Who(id="Shopper"), False),
        (Who(phone="+44 (0)20 7946"), False),
        (Who(phone="0044 20 7946 0000"), True),
        (Who(phone="+44-20-7946-0000"), True),
        (Who(id="nobody", email="ada@example.com"), True),
    ],
)
def test_who_is_meant(who: Who, found: bool) -> None:
    agent = an_agent(a_brand())
    known = {"id": "Shopper-1", "email": "Ada@Example.com", "phone": "+44 20 7946 0000"}
    row = Conversation.objects.create(brand=agent.brand, agent=agent, external_id="c", customer=known)
    Conversation.objects.create(brand=agent.brand, agent=agent, external_id="d", customer={"name": "Bo"})
    assert conversations_of(agent.brand, who) == ([row.pk] if found else [])


def test_letters_of_other_alphabets_have_cases_too() -> None:
    agent = an_agent(a_brand())
    known = {"email": "JÖRG@bücher.example"}
    row = Conversation.objects.create(brand=agent.brand, agent=agent, external_id="c", customer=known)
    assert conversations_of(agent.brand, Who(email="jörg@BÜCHER.example")) == [row.pk]


@pytest.mark.parametrize("who", [{}, {"email": "  "}, {"phone": "12"}, {"phone": "none"}])
def test_nobody_is_erased_where_nobody_is_named(who: dict[str, str]) -> None:
    with pytest.raises(Nobody):
        Who(**who)


def test_another_brand_and_another_customer_keep_every_byte(shop: Shop) -> None:
    """A23: the same e-mail address in another Brand, and another customer of this one."""
    other, neighbour = Shop(), Customer(id="other", email="bo@example.com")
    services.start_handoff(other.brand, other.agent.pk, a_consultation(customer=Customer(**CUSTOMER)))
    services.start_handoff(shop.brand, shop.agent.pk, a_consultation(customer=neighbour))
    full(shop)
    kept = [told_of(other.brand, WHO), told_of(shop.brand, Who(id="other"))]
    erase(shop.brand, WHO)
    assert [told_of(other.brand, WHO), told_of(shop.brand, Who(id="other"))] == kept
    assert all("I want to talk to a human" in told for told in kept)


def told_of(brand: Brand, who: Who) -> str:
    return json.dumps(export(brand, who), default=str)


def test_an_export_tells_all_and_nothing_of_others(shop: Shop) -> None:
    """A23: A's export holds no byte of B."""
    full(shop)
    strange = Shop()
    strange.start(("customer", "ForeignCanary, a human please!"), customer=CUSTOMER)
    shop.start(("customer", "NeighbourCanary, a human please!"), customer={"email": "bo@example.com"})
    told = told_of(shop.brand, WHO)
    # The visitor's id and the idempotent answer are told as well.
    assert standing(told) == set(CANARIES)
    assert not [word for word in ("ForeignCanary", "NeighbourCanary", strange.brand.name) if word in told]


def test_an_open_handoff_ends_and_is_never_delivered(shop: Shop, stand_ins: StandIns) -> None:
    started = shop.start(customer=CUSTOMER).json()
    erase(shop.brand, WHO)
    handoff = Handoff.objects.get(pk=started["id"])
    assert (handoff.end_reason, handoff.context_status, handoff.next_due) == ("erased", "not_supported", None)
    delivery.deliver(handoff.pk)
    assert not stand_ins.log()["intercom"]["conversations"]
    with pytest.raises(chats.HandoffEnded):
        chats.chat_launch(handoff.pk)


def test_what_is_told_anew_begins_anew(shop: Shop) -> None:
    body = a_body(conversation="c-1", customer=CUSTOMER)
    first = shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="again").json()
    erase(shop.brand, WHO)
    second = shop.runtime.post(shop.path("handoffs/"), body, idempotency_key="again")
    assert second.status_code == 201
    assert second.json()["id"] != first["id"]
    assert Conversation.objects.for_brand(shop.brand).count() == 2
    assert not Handoff.objects.get(pk=first["id"]).conversation.messages.exists()


def test_a_yes_to_an_erased_offer_brings_nobody_back(shop: Shop) -> None:
    offer = shop.decide(("customer", "Hm."), ("agent", "Sorry."), trigger="agent", customer=CUSTOMER).json()
    erase(shop.brand, WHO)
    for answer in ("accept", "decline"):
        assert_problem(shop.runtime.post(f"decisions/{offer['id']}/{answer}/"), 404, "not_found")
    assert standing(dump()) == set()


def test_a_yes_that_was_read_before_the_erasure_brings_nobody_back(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = shop.decide(("customer", "Hm."), ("agent", "Sorry."), trigger="agent", customer=CUSTOMER).json()
    real = services.stored_consultation

    def erased_just_then(*args: Any) -> Any:
        told = real(*args)
        erase(shop.brand, WHO)
        return told

    monkeypatch.setattr(services, "stored_consultation", erased_just_then)
    assert_problem(shop.runtime.post(f"decisions/{offer['id']}/accept/"), 404, "not_found")
    assert standing(dump()) == set()


def test_a_summary_under_way_is_not_written_back(shop: Shop) -> None:
    handoff = Handoff.objects.get(pk=shop.start(customer=CUSTOMER).json()["id"])
    conversation = Conversation.objects.get(pk=handoff.conversation_id)
    turns = conversation.transcript()
    late = summary_writing.written(conversation, turns, summary_writing.setting_of(conversation, turns, ""))
    erase(shop.brand, WHO)
    late.handoff = handoff
    summaries._save(late)
    assert not Summary.objects.exists()


def test_a_failed_context_is_not_sent_again_after_the_erasure(shop: Shop) -> None:
    handoff = Handoff.objects.get(pk=shop.start(customer=CUSTOMER).json()["id"])
    transitions.settle_context(handoff, transitions.DELIVERING, ContextStatus.FAILED, "", "http_400")
    erase(shop.brand, WHO)
    handoff.refresh_from_db()
    assert not transitions.redrive(handoff, by="ann")


@pytest.mark.django_db(transaction=True)
def test_a_worker_in_the_middle_of_it_sends_nothing_more_and_writes_nothing_back(
    stand_ins: StandIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker holds the handoff and has read the words when the customer is erased; then it goes on."""
    shop = Shop(kind="intercom", secrets={"access_token": TOKEN})
    handoff_id = shop.start(customer=CUSTOMER, conversation=CANARIES["external_id"]).json()["id"]
    has_read, may_go_on = threading.Event(), threading.Event()
    real = summaries.summary_for

    def halted(handoff: Handoff) -> Summary:
        summary = real(handoff)
        has_read.set()
        assert may_go_on.wait(20)
        return summary

    monkeypatch.setattr(delivery.summaries, "summary_for", halted)
    worker = threading.Thread(target=in_a_thread, args=(handoff_id,))
    worker.start()
    try:
        assert has_read.wait(20)
        erase(shop.brand, WHO)
    finally:
        may_go_on.set()
        worker.join(30)
    assert not stand_ins.log()["intercom"]["conversations"]
    assert standing(dump()) == set()
    handoff = Handoff.objects.get(pk=handoff_id)
    # Whether it had been sent nobody can say for sure of one that was in hand.
    assert (handoff.context_status, handoff.context_reason) == (ContextStatus.UNKNOWN, "erased")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite holds no rows")
def test_a_delivery_that_writes_down_what_it_sends_and_an_erasure_do_not_wait_for_each_other() -> None:
    shop = Shop()
    handoff = Handoff.objects.get(pk=shop.start(customer=CUSTOMER).json()["id"])
    eraser = threading.Thread(target=erased_in_a_thread, args=(shop.brand,))
    with transaction.atomic():
        Handoff.objects.select_for_update().get(pk=handoff.pk)
        eraser.start()
        eraser.join(2)  # by then it holds the conversation
        of = {"brand": shop.brand, "conversation_id": handoff.conversation_id, "handoff": handoff}
        Disclosure.objects.create(recipient=Recipient.PLATFORM, host="x.example", at=Now(), **of)
    eraser.join(20)
    assert not Message.objects.filter(conversation=handoff.conversation_id).exists()


def erased_in_a_thread(brand: Brand) -> None:
    try:
        with scopes.brand(brand.pk):
            erase(brand, WHO)
    finally:
        connection.close()


def in_a_thread(handoff_id: str) -> None:
    try:
        delivery.deliver(UUID(handoff_id))
    finally:
        connection.close()


def test_a_long_erasure_goes_on_where_it_stopped(shop: Shop) -> None:
    for number in range(5):
        shop.decide(
            ("customer", "Hm."), ("agent", "Sorry."), trigger="agent", customer=CUSTOMER, conversation=f"c{number}"
        )
    assert [erase(shop.brand, WHO, most=2).left for _ in range(3)] == [3, 1, 0]


def test_the_commands(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    full(shop)
    brand = str(shop.brand.pk)
    call_command("export_customer", brand=brand, email=CANARIES["email"])
    assert standing(capsys.readouterr().out) == set(CANARIES)
    with pytest.raises(CommandError, match="1 conversations would be erased"):
        call_command("erase_customer", brand=brand, email=CANARIES["email"])
    call_command("erase_customer", brand=brand, email=CANARIES["email"], yes=True)
    assert "1 conversations erased, 0 left" in capsys.readouterr().out
    assert standing(dump()) == set()
    with pytest.raises(CommandError, match="Give an id"):
        call_command("erase_customer", brand=brand)
