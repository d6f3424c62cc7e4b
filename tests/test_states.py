"""The table of states, and that nobody gets round it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.db.models import Q

from handoff import services, states, transitions
from handoff.models import ChatStatus, ContextStatus, Handoff
from tests.builders import a_brand, a_consultation, a_provider, an_agent

CASES = [
    *(("context_status", states.CONTEXT_EDGES, *pair) for pair in product(ContextStatus.values, repeat=2)),
    *(("chat_status", states.CHAT_EDGES, *pair) for pair in product(ChatStatus.values, repeat=2)),
]


@pytest.fixture
def handoff() -> Handoff:
    brand = a_brand()
    a_provider(brand)
    agent = an_agent(brand)
    return services.start_handoff(brand, agent.pk, a_consultation()).handoff


@pytest.mark.parametrize(
    ("edges", "values"),
    [(states.CONTEXT_EDGES, ContextStatus.values), (states.CHAT_EDGES, ChatStatus.values)],
    ids=["context", "chat"],
)
def test_the_table_knows_each_state_and_no_other(edges: states.Edges, values: list[str]) -> None:
    assert set(edges) == set(values)
    assert set().union(*edges.values()) <= set(values)


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "edges", "source", "target"), CASES)
def test_a_state_changes_along_an_edge_and_in_no_other_way(
    handoff: Handoff, field: str, edges: states.Edges, source: str, target: str
) -> None:
    Handoff.objects.update(**{field: source})
    before = handoff.events.count()
    changes: dict[str, Any] = {field: target}
    assert transitions.change(handoff, Q(), "tried", changes) == (target in edges[source])
    handoff.refresh_from_db()
    assert getattr(handoff, field) == (target if target in edges[source] else source)
    assert handoff.events.count() - before == (target in edges[source])
