"""Statements that are asked together answer as each would alone, and for the Brand that is worked for."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH, MAX_CACHED_STATEMENT_PARAMS

from agents.compiled import CompiledQuery
from agents.models import Agent, Conversation
from agents.together import Asked, ask_together
from handoff import backlog, consultations, facts, histories, policies
from handoff.consultations import lock_and_ask
from tests.builders import a_consultation
from tests.runtime import Shop

pytestmark = pytest.mark.django_db
NAMES = CompiledQuery(lambda name: Agent.objects.filter(name=name).values_list("pk", "name", "created_at"), str)


@pytest.mark.parametrize("name", ["Ana; Ben", "it's 100 % \\ ; SELECT 1", "🙂"])
def test_each_answers_as_it_would_alone_in_its_order(name: str) -> None:
    shop = Shop()
    Agent.objects.filter(pk=shop.agent.pk).update(name=name)
    alone = [NAMES.rows(asked) for asked in (name, "Nobody", name)]
    together = ask_together(*(NAMES.asked(asked) for asked in (name, "Nobody", name)))
    assert [list(map(tuple, rows)) for rows in together] == [list(map(tuple, rows)) for rows in alone]
    assert [len(rows) for rows in together] == [1, 0, 1]


def test_they_are_one_message_to_postgresql() -> None:
    with CaptureQueriesContext(connection) as queries:
        ask_together(*(NAMES.asked(name) for name in "abc"))
    assert len(queries) == (1 if connection.vendor == "postgresql" else 3)


def test_what_follows_the_lock_sees_the_row_that_it_wrote() -> None:
    shop, told = Shop(), a_consultation(conversation="new")
    conversation, [past] = lock_and_ask(shop.brand, shop.agent.pk, told, histories.history_asked(shop.agent.pk, "new"))
    assert histories.history_in(past).conversation_id == conversation.pk == Conversation.objects.get().pk


@pytest.mark.skipif(connection.vendor != "postgresql", reason="psycopg is PostgreSQL's driver")
def test_psycopg_keeps_where_the_values_of_the_longest_message_go() -> None:
    """Of a longer one it would look for them anew each time, which takes as long as to send it."""
    shop = Shop()
    asked = (
        consultations._WITH_CUSTOMER.asked(consultations._CONVERSATION),
        *policies.policy_asked(shop.brand, shop.agent.pk),
        histories.history_asked(shop.agent.pk, "new"),
        backlog.asked(shop.brand.pk),
    )
    assert len("; ".join(one.sql for one in asked)) < MAX_CACHED_STATEMENT_LENGTH
    assert sum(len(one.params) for one in asked) <= MAX_CACHED_STATEMENT_PARAMS


def test_where_one_fails_none_answers() -> None:
    shop = Shop()
    twice = 'INSERT INTO agents_agent SELECT * FROM agents_agent WHERE name = %s RETURNING "id"'
    with pytest.raises(IntegrityError):
        ask_together(NAMES.asked(shop.agent.name), Asked(twice, [shop.agent.name]))


def test_a_decision_and_a_start_know_nothing_of_another_brand_s_conversation() -> None:
    shop, other = Shop(), Shop()
    shop.start(conversation="theirs")
    with pytest.raises(Agent.DoesNotExist):
        facts.policy_and_history(other.brand, shop.agent.pk, "theirs")
    policy, history = facts.policy_and_history(other.brand, other.agent.pk, "theirs")
    assert (policy.agent_id, history.conversation_id, history.open_handoff) == (other.agent.pk, None, None)
