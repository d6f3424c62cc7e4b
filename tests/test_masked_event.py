"""What was masked is counted in the handoff's history: once, by kind, without a word of it."""

from __future__ import annotations

import json

import pytest

from handoff import delivery, services, transitions, words
from handoff.models import Handoff
from tests.builders import a_brand, a_consultation, a_provider, an_agent

pytestmark = pytest.mark.django_db
CARDS = "My card is 4111 1111 1111 1111, or 5555555555554444. My password is hunter2!"


def handed_off(*said: str) -> Handoff:
    brand = a_brand()
    a_provider(brand, "zendesk")
    agent = an_agent(brand)
    return services.start_handoff(brand, agent.pk, a_consultation(*said)).handoff


def test_the_history_tells_how_many_secrets_were_removed() -> None:
    handoff = handed_off(CARDS, "I see.", "A human, please")
    for _ in range(2):
        delivery.deliver(handoff.pk)
    [event] = handoff.events.filter(name=transitions.MASKED)
    assert event.detail == {"card": 2, "password": 1}
    assert "4111" not in json.dumps(event.detail)
    said = words.event(event.name, event.detail)
    assert said == "2 card numbers and 1 password were removed before anything was passed on"


def test_where_nothing_was_masked_nothing_is_told() -> None:
    handoff = handed_off("Where is order 1001?", "On its way.", "A human, please")
    delivery.deliver(handoff.pk)
    assert not handoff.events.filter(name=transitions.MASKED).exists()


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"card": 1}, "1 card number was removed before anything was passed on"),
        ({"key": 2}, "2 keys were removed before anything was passed on"),
        (
            {"card": 1, "security_code": 1, "bank_account": 3},
            "1 card number, 1 security code and 3 bank accounts were removed before anything was passed on",
        ),
        ({}, "Secrets were removed before anything was passed on"),
        ({"something_new": 2}, "Secrets were removed before anything was passed on"),
    ],
)
def test_the_counts_in_words(counts: dict[str, int], said: str) -> None:
    assert words.event("masked", counts) == said
