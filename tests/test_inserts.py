"""What an INSERT that is written once stores is what Django's own would have stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import Model
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.inserts import Insert
from agents.models import Agent, Brand, Conversation, Message
from handoff import services
from handoff.models import Handoff, HandoffEvent
from handoff.providers.base import Customer
from tests.builders import a_consultation
from tests.runtime import Shop

pytestmark = pytest.mark.django_db
MESSAGE = ("conversation", "position", "role", "text", "said_at")
MESSAGES = Insert(Message, MESSAGE)
UPSERT = Insert(Message, MESSAGE, key=("conversation", "position"), updated=("role", "text"), returns_id=True)
EVENTS = Insert(HandoffEvent, ("handoff_id", "name", "detail"), fixed={"at": Now() + timedelta(hours=24)})
NOON = datetime(2026, 11, 29, 12, 30, tzinfo=UTC)


@pytest.fixture
def conversation() -> Conversation:
    shop = Shop()
    return Conversation.objects.create(brand=shop.brand, agent=shop.agent, external_id="chat-1")


def turn(conversation: Conversation, position: int, text: str = "Hello") -> tuple[Any, ...]:
    return conversation.pk, position, "customer", text, NOON if position % 2 else None


def stored(conversation: Conversation) -> list[tuple[Any, ...]]:
    return list(conversation.messages.values_list("conversation", "position", "role", "text", "said_at"))


@pytest.mark.parametrize("many", [0, 1, 2, 1000])
def test_so_many_rows_are_stored_as_they_were_given(conversation: Conversation, many: int) -> None:
    rows = [turn(conversation, position, f"It's 5 % off; \\ {position} 'quoted' ö 🙂") for position in range(many)]
    MESSAGES.add(rows)
    assert stored(conversation) == rows


def test_a_row_that_is_there_is_updated_and_ids_come_in_order(conversation: Conversation) -> None:
    first = UPSERT.add([turn(conversation, position) for position in range(3)])
    again = UPSERT.add([turn(conversation, position, f"Corrected {position}") for position in range(4)])
    assert again[:3] == first
    assert list(conversation.messages.values_list("pk", "text")) == [
        (pk, f"Corrected {position}") for position, pk in enumerate(again)
    ]


def test_without_a_key_a_row_that_is_there_is_an_error(conversation: Conversation) -> None:
    MESSAGES.add([turn(conversation, 0)])
    with pytest.raises(IntegrityError):
        MESSAGES.add([turn(conversation, 0)])


def test_a_moment_is_worked_out_by_the_database_and_json_stays_json() -> None:
    Shop().start()
    handoff = Handoff.objects.get()
    detail = {"reason": 'a "word"', "of": [1, None, True]}
    EVENTS.add([(handoff.pk, "first", detail), (handoff.pk, "second", {})])
    events = HandoffEvent.objects.filter(handoff=handoff, name__in=("first", "second")).order_by("pk")
    assert [event.detail for event in events] == [detail, {}]
    assert all(abs(event.at - timezone.now() - timedelta(hours=24)) < timedelta(minutes=1) for event in events)


def test_a_started_handoff_is_as_if_it_had_been_saved() -> None:
    shop = Shop()
    shop.start(customer={"email": "ana@example.com"})
    [handoff] = Handoff.objects.all()
    assert (handoff.context_status, handoff.attempts, handoff.context_reply) == ("pending", 0, "")
    assert handoff.retry_until
    assert handoff.next_due
    assert handoff.retry_until - handoff.next_due in (timedelta(hours=24), timedelta(hours=24) - timedelta(seconds=5))
    assert handoff.conversation.customer == {"email": "ana@example.com"}
    assert abs(handoff.conversation.created_at - timezone.now()) < timedelta(minutes=1)


def test_what_was_added_is_changed_by_the_next_save(conversation: Conversation) -> None:
    [pk] = UPSERT.add([turn(conversation, 0)])
    message = UPSERT.instance(turn(conversation, 0), id=pk)
    message.text = "Changed"
    with CaptureQueriesContext(connection) as queries:
        message.save()
    [changed] = [query["sql"] for query in queries]
    assert "UPDATE" in changed


def values(row: Model) -> dict[str, Any]:
    """But for those that the database works out."""
    names = {field.attname for field in row._meta.concrete_fields} - {"next_due", "retry_until"}
    return {name: getattr(row, name) for name in names}


def test_a_new_handoff_has_the_values_that_are_stored() -> None:
    shop = Shop()
    told = a_consultation(customer=Customer(id="4711", locale="de-AT"))
    new = services.start_handoff(shop.brand, shop.agent.pk, told).handoff
    kept = Handoff.objects.select_related("conversation").get(pk=new.pk)
    assert values(new) == values(kept)
    assert values(new.conversation) == values(kept.conversation)


def test_a_second_handoff_of_a_conversation_has_them_too() -> None:
    shop = Shop()
    told = a_consultation()
    first = services.start_handoff(shop.brand, shop.agent.pk, told).handoff
    services.return_to_agent(shop.brand, first.pk)
    again = services.start_handoff(shop.brand, shop.agent.pk, told).handoff
    assert values(again) == values(Handoff.objects.get(pk=again.pk))
    assert again.conversation.pk == first.conversation.pk


def test_a_value_of_no_field_is_refused(conversation: Conversation) -> None:
    with pytest.raises(TypeError, match="pk"):
        MESSAGES.instance(turn(conversation, 0), pk=1)


def test_what_each_row_has_of_its_own_must_be_given() -> None:
    with pytest.raises(ValueError, match="evidence"):
        Insert(Handoff, ("id", "ref")).instance(("1", "H1"))


CONVERSATIONS = Insert(
    Conversation,
    ("brand_id", "agent_id", "external_id", "customer", "is_test", "turn_count", "created_at", "updated_at"),
    key=("agent", "external_id"),
    updated=("turn_count",),
    within=("agent", "brand"),
    returns_id=True,
)


def told(brand: Brand, agent: Agent, turns: int) -> tuple[Any, ...]:
    return brand.pk, agent.pk, "chat-1", {"name": 'Ana "A" \\ é'}, False, turns, NOON, NOON


def test_a_row_within_its_brand_is_added_and_updated() -> None:
    shop = Shop()
    [first] = CONVERSATIONS.add([told(shop.brand, shop.agent, 1)])
    [again] = CONVERSATIONS.add([told(shop.brand, shop.agent, 2)])
    assert first == again
    [row] = Conversation.objects.all()
    assert (row.pk, row.turn_count, row.customer, row.created_at) == (first, 2, {"name": 'Ana "A" \\ é'}, NOON)


def test_a_row_of_another_brand_s_agent_is_neither_added_nor_touched() -> None:
    shop, other = Shop(), Shop()
    assert CONVERSATIONS.add([told(other.brand, shop.agent, 1)]) == []
    assert not Conversation.objects.exists()
    [pk] = CONVERSATIONS.add([told(shop.brand, shop.agent, 1)])
    assert CONVERSATIONS.add([told(other.brand, shop.agent, 9)]) == []
    assert list(Conversation.objects.values_list("pk", "brand", "turn_count")) == [(pk, shop.brand.pk, 1)]
