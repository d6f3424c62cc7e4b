"""One Brand's platform hangs: what that costs the other fifty, as a ratio of rounds with and without, side by side."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from faults.scenarios.plays import Findings, Play, not_accepted
from faults.scenarios.rows import Started
from faults.scenarios.stage import Stage
from faults.scenarios.wishes import Shop, Wish

OTHERS, OTHERS_SHORT = 50, 10
ROUNDS, ROUNDS_SHORT = 7, 3
# Starts of each healthy Brand in a round, and of the one whose platform hangs.
EACH, HUNG = 2, 16
HANGS_FOR = 20
# What is promised, as the median of the rounds; a short run on a busy machine only sees what is far from it.
MOST, MOST_SHORT = 1.5, 4.0
# Below this there is nothing to be fair about: the wake-up and the clocks' grain.
FLOOR_SECONDS = 0.05


def one_hung(stage: Stage) -> Findings:
    hung = stage.shops["fair-hung"]
    healthy = [stage.shops[f"fair-{number}"] for number in range(OTHERS if stage.long else OTHERS_SHORT)]
    ratios = []
    for _ in range(ROUNDS if stage.long else ROUNDS_SHORT):
        before = stage.start_many(healthy * EACH)
        yield from stage.wrong(before, within=60)
        stage.machine.stand_in.fail(host=hung.host, delay_s=HANGS_FOR, times=HUNG)
        stuck = stage.start_many([hung] * HUNG)
        beside = stage.start_many(healthy * EACH)
        yield from stage.wrong(beside, within=60)
        yield from not_accepted([*before, *stuck, *beside])
        ratios.append(ratio(stage, before, beside))
        yield from recovered(stage, hung, stuck)
    median = statistics.median(ratios)
    told = f"with one platform hung the others' p99 is {median:.2f} of before ({', '.join(f'{r:.2f}' for r in ratios)})"
    stage.note(told)
    if median > (MOST if stage.long else MOST_SHORT):
        yield told


def ratio(stage: Stage, before: Sequence[Started], beside: Sequence[Started]) -> float:
    return max(p99(stage, beside), FLOOR_SECONDS) / max(p99(stage, before), FLOOR_SECONDS)


def p99(stage: Stage, starts: Sequence[Started]) -> float:
    took = [row.took for row in stage.rows(starts) if row.took is not None]
    return statistics.quantiles(took, n=100)[98] if len(took) > 1 else 0.0


def recovered(stage: Stage, hung: Shop, stuck: Sequence[Started]) -> Findings:
    """Its own arrive as soon as it is well, so that the next round begins with nothing left over."""
    stage.machine.stand_in.clear_faults()
    yield from (f"of the hung one: {finding}" for finding in stage.wrong(stuck, within=120))


PLAYS = (
    Play(
        "one_platform_hung",
        "F26",
        "The other Brands' p99 within 1.5 of before.",
        one_hung,
        (Wish("fair-hung"), *(Wish(f"fair-{number}") for number in range(OTHERS))),
    ),
)
