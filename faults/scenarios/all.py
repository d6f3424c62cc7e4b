"""Every play there is, in the order in which they are run."""

from __future__ import annotations

from faults.scenarios import answers, burst, clock_plays, database, fairness, model, redis, starts, unreachable, workers

PLAYS = (
    *starts.PLAYS,
    *answers.PLAYS,
    *unreachable.PLAYS,
    *model.PLAYS,
    *redis.PLAYS,
    *database.PLAYS,
    *workers.PLAYS,
    *clock_plays.PLAYS,
    *fairness.PLAYS,
    *burst.PLAYS,
)
