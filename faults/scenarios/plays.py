"""What a play is: its fault, what is expected, and the function that brings it about and tells what was not so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from faults.scenarios.rows import Started
from faults.scenarios.stage import Stage
from faults.scenarios.wishes import Wish

Findings = Iterable[str]


@dataclass(frozen=True, slots=True)
class Play:
    """`fault`: as docs/faults-scenarios.md numbers them. `shops` are opened before it begins."""

    name: str
    fault: str
    expects: str
    play: Callable[[Stage], Findings]
    shops: Sequence[Wish] = field(default_factory=tuple)


def not_accepted(starts: Sequence[Started]) -> list[str]:
    """Each start had to be."""
    return [f"a start was answered {start.status}" for start in starts if not start.accepted]


def slower_than(starts: Sequence[Started], seconds: float) -> list[str]:
    slowest = max((start.took for start in starts), default=0.0)
    return [f"a start took {slowest:.1f} s, more than {seconds} s"] if slowest > seconds else []
