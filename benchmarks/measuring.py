"""CPU time of several programs doing the same work, taken in turns: only ratios of one run say anything."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Any

ROUNDS = 25
MICROSECONDS, MILLISECONDS, SECONDS = "µs", "ms", "s"
# Of these there is no half.
BYTES, MESSAGES, SUMMARIES = "bytes", "messages", "summaries"
HANDOFFS, REQUESTS = "handoffs", "requests"
COUNTED = frozenset({BYTES, MESSAGES, SUMMARIES, HANDOFFS, REQUESTS})
_PER_SECOND = 1_000_000

Tick = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Runner:
    """`work` does `calls` calls and is timed; what `prepare` makes anew for each round is handed to it, untimed."""

    name: str
    calls: int
    work: Callable[[Any], object]
    prepare: Callable[[], Any] = lambda: None


@dataclass(frozen=True, slots=True)
class Result:
    """Medians in microseconds a call; `low` and `high` are the quartiles of what the target is set on.

    With `against`, that is the ratio of the two, round by round; without, it is our own time. In another unit than
    time it is a plain figure, the same each time.
    """

    suite: str
    measure: str
    case: str
    ours: float
    against: str
    theirs: float | None
    value: float
    low: float
    high: float
    target: float | None
    unit: str = MICROSECONDS

    @property
    def met(self) -> bool | None:
        return None if self.target is None else self.value <= self.target


@dataclass(frozen=True, slots=True)
class NotRun:
    """Whom it could not be held against here, and why."""

    suite: str
    case: str
    reason: str
    measure: str = "not run"
    met: bool | None = None


def compare(
    suite: str, measure: str, case: str, runners: Sequence[Runner], *, target: float | None, tick: Tick
) -> Result:
    """`runners`: ours, and whom it is held against if anybody."""
    times = _interleaved(runners)
    tick()
    against, theirs = (runners[1].name, times[1]) if len(times) > 1 else ("", None)
    return from_rounds(suite, measure, case, times[0], theirs, against=against, target=target)


def from_rounds(
    suite: str,
    measure: str,
    case: str,
    ours: Sequence[float],
    theirs: Sequence[float] | None = None,
    *,
    against: str = "",
    target: float | None = None,
    unit: str = MICROSECONDS,
) -> Result:
    """One figure of each round, in the same order."""
    values = [own / other for own, other in zip(ours, theirs, strict=True)] if theirs else ours
    low, value, high = statistics.quantiles(values, n=4)
    return Result(
        suite=suite,
        measure=measure,
        case=case,
        ours=statistics.median(ours),
        against=against,
        theirs=statistics.median(theirs) if theirs else None,
        value=value,
        low=low,
        high=high,
        target=target,
        unit=unit,
    )


def figure(suite: str, measure: str, case: str, value: float, *, unit: str, target: float | None = None) -> Result:
    """What needs no rounds."""
    return Result(suite, measure, case, value, "", None, value, value, value, target, unit)


def _interleaved(runners: Sequence[Runner]) -> list[list[float]]:
    """Microseconds a call, for each runner and round. A first round warms up and isn't kept."""
    times: list[list[float]] = [[] for _ in runners]
    gc.disable()
    try:
        for _ in range(ROUNDS + 1):
            for kept, runner in zip(times, runners, strict=True):
                kept.append(_timed(runner))
    finally:
        gc.enable()
    return [kept[1:] for kept in times]


def _timed(runner: Runner) -> float:
    prepared = runner.prepare()
    begun = process_time()
    runner.work(prepared)
    return (process_time() - begun) / runner.calls * _PER_SECOND
