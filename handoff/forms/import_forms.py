"""What merchants choose on the two pages that import closures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from handoff.imports.closure_choices import Choice
from handoff.imports.public_holidays import countries, regions

MOST_BYTES = 1024 * 1024
NO_COUNTRY = "Choose a country from the list."
NO_REGION = "Choose a region from the list, or the whole country."
NO_YEAR = "Choose which years."
NO_FILE = "Choose a calendar file, which ends in .ics."
EMPTY_FILE = "This file is empty. Export it from your calendar again."
TOO_BIG = "This file is larger than 1 MB. Export a shorter time, or a calendar of days off alone."
NONE_TICKED = "Tick at least one day."
CHANGED = "What can be added has changed since you saw it. Look at the list again, then add."
WHOLE_COUNTRY = "The whole country"


class HolidaysForm(forms.Form):
    """Which country's holidays. A region is written with its country: two countries' codes may be alike."""

    country = forms.ChoiceField(error_messages={"required": NO_COUNTRY, "invalid_choice": NO_COUNTRY})
    region = forms.ChoiceField(required=False, error_messages={"invalid_choice": NO_REGION})
    years = forms.ChoiceField(error_messages={"required": NO_YEAR, "invalid_choice": NO_YEAR})

    def __init__(self, data: Mapping[str, str] | None, *, country: str, this_year: int) -> None:
        super().__init__(data, initial={"country": country, "years": f"{this_year}-{this_year + 1}"})
        chosen = str(self["country"].value() or "")
        following = this_year + 1
        _choices(self, "country", [("", "Choose a country"), *countries().items()])
        _choices(
            self, "region", [("", WHOLE_COUNTRY), *((f"{chosen}-{code}", n) for code, n in regions(chosen).items())]
        )
        _choices(
            self,
            "years",
            [
                (f"{this_year}-{following}", f"{this_year} and {following}"),
                (str(this_year), str(this_year)),
                (str(following), str(following)),
            ],
        )

    @property
    def has_regions(self) -> bool:
        return bool(regions(str(self["country"].value() or "")))

    def asked(self) -> tuple[str, str, list[int]]:
        """Once valid: country, region, years."""
        country, region = self.cleaned_data["country"], self.cleaned_data["region"]
        years = [int(year) for year in self.cleaned_data["years"].split("-")]
        return country, region.removeprefix(f"{country}-"), years

    def place(self) -> str:
        """Once valid, in words."""
        country, region, _years = self.asked()
        name = countries()[country]
        return f"{regions(country)[region]}, {name}" if region else name


class CalendarFileForm(forms.Form):
    file = forms.FileField(
        label="Calendar file",
        help_text="A file that ends in .ics, of at most 1 MB. Google Calendar, Outlook and Apple Calendar export such "
        "files. It is read once and not kept.",
        error_messages={"required": NO_FILE, "invalid": NO_FILE, "missing": NO_FILE, "empty": EMPTY_FILE},
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        if not upload.name.lower().endswith(".ics"):
            raise forms.ValidationError(NO_FILE)
        content: bytes = upload.read()
        return content


class ChosenForm(forms.Form):
    """The ticked ones, by their keys: only those that are offered now can be chosen."""

    closure = forms.MultipleChoiceField(error_messages={"required": NONE_TICKED, "invalid_choice": CHANGED})

    def __init__(self, data: Mapping[str, Any] | None, choices: Iterable[Choice]) -> None:
        super().__init__(data)
        self.offered = {choice.key: choice for choice in choices if not choice.closed_by}
        _choices(self, "closure", [(key, key) for key in self.offered])

    def chosen(self) -> list[Choice]:
        """Once valid."""
        return [self.offered[key] for key in self.cleaned_data["closure"]]


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
