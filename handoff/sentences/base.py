"""What each language's sentences are made of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handoff.contacts import Way


@dataclass(frozen=True, slots=True)
class Moments:
    """How a day and a time are named. `weekday`, `date` and `clock` are patterns of CLDR, {zone} is a name of its."""

    locale: str
    today: str
    tomorrow: str
    weekday: str
    date: str
    clock: str
    # The whole, by the clocks of the team and by those of the customer.
    team: str
    theirs: str
    # Forms that a pattern can't know, each with what is written instead.
    forms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentences:
    """In {back} stands when the team is back; `also` names other ways to reach it."""

    when_stuck: tuple[str, ...]
    offers: tuple[str, ...]
    hand_off: str
    goes_on: str
    declined: str
    back: str
    away: str
    no_humans: str
    failed: str
    also: str
    ways: Mapping[Way, str]
    between: str
    last: str
    moments: Moments
    # What stands between two sentences.
    space: str = " "
