"""The part of a list's form that says when: today, some last days, or between two of them."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from django import forms

from handoff.days import Span, last_days, span

TODAY, RANGE = "1", "range"
WHEN = [
    ("", "At any time"),
    (TODAY, "Today"),
    ("7", "Last 7 days"),
    ("30", "Last 30 days"),
    (RANGE, "Between two days"),
]
BACKWARDS = "The last day is before the first. Choose a later last day."


class WhenFilters(forms.Form):
    """A form with the fields `when`, `first` and `last`. Days are those of the Brand's clocks."""

    def __init__(self, data: Any, *, zone: tzinfo) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        wanted: dict[str, Any] = super().clean() or {}
        first, last = wanted.get("first"), wanted.get("last")
        if wanted.get("when") == RANGE and first and last and last < first:
            self.add_error("last", BACKWARDS)
        return wanted

    @property
    def is_set(self) -> bool:
        """Whether anything is left out or searched for."""
        return any(self.data.get(name) for name in self.fields)

    def span(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Once valid: from when, and until when."""
        when = self.cleaned_data["when"]
        if when == RANGE:
            return _between(self.cleaned_data["first"], self.cleaned_data["last"], self.zone)
        return _recent(int(when), now, self.zone) if when else (None, None)


def _recent(count: int, now: datetime, zone: tzinfo) -> Span:
    dates = last_days(count, now, zone)
    return span(dates[0], dates[-1], zone)


def _between(first: date | None, last: date | None, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Both days included; one that is missing leaves that side open."""
    return span(first, first, zone)[0] if first else None, span(last, last, zone)[1] if last else None
