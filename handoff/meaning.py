"""What a schedule means at an instant, as values for the page: its state in words, the next two weeks drawn. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handoff import words
from handoff.availability import Availability, Hours
from handoff.fortnight import Day, Stretch, fortnight


@dataclass(frozen=True, slots=True)
class Bar:
    """An open stretch on the day's axis of 1440 minutes."""

    starts: int
    minutes: int

    @classmethod
    def of(cls, stretch: Stretch) -> Bar:
        return cls(stretch.starts, stretch.ends - stretch.starts)


@dataclass(frozen=True, slots=True)
class Row:
    """One drawn day, and the same in words."""

    title: str
    full_title: str
    hours: str
    bars: tuple[Bar, ...]
    closure: str
    changes: tuple[str, ...]
    now: int | None

    @classmethod
    def of(cls, day: Day) -> Row:
        date = day.date
        return cls(
            title=f"{date:%a} {date.day} {date:%b}",
            full_title=f"{date:%A} {date.day} {date:%B}",
            hours=words.stretches(day),
            bars=tuple(Bar.of(stretch) for stretch in day.stretches),
            closure=(day.closure.label or "Closure") if day.closure else "",
            changes=tuple(words.clock_change(change) for change in day.changes),
            now=day.now,
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """`rows` is empty where there is nothing to draw: open at all hours, or in no zone."""

    availability: Availability
    state: str
    offers: str
    rows: tuple[Row, ...]


def meaning_of(hours: Hours, margin: timedelta, now: datetime) -> Meaning:
    found, restricted = hours.availability(now), hours.schedule.restricted
    drawn = restricted and not found.unknown_timezone
    return Meaning(
        found,
        state=words.state(found, now, restricted=restricted),
        offers=words.offers(found, now, margin),
        rows=tuple(Row.of(day) for day in fortnight(hours, now)) if drawn else (),
    )
