"""Handoffs that wait for a worker's thread: discrete events, drawn by a seed, so that each run is the same.

As the product does it (handoff/claiming.py): a thread that is free takes the oldest that is due of those Brands that
have no more than their share of deliveries in hand.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks import arrivals
from benchmarks.capacity.units import MINUTE

# A summary that took longer is given up, and written without the model: OPENAI_SUMMARY_BUDGET_SECONDS.
BUDGET = 8.0
# How far a model's answers are apart: the logarithm's standard deviation.
SPREAD = 0.35


@dataclass(frozen=True, slots=True)
class Day:
    """A quiet time, a peak, and a quiet time after it, in minutes; handoffs a second on average, and times that."""

    handoffs_a_second: float
    peak: float = 10
    quiet_minutes: float = 10
    peak_minutes: float = 60
    after_minutes: float = 50

    def rate(self, at: float) -> float:
        begins, ends = self.quiet_minutes * MINUTE, (self.quiet_minutes + self.peak_minutes) * MINUTE
        return self.handoffs_a_second * (self.peak if begins <= at < ends else 1)

    @property
    def seconds(self) -> float:
        return (self.quiet_minutes + self.peak_minutes + self.after_minutes) * MINUTE


@dataclass(frozen=True, slots=True)
class Crew:
    """`share`: of one Brand so many at once, HANDOFF_BRAND_CONCURRENCY."""

    threads: int
    share: int = 8
    model_seconds: float = 5.0
    platform_seconds: float = 0.5


@dataclass(frozen=True, slots=True)
class Minute:
    """`oldest`: seconds that the oldest due handoff was over its time, at the worst moment of this minute."""

    number: int
    oldest: float
    waiting: int
    busy: int


@dataclass
class _Queue:
    """`due` by Brand, oldest first; `ready` holds the oldest of each Brand that has room."""

    share: int
    due: dict[int, deque[float]] = field(default_factory=dict)
    in_hand: dict[int, int] = field(default_factory=dict)
    ready: list[tuple[float, int]] = field(default_factory=list)

    def add(self, at: float, brand: int) -> None:
        line = self.due.setdefault(brand, deque())
        line.append(at)
        if len(line) == 1:
            self._offer(brand)

    def take(self) -> int | None:
        """The Brand whose oldest was taken. One that has its share comes back when it gives one up."""
        if not self.ready:
            return None
        _, brand = heapq.heappop(self.ready)
        self.due[brand].popleft()
        self.in_hand[brand] = self.in_hand.get(brand, 0) + 1
        self._offer(brand)
        return brand

    def give_up(self, brand: int) -> None:
        had = self.in_hand[brand]
        self.in_hand[brand] = had - 1
        if had == self.share:
            self._offer(brand)

    def oldest(self) -> float | None:
        return min((line[0] for line in self.due.values() if line), default=None)

    def waiting(self) -> int:
        return sum(map(len, self.due.values()))

    def _offer(self, brand: int) -> None:
        if self.due.get(brand) and self.in_hand.get(brand, 0) < self.share:
            heapq.heappush(self.ready, (self.due[brand][0], brand))


def simulated(day: Day, crew: Crew, brands: Sequence[float], seed: int = 1) -> list[Minute]:
    """`brands`: how much each Brand has of all handoffs."""
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    queue, ends, free = _Queue(crew.share), list[tuple[float, int]](), crew.threads
    handoffs = _handoffs(day, brands, chance)
    coming, minutes, looks = next(handoffs, None), list[Minute](), _looks(day)
    look = next(looks)
    while True:
        at = min(coming[0] if coming else day.seconds, ends[0][0] if ends else day.seconds)
        while look <= at:
            minutes.append(_seen(queue, look, crew.threads - free))
            following = next(looks, None)
            if following is None:
                return _by_minute(minutes)
            look = following
        if coming and coming[0] == at:
            queue.add(*coming)
            coming = next(handoffs, None)
        else:
            queue.give_up(heapq.heappop(ends)[1])
            free += 1
        while free and (brand := queue.take()) is not None:
            heapq.heappush(ends, (at + _seconds(crew, chance), brand))
            free -= 1


def _handoffs(day: Day, brands: Sequence[float], chance: random.Random) -> Iterator[tuple[float, int]]:
    """When a handoff comes, and whose it is."""
    most, names, sums = day.handoffs_a_second * max(day.peak, 1), range(len(brands)), list(itertools.accumulate(brands))
    for at in arrivals.drawn(day.rate, most, day.seconds, chance):
        yield at, chance.choices(names, cum_weights=sums)[0]


def _seconds(crew: Crew, chance: random.Random) -> float:
    model = crew.model_seconds * chance.lognormvariate(-(SPREAD**2) / 2, SPREAD) if crew.model_seconds else 0.0
    return min(model, BUDGET) + crew.platform_seconds


_LOOKS_A_MINUTE = 6


def _looks(day: Day) -> Iterator[float]:
    step = MINUTE / _LOOKS_A_MINUTE
    return (number * step for number in range(1, round(day.seconds / step) + 1))


def _seen(queue: _Queue, at: float, busy: int) -> Minute:
    oldest = queue.oldest()
    return Minute(int((at - 1e-6) // MINUTE), 0.0 if oldest is None else at - oldest, queue.waiting(), busy)


def _by_minute(looks: Sequence[Minute]) -> list[Minute]:
    minutes = itertools.groupby(looks, key=lambda look: look.number)
    return [max(group, key=lambda look: look.oldest) for _, group in minutes]
