"""What keeps an Agent from handing off, in the merchant's words: facts in, reasons out. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handoff import words
from handoff.availability import Availability
from handoff.decision import Facts, Reason, Trigger, decide


class Mend(StrEnum):
    """The page on which it is mended."""

    PROVIDER = "provider"
    HOURS = "hours"
    AGENT = "agent"
    PLAYBOOKS = "playbooks"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is true of one Agent at `now`. `provider` is "" where none is chosen."""

    now: datetime
    enabled: bool
    provider: str
    availability: Availability
    closing_margin: timedelta = timedelta(0)
    # A published playbook that the Agent follows holds the command.
    told: bool = True


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`short` is for a list. A note tells what is good to know and keeps nothing from happening."""

    short: str
    words: str
    mend: Mend
    is_note: bool = False


OFF = Obstacle("It is switched off", "“Handoff to support” is switched off for this Agent.", Mend.AGENT)
NO_PROVIDER = Obstacle("No provider is chosen", "No support chat provider is chosen.", Mend.PROVIDER)
NEVER_OPENS = Obstacle(
    "Closed, and never opens", "Your team is closed and never opens: no time to open is set.", Mend.HOURS
)
NOT_TOLD = Obstacle(
    "No playbook uses it",
    "No published playbook of this Agent uses /Handoff to support. "
    "It still hands off when the customer asks for a human, and offers to when the customer is stuck.",
    Mend.PLAYBOOKS,
    is_note=True,
)
CLOSING_SOON = Obstacle(
    "Closing soon",
    "Your team closes soon, so this Agent offers no more handoffs until it opens again. "
    "A customer who asks for a human still gets one.",
    Mend.HOURS,
    is_note=True,
)


def obstacles(situation: Situation) -> tuple[Obstacle, ...]:
    """All that apply: first what keeps it from handing off, then what is good to know."""
    return (*_faults(situation), *_notes(situation))


def faults(found: tuple[Obstacle, ...]) -> tuple[Obstacle, ...]:
    return tuple(obstacle for obstacle in found if not obstacle.is_note)


def _faults(situation: Situation) -> Iterator[Obstacle]:
    if not situation.enabled:
        yield OFF
    if not situation.provider:
        yield NO_PROVIDER
    if not situation.availability.open_now:
        yield _closed(situation)


def _closed(situation: Situation) -> Obstacle:
    hours = situation.availability
    if hours.unknown_timezone:
        return Obstacle("The time zone is gone", _gone(hours.timezone), Mend.HOURS)
    if hours.next_open_at is None:
        return NEVER_OPENS
    state = words.state(hours, situation.now, restricted=True)
    # A list has no room for how long that is, and where.
    short = state.partition(" (")[0]
    return Obstacle(short, f"Your team is closed now, and {state.removeprefix('Closed, ')}.", Mend.HOURS)


def _gone(zone: str) -> str:
    return f"Your team's time zone, {zone}, no longer exists, so that your team counts as closed."


def _notes(situation: Situation) -> Iterator[Obstacle]:
    if not situation.told:
        yield NOT_TOLD
    if _would_offer(situation) is Reason.CLOSING_SOON:
        yield CLOSING_SOON


def _would_offer(situation: Situation) -> Reason:
    """What the product itself would answer now for a customer who is stuck."""
    return decide(
        Facts(
            now=situation.now,
            enabled=situation.enabled,
            provider=situation.provider,
            availability=situation.availability,
            trigger=Trigger.STUCK,
            closing_margin=situation.closing_margin,
        )
    ).reason
