"""What tests build on: rows and values with harmless defaults, each named by what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from agents import credentials
from agents.models import Agent, Brand
from agents.transcripts import AGENT, CUSTOMER, Turn
from handoff.consultations import Consultation
from handoff.decision import Trigger
from handoff.models import AvailabilityWindow, NoticeSource, SupportProvider
from handoff.providers.base import Customer
from playbooks.models import Playbook
from playbooks.publishing import publish

_numbers = count(1)

HELPED = (("customer", "Where is my order 1001?"), ("agent", "It was shipped yesterday and comes on Friday."))
ASKS_FOR_HUMAN = (*HELPED, ("customer", "I want to talk to a human, please."))
SHOP_ORIGIN = "https://shop.example"


def a_brand(name: str = "", origins: Iterable[str] = (SHOP_ORIGIN,)) -> Brand:
    return Brand.objects.create(name=name or f"Brand {next(_numbers)}", storefront_origins=list(origins))


def an_agent(brand: Brand, name: str = "", *, enabled: bool = True) -> Agent:
    return Agent.objects.create(brand=brand, name=name or f"Agent {next(_numbers)}", handoff_enabled=enabled)


def a_provider(
    brand: Brand,
    kind: str = "zendesk",
    *,
    settings: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
    windows: Iterable[tuple[int, int, int]] | None = None,
    **fields: Any,
) -> SupportProvider:
    """Always open, unless `windows` (weekday, opens, closes in minutes) are given: none of them means never open."""
    provider = SupportProvider.objects.create(
        brand=brand,
        kind=kind,
        settings={kind: dict(settings or {})},
        secrets={kind: dict(secrets)} if secrets else {},
        hours_restricted=windows is not None,
        **fields,
    )
    AvailabilityWindow.objects.bulk_create(
        AvailabilityWindow(provider=provider, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in windows or ()
    )
    return provider


def a_notice_source(brand: Brand, platform: str = "zendesk", secret: str = "a-secret-of-the-webhook") -> NoticeSource:
    return NoticeSource.objects.create(brand=brand, platform=platform, secret=secret)


def an_api_key(brand: Brand, agent: Agent | None = None, name: str = "runtime") -> str:
    """The key in clear, as a runtime sends it."""
    return str(credentials.create_api_key(brand, name, agent)[1])


def a_playbook(brand: Brand, *agents: Agent, text: str = "Help. Then /Handoff to support.", name: str = "") -> Playbook:
    """Published, and followed by these Agents."""
    playbook = Playbook.objects.create(brand=brand, name=name or f"Playbook {next(_numbers)}", draft=text)
    playbook.agents.set(agents)
    publish(playbook)
    playbook.refresh_from_db()
    return playbook


def turns(*said: str | tuple[str, str]) -> tuple[Turn, ...]:
    """Pairs of role and text; plain strings alternate, the customer first."""
    roles = (CUSTOMER, AGENT)
    return tuple(
        Turn(roles[index % 2], turn) if isinstance(turn, str) else Turn(*turn) for index, turn in enumerate(said)
    )


def a_consultation(
    *said: str | tuple[str, str],
    conversation: str = "",
    trigger: Trigger | None = None,
    directive: str = "",
    customer: Customer | None = None,
) -> Consultation:
    """With no turns given, a customer who asks for a human."""
    return Consultation(
        conversation=conversation or f"c-{next(_numbers)}",
        transcript=turns(*(said or ASKS_FOR_HUMAN)),
        trigger=trigger,
        directive=directive,
        customer=customer or Customer(),
    )


def a_body(*said: str | tuple[str, str], **fields: Any) -> dict[str, Any]:
    """The same as JSON, as a runtime posts it to decisions/ and handoffs/."""
    transcript = [{"role": turn.role, "text": turn.text} for turn in turns(*(said or ASKS_FOR_HUMAN))]
    return {"conversation": f"c-{next(_numbers)}", "transcript": transcript, **fields}
