"""When a time is over. Pure: days are of 24 hours between two instants, so that no clock change moves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """What ended then or earlier goes: its texts, or all of it."""

    texts: datetime
    rest: datetime


def cutoffs(now: datetime, texts_kept_days: int, rest_kept_days: int) -> Cutoffs:
    """What ended exactly so many days ago has been kept for so many days."""
    return Cutoffs(now - timedelta(days=texts_kept_days), now - timedelta(days=rest_kept_days))


def cautious(ours: datetime, databases: datetime) -> datetime:
    """Of two clocks the one that is behind: one that runs ahead alone deletes nothing too soon."""
    return min(ours, databases)
