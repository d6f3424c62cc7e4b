"""What merchants type in to make an API key, and to replace one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from agents import keys
from agents.forms import ModelForm
from agents.models import Agent, ApiKey, Brand

NO_NAME = "Give it a name."
NO_SCOPE = "Tick at least one: a key that may do nothing is of no use."
NO_DATE = "Write a day such as 2027-06-30, or leave it empty."
OVER = "This day is over. Choose a later one, or leave it empty."
TOO_FAR = "Choose a day within the next ten years, or leave it empty."
CHOOSE = "Choose one of these."
LONGEST = timedelta(days=3653)


class ApiKeyForm(ModelForm):
    """`agent` holds this Brand's Agents only, in the list and when the answer is checked."""

    scopes = forms.MultipleChoiceField(
        label="May do",
        choices=list(keys.SCOPES.items()),
        initial=keys.all_scopes,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_SCOPE},
        help_text="An AI agent needs all three. A program that only reads needs the first.",
    )
    last_day = forms.DateField(
        label="Works until the end of",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": NO_DATE},
        help_text="The end of that day in UTC. Leave it empty for a key without an end.",
    )

    class Meta:
        model = ApiKey
        fields = ("name", "agent")

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "For yourself, such as “Production”."
        self.fields["name"].error_messages["required"] = NO_NAME
        self.fields["agent"] = forms.ModelChoiceField(
            label="Works for",
            queryset=Agent.objects.for_brand(brand).filter(switched_off_at=None),
            required=False,
            empty_label="All Agents",
        )

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        today = timezone.now().astimezone(UTC).date()
        if day and day < today:
            raise forms.ValidationError(OVER)
        if day and day - today > LONGEST:
            raise forms.ValidationError(TOO_FAR)
        return day

    def expires_at(self) -> datetime | None:
        """Once valid."""
        day: date | None = self.cleaned_data["last_day"]
        return datetime.combine(day + timedelta(days=1), time(), UTC) if day else None


class RotateForm(forms.Form):
    hours = forms.TypedChoiceField(
        label="The old key works",
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            ("1", "for 1 hour more"),
            ("24", "for 1 day more"),
            ("168", "for 7 days more"),
            ("0", "until I revoke it"),
        ],
        initial="24",
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def until(self, now: datetime) -> datetime | None:
        """Once valid."""
        hours: int = self.cleaned_data["hours"]
        return now + timedelta(hours=hours) if hours else None
