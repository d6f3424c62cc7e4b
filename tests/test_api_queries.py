"""How many statements a request costs, however much is stored. Counted on tables: BEGIN, SAVEPOINT, COMMIT are free."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg import ClientCursor

from agents import scopes
from agents.models import Conversation, Message
from handoff import claiming
from handoff.models import DecisionRecord, Handoff
from tests import builders
from tests.runtime import Runtime, Shop

pytestmark = pytest.mark.django_db
FREE = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK")
COPIES = """
    INSERT INTO agents_conversation
        (brand_id, agent_id, external_id, customer, is_test, turn_count, created_at, updated_at)
    WITH RECURSIVE copy (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < %s)
    SELECT brand_id, agent_id, external_id || number, customer, is_test, turn_count, created_at, updated_at
    FROM agents_conversation CROSS JOIN copy WHERE id = %s
"""
THEIR_MESSAGES = """
    INSERT INTO agents_message (conversation_id, position, role, text, said_at)
    SELECT conversation.id, message.position, message.role, message.text, message.said_at
    FROM agents_conversation conversation CROSS JOIN agents_message message
    WHERE message.id = %s AND conversation.id <> message.conversation_id
"""


@pytest.fixture(scope="module", params=[10, 100_000], ids=["10 conversations", "100,000 conversations"])
def shop(request, django_db_setup, django_db_blocker):
    """Made once for all questions of this module, and taken away again."""
    with django_db_blocker.unblock():
        shop = Shop(windows=[(day, 0, 24 * 60) for day in range(7)])
        builders.a_playbook(shop.brand, shop.agent)
        fill(shop, request.param)
        # This process has the hours from now on, as in use.
        shop.decide(*builders.HELPED)
        yield shop
        # By row, PostgreSQL would look for each conversation among 100,000 messages that are gone but not yet swept up.
        call_command("flush", interactive=False, verbosity=0)


def fill(shop, count):
    """One conversation, and copies of it."""
    first = Conversation.objects.create(brand=shop.brand, agent=shop.agent, external_id="old", turn_count=1)
    said = Message.objects.create(conversation=first, position=0, role="customer", text="Hello")
    with connection.cursor() as cursor:
        cursor.execute(COPIES, [count - 1, first.pk])
        cursor.execute(THEIR_MESSAGES, [said.pk])
        cursor.execute("ANALYZE")
    assert (Conversation.objects.count(), Message.objects.count()) == (count, count)


def statements(ask):
    def answered():
        response = ask()
        assert response.status_code in (200, 201), response.content

    return statements_of(answered)


def statements_of(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return [query["sql"] for query in queries if not query["sql"].upper().startswith(FREE)]


def most(number):
    """`number` is what it costs on SQLite, where the Agent and its Brand's platform are two questions. PostgreSQL is
    asked both in one message."""
    return number - 1 if connection.vendor == "postgresql" else number


def test_the_first_decision_after_the_hours_have_changed_costs_6(shop):
    provider = shop.brand.support_provider
    provider.revision = uuid4()
    provider.save(update_fields=["revision"])
    assert len(statements(lambda: shop.decide(*builders.HELPED))) <= most(6)


def test_a_decision_that_writes_nothing_costs_4_and_on_postgresql_2_messages(shop):
    assert len(statements(lambda: shop.decide(*builders.HELPED))) <= (2 if connection.vendor == "postgresql" else 4)


@pytest.mark.parametrize("fields", [{}, {"trigger": "agent"}, {"customer": {"email": "ann@example.com"}}])
def test_a_decision_that_is_recorded_costs_7(shop, fields):
    assert len(statements(lambda: shop.decide(**fields))) <= most(7)


def test_the_same_decision_again_costs_7(shop):
    shop.decide(conversation="again", trigger="agent")
    assert len(statements(lambda: shop.decide(conversation="again", trigger="agent"))) <= most(7)


def start_statements(shop, *said, key="", **fields):
    body = builders.a_body(*said, **fields)
    headers = {"idempotency_key": key} if key else {}
    return statements(lambda: shop.runtime.post(shop.path("handoffs/"), body, **headers))


def test_a_start_costs_12(shop):
    assert len(start_statements(shop, key="key-1")) <= most(12)


def test_a_start_without_a_key_of_its_own_costs_9_and_on_postgresql_4_messages(shop):
    assert len(start_statements(shop)) <= (4 if connection.vendor == "postgresql" else 9)


def test_a_start_on_an_accepted_offer_costs_12(shop):
    offer = shop.decide(*builders.HELPED, conversation="offered", trigger="agent").json()
    assert offer["verdict"] == "offer"
    said = (*builders.HELPED, ("agent", offer["sentence"]), ("customer", "Yes, please."))
    assert len(start_statements(shop, *said, conversation="offered", key="key-2")) <= most(12)


def test_a_start_by_a_playbook_costs_12(shop):
    made = start_statements(shop, *builders.HELPED, trigger="playbook", directive=directive_of(shop), key="key-3")
    assert len(made) <= most(12)


def test_a_start_of_an_open_handoff_costs_12(shop):
    shop.start(conversation="open")
    assert len(start_statements(shop, conversation="open", key="key-4")) <= most(12)


def test_a_button_costs_12(shop):
    offer = shop.decide(*builders.HELPED, trigger="agent").json()
    assert len(statements(lambda: shop.runtime.post(f"decisions/{offer['id']}/accept/"))) <= most(12)


def test_a_start_of_200_turns_costs_12(shop):
    said = [("customer", f"Question {number}?") for number in range(199)] + [("customer", "I want a human.")]
    assert len(start_statements(shop, *said, key="key-5")) <= most(12)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's plans are another matter")
@pytest.mark.parametrize("more", [{}, {"customer": {"id": "7"}}])
def test_a_decision_and_a_start_find_all_that_they_ask_for_by_index(shop, more):
    """As the product's role, behind its policies. Of few rows a scan is cheaper, and made dear here."""
    has_many = Conversation.objects.count() > 1000
    shop.decide(conversation="old", trigger="agent")
    for statement in (
        *statements(lambda: shop.decide(*builders.HELPED, conversation="old", trigger="agent", **more)),
        *start_statements(shop, conversation="old", **more),
    ):
        assert "Seq Scan" not in plan_of(statement, "SET LOCAL enable_seqscan = off"), statement
        assert not (has_many and re.search(r"Seq Scan on agents_(conversation|message)\b", plan_of(statement)))


