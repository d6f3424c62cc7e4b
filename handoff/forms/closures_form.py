"""Closures as a form: days on which the team is away, or there at other times than the week's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from agents.transcripts import storable
from handoff import configuration
from handoff.availability import Closure
from handoff.forms.hours_form import problems_of, read_times, times_forms
from handoff.forms.posted_rows import CLOSURES, Posted

YEARS = range(1970, 2200)
NEW = "New closure"
NO_FIRST = "Choose the first day, or remove this closure."
NO_DATE = "Write a day such as 2026-12-24."
TOO_FAR = f"Choose a day between {YEARS[0]} and {YEARS[-1]}."
TOO_LONG_FOR_YEARLY = "A closure that comes every year is shorter than a year. Choose an earlier last day."


class DayField(forms.DateField):
    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": NO_DATE},
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and day.year not in YEARS:
            raise forms.ValidationError(TOO_FAR)
        return day


class ClosureForm(forms.Form):
    """With no times it is closed all day. One with nothing in it at all counts as none."""

    label = forms.CharField(
        label="Name",
        required=False,
        max_length=configuration.LABEL_LENGTH,
        error_messages={"max_length": configuration.LABEL_TOO_LONG},
    )
    first = DayField("First day")
    last = DayField("Last day")
    yearly = forms.BooleanField(label="Every year", required=False)

    def __init__(
        self,
        number: int | str,
        stored: Closure | None = None,
        posted: Posted | None = None,
        *,
        disabled: bool = False,
    ) -> None:
        prefix = f"{CLOSURES}-{number}"
        super().__init__(posted.data if posted else None, prefix=prefix, initial=_initial(stored) if stored else {})
        for field in self.fields.values():
            field.disabled = disabled
        self.times = times_forms(prefix, "Closure", stored.hours if stored else (), posted, disabled=disabled)

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"]
        if label != storable(label):
            raise forms.ValidationError(configuration.LABEL_TOO_LONG)
        return label

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        first, last = values.get("first"), values.get("last")
        if first is None:
            if not self.empty and "first" not in self.errors:
                self.add_error("first", NO_FIRST)
        elif last and last < first:
            self.add_error("last", configuration.BACKWARDS)
        elif last and values.get("yearly") and last - first >= timedelta(days=365):
            self.add_error("last", TOO_LONG_FOR_YEARLY)
        return values

    @property
    def empty(self) -> bool:
        names = ("label", "first", "last")
        times = [self.data.get(row.add_prefix(name)) for row in self.times for name in row.fields]
        return not any([*(self.data.get(self.add_prefix(name)) for name in names), *times])

    def value(self) -> Closure | None:
        """Of the posted form; None where it is empty or wrong."""
        hours = tuple(sorted(read_times(self.times)))
        if not self.is_valid() or self.wrong or self.empty:
            return None
        values = self.cleaned_data
        first = values["first"]
        return Closure(first, values["last"] or first, hours, values["yearly"], values["label"])

    @property
    def wrong(self) -> bool:
        return bool(self.errors) or any(row.errors for row in self.times)

    @property
    def title(self) -> str:
        """As the form stands."""
        return str(self["label"].value() or self["first"].value() or NEW)

    @property
    def problems(self) -> list[str]:
        own = [str(problem) for problems in self.errors.values() for problem in problems]
        return [f"{self.title}: {problem}" for problem in [*own, *problems_of(self.times)]]

    def is_past(self, today: date) -> bool:
        """As the form stands. What comes every year is never over."""
        last = str(self["last"].value() or self["first"].value() or "")
        return bool(last) and not self["yearly"].value() and last < today.isoformat() and not self.wrong


def _initial(closure: Closure) -> dict[str, Any]:
    last = closure.last if closure.last != closure.first else None
    return {"label": closure.label, "first": closure.first, "last": last, "yearly": closure.yearly}


def closures(stored: Iterable[Closure], posted: Posted | None = None, *, disabled: bool = False) -> list[ClosureForm]:
    """As stored, the earliest first; or as posted."""
    if posted is not None:
        return [ClosureForm(number, posted=posted) for number in posted.numbers(CLOSURES)]
    ordered = sorted(stored, key=lambda closure: (closure.first, closure.last))
    return [ClosureForm(number, closure, disabled=disabled) for number, closure in enumerate(ordered)]
