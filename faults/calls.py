"""What callers were answered, and when nobody was there to answer them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from faults import history
from faults.history import Operation

# The time in which a server that begins again is not yet asked by the supervisor whether it serves.
SLACK = 1.0
CALLS = (history.START, history.LAUNCH, history.RECEIPT)
Interval = tuple[float, float]


def started_ids(operations: Sequence[Operation]) -> set[str]:
    """The handoffs that some client was told of."""
    answered = (one.detail.get("id") for one in operations if one.what == history.START)
    return {str(id) for id in answered if id}


def bad_calls(operations: Sequence[Operation]) -> Iterator[tuple[str, str]]:
    away = list(times_away(operations, "web"))
    for one in operations:
        if one.who == history.CLIENT and one.what in CALLS and (problem := why_bad(one, away)):
            yield f"{one.what} at {one.at:.1f} s", problem


def why_bad(one: Operation, away: Sequence[Interval]) -> str:
    error = str(one.detail.get("error", ""))
    if error.endswith("Timeout"):
        return ""  # how long a busy machine takes is no promise; a client that is never answered is another finding
    if error:
        began = float(one.detail.get("began", one.at))
        was_away = any(began <= end and one.at >= begin for begin, end in away)
        return "" if was_away else f"the connection broke off ({error}) while the web server ran"
    status = int(one.detail.get("status", 0))
    if status in (429, 503) and not one.detail.get("retry_after"):
        return f"{status} without Retry-After"
    return "" if 200 <= status < 300 or 400 <= status < 500 or status == 503 else f"{status}"


def times_away(operations: Sequence[Operation], kind: str) -> Iterator[Interval]:
    began: float | None = None
    own = (one for one in operations if one.who == history.NEMESIS and one.detail.get("kind") == kind)
    for one in own:
        if one.what == history.BEGAN:
            began = one.at
        elif began is not None:
            yield began - SLACK, one.at + SLACK
            began = None
    if began is not None:
        yield began - SLACK, float("inf")


def last_disturbance(operations: Sequence[Operation]) -> float:
    """When the last fault ended, or the last client was served, whichever came later."""
    ends = (one.at for one in operations if one.who == history.NEMESIS and one.what == history.ENDED)
    served = (one.at for one in operations if one.who == history.CLIENT)
    return max(chain(ends, served), default=0.0)