def claim_statements(shop):
    """Of the second: with the first, the platform's circuit is made."""
    for conversation in ("first", "second"):
        shop.start(conversation=conversation)
    first, second = Handoff.objects.order_by("started_at").values_list("pk", flat=True)
    with scopes.brand(shop.brand.pk):
        assert claiming.claim(first)
        asked = statements_of(lambda: claiming.claim(second))
    assert Handoff.objects.get(pk=second).attempts == 1
    return asked


def test_a_claim_costs_6_and_on_postgresql_4_messages(shop):
    assert len(claim_statements(shop)) == (4 if connection.vendor == "postgresql" else 6)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's plans are another matter")
def test_a_claim_finds_all_that_it_asks_for_by_index(shop):
    for statement in claim_statements(shop):
        assert "Seq Scan" not in plan_of(statement, "SET LOCAL enable_seqscan = off"), statement


def plan_of(statement, *first):
    """Of each of the message's statements, with what it says itself of its role and scope."""
    *scope, asked = statement.split("; ", 2)
    with transaction.atomic(), ClientCursor(connection.connection) as cursor:
        for setting in (*first, *scope):
            cursor.execute(setting)
        cursor.execute("EXPLAIN " + "; EXPLAIN ".join(re.split("; (?=INSERT|SELECT)", asked)))
        plan = "\n".join(line for (line,) in every_row(cursor))
        transaction.set_rollback(True)
    return plan


def every_row(cursor):
    yield from cursor.fetchall()
    while cursor.nextset():
        yield from cursor.fetchall()


def directive_of(shop):
    return shop.runtime.get(shop.path("instructions/")).json()["directives"][0]["id"]


def test_the_instructions_cost_5_and_the_note_that_they_were_read(shop):
    read = statements(lambda: shop.runtime.get(shop.path("instructions/")))
    assert len(read) <= most(5)


def test_a_decision_by_a_playbook_costs_7(shop):
    directive = directive_of(shop)
    assert len(statements(lambda: shop.decide(*builders.HELPED, trigger="playbook", directive=directive))) <= most(7)


def test_a_start_by_a_playbook_on_an_accepted_offer_costs_12_and_notes_the_answer(shop):
    offer = shop.decide(*builders.HELPED, conversation="both", trigger="agent").json()
    said = (*builders.HELPED, ("agent", offer["sentence"]), ("customer", "Yes, please."))
    by_playbook = {"trigger": "playbook", "directive": directive_of(shop)}
    assert len(start_statements(shop, *said, conversation="both", key="key-6", **by_playbook)) <= most(12)
    assert DecisionRecord.objects.get(pk=offer["id"]).answer == "accept"


def test_a_button_costs_12_with_a_key_of_one_agent(shop):
    offer = shop.decide(*builders.HELPED, trigger="agent").json()
    runtime = Runtime(builders.an_api_key(shop.brand, shop.agent))
    assert len(statements(lambda: runtime.post(f"decisions/{offer['id']}/accept/"))) <= most(12)
