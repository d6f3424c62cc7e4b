"""The week as a form: a checkbox for each day, and one or more opening and closing times in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from handoff import configuration
from handoff.availability import DAY_MINUTES, STEP_MINUTES, Window
from handoff.forms.posted_rows import Posted
from handoff.models import Weekday

Times = tuple[int, int]

NINE, FIVE = 9 * 60, 17 * 60
MOST_WINDOWS = DAY_MINUTES // STEP_MINUTES
ONE_TIME_MISSING = "Choose both an opening and a closing time, or leave both empty."
NO_TIMES = "Choose an opening and a closing time, or uncheck the day."


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _choices(first: int, last: int) -> list[tuple[str, str]]:
    return [(clock(minutes), clock(minutes)) for minutes in range(first, last + 1, STEP_MINUTES)]


OPENINGS = _choices(0, DAY_MINUTES - STEP_MINUTES)
CLOSINGS = _choices(STEP_MINUTES, DAY_MINUTES)


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


class TimesForm(forms.Form):
    """One opening and closing time. Both empty: none (so it can be taken away without a script)."""

    def __init__(self, *args: Any, whose: str, number: str = "", disabled: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opens"] = TimeChoice(OPENINGS, f"{whose} opens {number}".strip())
        self.fields["closes"] = TimeChoice(CLOSINGS, f"{whose} closes {number}".strip())
        self.whose = f"{whose} {number}".strip()
        for field in self.fields.values():
            field.disabled = disabled

    def clean(self) -> dict[str, Any]:
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if not self.errors and (opens is None) != (closes is None):
            self.add_error("opens" if opens is None else "closes", ONE_TIME_MISSING)
        elif opens is not None and closes is not None and (problem := configuration.window_problem(opens, closes)):
            self.add_error("closes", problem)
        return self.cleaned_data

    def times(self) -> Times | None:
        """Once valid."""
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        return None if opens is None or closes is None else (opens, closes)

    @property
    def closes_next_day(self) -> bool:
        opens, closes = str(self["opens"].value() or ""), str(self["closes"].value() or "")
        return bool(opens and closes and closes < opens)


def times_forms(
    group: str, whose: str, stored: Iterable[Times], posted: Posted | None, *, disabled: bool = False
) -> list[TimesForm]:
    """The times as stored, or as posted."""
    if posted is not None:
        return [_row(group, number, whose, data=posted.data) for number in posted.numbers(group)[:MOST_WINDOWS]]
    initials = [{"opens": clock(opens), "closes": clock(closes)} for opens, closes in stored]
    return [_row(group, number, whose, initial=initial, disabled=disabled) for number, initial in enumerate(initials)]


def _row(group: str, number: int, whose: str, **kwargs: Any) -> TimesForm:
    return TimesForm(prefix=f"{group}-{number}", whose=whose, number=f"({number + 1})" if number else "", **kwargs)


def read_times(rows: Iterable[TimesForm]) -> list[Times]:
    """Of posted rows; what is wrong is marked beside its field."""
    kept: list[Times] = []
    for row in rows:
        times = row.times() if row.is_valid() else None
        if times is None:
            continue
        if problems := configuration.day_problems([*kept, times]):
            row.add_error("opens", problems[0])
        else:
            kept.append(times)
    return kept


def problems_of(rows: Iterable[TimesForm]) -> list[str]:
    return [str(problem) for row in rows for problems in row.errors.values() for problem in problems]


class DayForm(forms.Form):
    """A weekday. What is not checked is closed, whatever times stand beside it."""

    open = forms.BooleanField(required=False)

    def __init__(self, weekday: Weekday, windows: list[Window], posted: Posted | None, disabled: bool) -> None:
        prefix = f"day-{weekday.value}"
        super().__init__(posted.data if posted else None, prefix=prefix, initial={"open": bool(windows)})
        self.weekday = weekday
        self.fields["open"].label = weekday.label
        self.fields["open"].disabled = disabled
        stored = [(window.opens, window.closes) for window in windows] or [(NINE, FIVE)]
        self.times = times_forms(prefix, weekday.label, stored, posted, disabled=disabled)
        if posted and not self.times:
            self.times = [_row(prefix, 0, weekday.label, data=posted.data)]

    @property
    def checked(self) -> bool:
        return bool(self["open"].value())

    def windows(self) -> list[Window]:
        """Of the posted form."""
        if not (self.is_valid() and self.cleaned_data["open"]):
            return []
        times = read_times(self.times)
        if not times and not self.wrong:
            self.times[0].add_error("opens", NO_TIMES)
        return [Window(self.weekday.value, *ends) for ends in sorted(times)]

    @property
    def wrong(self) -> bool:
        return self.checked and any(row.errors for row in self.times)

    @property
    def problems(self) -> list[str]:
        """Each with the day's name, for whoever does not see the field."""
        return [f"{self.weekday.label}: {problem}" for problem in problems_of(self.times)] if self.checked else []


def days(windows: Iterable[Window], posted: Posted | None = None, *, disabled: bool = False) -> list[DayForm]:
    """The seven days: as stored, or as posted."""
    windows = tuple(windows)
    return [DayForm(day, [w for w in windows if w.weekday == day], posted, disabled) for day in Weekday]
