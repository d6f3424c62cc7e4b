"""What a merchant does first, each step ticked by what is true. Facts in, steps out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handoff import words
from handoff.availability import Schedule

NEVER_OPENS = "No time to open is set yet, so that your team never opens."
LOST_ZONE = "Your team's time zone no longer exists. Choose another."
TRIALS = {"passed": "it worked", "failed": "something did not work", "running": "still running"}


class Place(StrEnum):
    """Where the step is done."""

    PROVIDER = "provider"
    AGENTS = "agents"
    PLAYBOOKS = "playbooks"
    STOREFRONT = "storefront"
    TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class Call:
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    origin: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """The last test of the handoff; `outcome` is one of TRIALS."""

    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a Brand has done so far. `provider` is the platform's name, "" where none is chosen."""

    zone: str
    provider: str
    schedule: Schedule
    zone_exists: bool = True
    agents_on: Sequence[str] = ()
    playbooks: Sequence[str] = ()
    call: Call | None = None
    sighting: Sighting | None = None
    trial: Trial | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """`found` says what is true; `how` what to do, in one line."""

    title: str
    done: bool
    how: str
    place: Place
    link: str
    found: str = ""


def first_steps(facts: Facts) -> tuple[Step, ...]:
    return (
        _provider(facts),
        _hours(facts),
        _agent(facts),
        _playbook(facts),
        _call(facts),
        _snippet(facts),
        _trial(facts),
    )


def _provider(facts: Facts) -> Step:
    how = "Choose the platform that your team answers on, and fill in what it asks for."
    return Step(
        "Choose your support chat provider",
        bool(facts.provider),
        how,
        Place.PROVIDER,
        "Platform Services",
        facts.provider,
    )


def _hours(facts: Facts) -> Step:
    """Hours and platform are saved together: where one is chosen, "at all hours" was chosen too."""
    how = "Add the days and times at which your team answers, or leave them out if it always does."
    done, found = _hours_found(facts)
    return Step("Set your team's hours", done, how, Place.PROVIDER, "Platform Services", found)


def _hours_found(facts: Facts) -> tuple[bool, str]:
    schedule = facts.schedule
    if not schedule.restricted:
        return bool(facts.provider), "Open at all hours" if facts.provider else ""
    if not facts.zone_exists:
        return False, LOST_ZONE
    days = len({window.weekday for window in schedule.windows})
    if not days and not any(closure.hours for closure in schedule.closures):
        return False, NEVER_OPENS
    return True, f"{_some(days, 'day')} of the week ({schedule.timezone})"


def _agent(facts: Facts) -> Step:
    how = "Open an Agent and switch on “Handoff to support” under Action."
    return Step(
        "Switch it on for an Agent", bool(facts.agents_on), how, Place.AGENTS, "Agents", _names(facts.agents_on)
    )


def _playbook(facts: Facts) -> Step:
    how = "Write /Handoff to support where the Agent should move the customer to your team, then publish."
    found = _names(facts.playbooks)
    return Step("Publish a playbook that uses it", bool(facts.playbooks), how, Place.PLAYBOOKS, "Playbooks", found)


def _call(facts: Facts) -> Step:
    how = "Create an API key and give it to your AI agent: its first call is shown here."
    call = facts.call
    found = f"Last call {words.moment(call.at, facts.zone)}, with the key “{call.key}”" if call else ""
    return Step("Your AI agent has called", call is not None, how, Place.STOREFRONT, "Storefront", found)


def _snippet(facts: Facts) -> Step:
    how = "List your shop's address, put the snippet on its pages, and open one of them."
    seen = facts.sighting
    found = f"On {seen.origin}, last {words.moment(seen.at, facts.zone)}" if seen else ""
    return Step("The snippet was seen", seen is not None, how, Place.STOREFRONT, "Storefront", found)


def _trial(facts: Facts) -> Step:
    how = "Press “Test the handoff”: it shows each step, and what your team will see."
    trial = facts.trial
    done = trial is not None and trial.outcome == "passed"
    found = f"Last tested on {words.moment(trial.at, facts.zone)}: {TRIALS[trial.outcome]}" if trial else ""
    return Step("Test the handoff", done, how, Place.TRIAL, "Test the handoff", found)


def _names(names: Sequence[str]) -> str:
    """A few by name, the others by number."""
    shown = ", ".join(names[:3])
    return f"{shown} and {_some(len(names) - 3, 'other')}" if len(names) > 3 else shown


def _some(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
