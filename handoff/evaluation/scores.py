"""Counts of right and wrong answers, and what is computed from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import sqrt

# Of the normal distribution, for an interval that holds 95 times of 100.
_Z = 1.96
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """One case, measured."""

    id: str
    source: str
    expected: bool
    found: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the positive cases `tp` were found and `fn` missed; of the others `fp` were false alarms."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0


def counted(scored: Iterable[Scored]) -> Counts:
    pairs = [(one.expected, one.found) for one in scored]
    return Counts(
        tp=pairs.count((True, True)),
        fp=pairs.count((False, True)),
        fn=pairs.count((True, False)),
        tn=pairs.count((False, False)),
    )


def rates(counts: Counts) -> dict[str, object]:
    """None where there is no case to divide by."""
    tp, fp, fn, tn = counts.tp, counts.fp, counts.fn, counts.tn
    return {
        "cases": tp + fp + fn + tn,
        "precision": share(tp, tp + fp),
        "recall": share(tp, tp + fn),
        "f1": share(2 * tp, 2 * tp + fp + fn),
        "false_positive_rate": share(fp, fp + tn),
        "accuracy": share(tp + tn, tp + fp + fn + tn),
    }


def figures_of(scored: Iterable[Scored]) -> dict[str, object]:
    """The rates over all, the counts of each source, and the cases to look at."""
    kept = list(scored)
    sources = sorted({one.source for one in kept})
    return {
        **rates(counted(kept)),
        "by_source": {name: asdict(counted(one for one in kept if one.source == name)) for name in sources},
        "false_alarms": [one.id for one in kept if one.found and not one.expected],
        "missed": [one.id for one in kept if one.expected and not one.found],
    }


def intervals(counts: Counts) -> dict[str, object]:
    """95 % intervals (Wilson). F1 rises with tp / (tp + fp + fn), which is a plain share."""
    right = counts.tp
    shared = wilson(right, right + counts.fp + counts.fn)
    return {
        "precision_interval": wilson(right, right + counts.fp),
        "recall_interval": wilson(right, right + counts.fn),
        "f1_interval": shared and [round(2 * edge / (1 + edge), _DIGITS) for edge in shared],
    }


def wilson(right: int, cases: int) -> list[float] | None:
    if not cases:
        return None
    rate, spread = right / cases, _Z * _Z / cases
    half = _Z * sqrt(rate * (1 - rate) / cases + spread / (4 * cases))
    edges = (rate + spread / 2 - half, rate + spread / 2 + half)
    return [round(min(max(edge / (1 + spread), 0.0), 1.0), _DIGITS) for edge in edges]


def share(part: int, whole: int) -> float | None:
    return round(part / whole, _DIGITS) if whole else None
