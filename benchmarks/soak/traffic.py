"""When conversations begin, and what is asked in each. Pure, and drawn by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from benchmarks import arrivals
from benchmarks.capacity.units import DAY

# From one turn of a customer to the next, in seconds.
TURN = 15.0


class Ask(StrEnum):
    DECISION = "decision"
    START = "start"
    # All that follows, to its end.
    BROWSER = "browser"
    LAUNCH = "launch"
    CHAT = "chat"
    RECEIPT = "receipt"


# How long after a start the customer's browser asks for its launch. What it does then follows from the answer.
BROWSER_COMES = 1.0
# Once the launch is there, which waits for the model: a second later it writes the first words to the platform, then
# tells that the chat is open, and later asks for the launch once more.
BROWSER = ((0.0, Ask.LAUNCH), (1.0, Ask.CHAT), (1.0, Ask.RECEIPT), (3.0, Ask.LAUNCH))


@dataclass(frozen=True, slots=True)
class Traffic:
    """Conversations begin for `seconds`, of which `quiet` before and after the peak are as on average."""

    conversations_a_day: float = 100_000
    peak: float = 10
    seconds: float = 600
    quiet: float = 60
    decisions: int = 5
    handoff_share: float = 0.2

    def rate(self, at: float) -> float:
        """Conversations that begin in a second."""
        is_quiet = at < self.quiet or at >= self.seconds - self.quiet
        return self.conversations_a_day / DAY * (1 if is_quiet else self.peak)


@dataclass(frozen=True, order=True, slots=True)
class Asked:
    """At `at` seconds, in the conversation of this number."""

    at: float
    conversation: int
    what: Ask


def asked(traffic: Traffic, seed: int) -> list[Asked]:
    """In their order. The last conversations come to their end after the time in which others begin."""
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    most = traffic.conversations_a_day / DAY * max(traffic.peak, 1)
    found = [
        one
        for number, at in enumerate(arrivals.drawn(traffic.rate, most, traffic.seconds, chance))
        for one in _conversation(traffic, number, at, chance.random() < traffic.handoff_share)
    ]
    return sorted(found)


def _conversation(traffic: Traffic, number: int, begins: float, is_handed_over: bool) -> Iterator[Asked]:
    for turn in range(traffic.decisions):
        yield Asked(begins + turn * TURN, number, Ask.DECISION)
    if is_handed_over:
        starts = begins + traffic.decisions * TURN
        yield Asked(starts, number, Ask.START)
        yield Asked(starts + BROWSER_COMES, number, Ask.BROWSER)
