"""The week as a form: a checkbox for each day, and one or more opening and closing times in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from handoff import configuration
from handoff.availability import DAY_MINUTES, STEP_MINUTES, Window
from handoff.models import Weekday

NINE, FIVE = 9 * 60, 17 * 60
MOST_WINDOWS = DAY_MINUTES // STEP_MINUTES
ONE_TIME_MISSING = "Choose both an opening and a closing time, or leave both empty."
NO_TIMES = "Choose an opening and a closing time, or uncheck the day."


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _times(first: int, last: int) -> list[tuple[str, str]]:
    return [(clock(minutes), clock(minutes)) for minutes in range(first, last + 1, STEP_MINUTES)]


OPENINGS = _times(0, DAY_MINUTES - STEP_MINUTES)
CLOSINGS = _times(STEP_MINUTES, DAY_MINUTES)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


class TimeChoice(forms.TypedChoiceField):
    def __init__(self, choices: list[tuple[str, str]], label: str) -> None:
        super().__init__(
            choices=[("", "–"), *choices],
            coerce=_minutes,
            empty_value=None,
            required=False,
            label=label,
            error_messages={"invalid_choice": configuration.OFF_THE_QUARTER},
        )


class WindowForm(forms.Form):
    """One opening and closing time. Both empty: none (so a further time of a day can be taken away)."""

    def __init__(self, *args: Any, day: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opens"] = TimeChoice(OPENINGS, f"{day} opens")
        self.fields["closes"] = TimeChoice(CLOSINGS, f"{day} closes")

    def clean(self) -> dict[str, Any]:
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if not self.errors and (opens is None) != (closes is None):
            self.add_error("opens" if opens is None else "closes", ONE_TIME_MISSING)
        elif opens is not None and closes is not None and (problem := configuration.window_problem(opens, closes)):
            self.add_error("closes", problem)
        return self.cleaned_data

    def times(self) -> tuple[int, int] | None:
        """Once valid."""
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        return None if opens is None or closes is None else (opens, closes)

    @property
    def closes_next_day(self) -> bool:
        opens, closes = str(self["opens"].value() or ""), str(self["closes"].value() or "")
        return bool(opens and closes and closes < opens)


class DayForm(forms.Form):
    """A weekday. What is not checked is closed, whatever times stand beside it."""

    open = forms.BooleanField(required=False)

    def __init__(self, weekday: Weekday, windows: list[Window], data: Mapping[str, Any] | None, disabled: bool) -> None:
        prefix = f"day-{weekday.value}"
        super().__init__(data, prefix=prefix, initial={"open": bool(windows)})
        self.weekday = weekday
        self.fields["open"].label = weekday.label
        self.fields["open"].disabled = disabled
        shown = [(window.opens, window.closes) for window in windows] or [(NINE, FIVE)]
        count = len(shown) if data is None else _rows_in(data, prefix)
        self.times = [self._row(number, shown, data, disabled) for number in range(max(count, 1))]

    def _row(
        self, number: int, shown: list[tuple[int, int]], data: Mapping[str, Any] | None, disabled: bool
    ) -> WindowForm:
        opens, closes = shown[number] if number < len(shown) else (NINE, FIVE)
        form = WindowForm(
            data,
            prefix=f"{self.prefix}-{number}",
            day=self.weekday.label,
            initial={"opens": clock(opens), "closes": clock(closes)},
            empty_permitted=False,
        )
        for field in form.fields.values():
            field.disabled = disabled
        return form

    @property
    def checked(self) -> bool:
        return bool(self["open"].value())

    def windows(self) -> list[Window]:
        """Of the posted form; what is wrong is marked beside its field."""
        if not (self.is_valid() and self.cleaned_data["open"]):
            return []
        rows = [(row, row.times()) for row in self.times if row.is_valid()]
        windows = [Window(self.weekday.value, *times) for _row, times in rows if times is not None]
        self._mark_same_openings([(row, times[0]) for row, times in rows if times is not None])
        if not windows and all(row.is_valid() for row in self.times):
            self.times[0].add_error("opens", NO_TIMES)
        return windows

    def _mark_same_openings(self, rows: list[tuple[WindowForm, int]]) -> None:
        seen: set[int] = set()
        for row, opens in rows:
            if opens in seen:
                row.add_error("opens", configuration.OVERLAP)
            seen.add(opens)

    @property
    def wrong(self) -> bool:
        return self.checked and any(row.errors for row in self.times)


def days(windows: Iterable[Window], data: Mapping[str, Any] | None = None, *, disabled: bool = False) -> list[DayForm]:
    """The seven days: as stored, or as posted."""
    windows = tuple(windows)
    return [DayForm(day, [w for w in windows if w.weekday == day], data, disabled) for day in Weekday]


def _rows_in(data: Mapping[str, Any], prefix: str) -> int:
    numbers = range(MOST_WINDOWS)
    return next(
        (n for n in numbers if f"{prefix}-{n}-opens" not in data and f"{prefix}-{n}-closes" not in data), MOST_WINDOWS
    )
