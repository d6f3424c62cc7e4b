"""Handoffs of hostile customers, to a platform that answers as badly: what is said, told, answered and noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from agents.models import Agent, Brand
from handoff import services, transitions
from handoff.models import DecisionRecord, Disclosure, Handoff, Summary
from handoff.providers.base import Customer
from tests import builders
from tests.hostile_texts import Given

CUSTOMER = {"id": 200, "email": 254, "name": 200, "phone": 50, "locale": 35, "timezone": 64, "page_url": 2000}
LINE = 200
REPLY = 500
SHORT = 40
# As many conversations as "Test the handoff" lists of one Agent.
OF_ONE_AGENT = 20
WISH = ("customer", "I want to talk to a human, please.")
# Whom the admin asks about on the page "A customer's data".
PHONE = "555 0100 0199"


@dataclass(frozen=True)
class Handoffs:
    """`whole` has each text of each kind. `agents`: those whose conversations are to be tried, together all."""

    whole: Handoff
    failed: Handoff
    agents: list[Agent]


def some_handoffs(brand: Brand, agents: Sequence[Agent], given: Given) -> Handoffs:
    used: list[Agent] = []
    for number, (text, conversation) in enumerate(
        zip(given.many("first-words", is_cut=True), given.many("conversation", LINE), strict=True)
    ):
        agent = agents[1 + number // OF_ONE_AGENT]
        used += [] if agent in used else [agent]
        _started(brand, agent, [("customer", text), WISH], conversation, Customer())
    whole = _whole(brand, agents[0], given)
    failed = _started(brand, agents[0], [WISH], given.one("conversation", LINE), Customer())
    Handoff.objects.filter(pk=failed.pk).update(context_status="failed", context_reason="", next_due=None)
    return Handoffs(whole, failed, used)


def _started(brand: Brand, agent: Agent, said: Any, conversation: str, customer: Customer) -> Handoff:
    wish = builders.a_consultation(*said, conversation=conversation, customer=customer)
    return services.start_handoff(brand, agent.pk, wish).handoff


def _whole(brand: Brand, agent: Agent, given: Given) -> Handoff:
    customer = {name: given.one(f"customer-{name}".replace("_", "-"), longest) for name, longest in CUSTOMER.items()}
    customer["phone"] = PHONE  # by which the page finds them
    said = [*_turns(given, "customer", "agent", "human"), WISH]
    handoff = _started(brand, agent, said, given.one("conversation", LINE), Customer(**customer))
    Summary.objects.create(
        conversation=handoff.conversation,
        handoff=handoff,
        source="ai",
        turn_count=1,
        text="\n".join(given.many("summary", LINE)),
        content={"asked": given.one("asked", LINE)},
    )
    _noted(handoff, given)
    _sent(handoff, given)
    _decided(handoff, given)
    handoff.refresh_from_db()
    return handoff


def _turns(given: Given, *roles: str) -> Iterator[tuple[str, str]]:
    """Of what a customer said first, lists show the beginning."""
    for role in roles:
        yield from ((role, text) for text in given.many(f"{role}-says", LINE, is_cut=role == "customer"))


def _noted(handoff: Handoff, given: Given) -> None:
    Handoff.objects.filter(pk=handoff.pk).update(
        playbook_reason=given.one("playbook-reason", LINE),
        visitor_id=given.one("visitor", LINE),
        context_status="failed",
        context_reason=given.one("context-reason", LINE),
        context_reply=given.one("platform-reply", REPLY),
        provider_ref=given.one("platform-number", LINE),
        chat_status="failed",
        chat_reason=given.one("receipt", LINE),
        end_reason=given.one("end-reason", SHORT),
        next_due=None,
    )
    for text in given.many("event", LINE):
        transitions.record(handoff, "attempt_failed", status="failed", reason=text)
    for text in given.many("event-by", LINE):
        transitions.record(handoff, "redriven", by=text)
    for name in ("context", "chat", "ended", "masked"):
        transitions.record(handoff, name, status="failed", reason=given.one("event", LINE))


def _sent(handoff: Handoff, given: Given) -> None:
    Disclosure.objects.bulk_create(
        Disclosure(
            brand=handoff.brand,
            conversation=handoff.conversation,
            handoff=handoff,
            recipient=recipient,
            name=name[:100],
            host=host,
            kinds=["summary", host],
            masked={"card": 1, host: 1},
            at=timezone.now(),
        )
        for recipient in ("platform", "model")
        for name, host in zip(given.many("sent-to", 100), given.many("sent-host", 200), strict=True)
    )


def _decided(handoff: Handoff, given: Given) -> None:
    now = timezone.now()
    DecisionRecord.objects.create(
        brand=handoff.brand,
        conversation=handoff.conversation,
        verdict="offer",
        reason="stuck",
        sentence=given.one("offered", LINE),
        playbook_reason=given.one("playbook-reason", LINE),
        first_at=now,
        last_at=now,
    )
