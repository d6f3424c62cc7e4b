"""How long a Brand keeps what, and whether an AI model may read it: what merchants type in on the Privacy page."""

from __future__ import annotations

from typing import Any

from django import forms

from agents.forms import ModelForm
from agents.models import Brand
from agents.models.brands import MOST_KEPT_DAYS

DAYS = f"Write a whole number of days, from 1 to {MOST_KEPT_DAYS:,}."
SHORTER_THAN_TEXTS = "Keep the rest at least as long as the texts: a text without its handoff would be nobody's."
AGREE = "Agree to this, or keep things for as long as before: what is older is deleted and can't be had back."
_PROBLEMS = dict.fromkeys(("required", "invalid", "min_value", "max_value"), DAYS)


def _days(label: str, help_text: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=1,
        max_value=MOST_KEPT_DAYS,
        error_messages=_PROBLEMS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PrivacyForm(ModelForm):
    """Who shortens a time agrees to what that deletes."""

    texts_kept_days = _days(
        "Days to keep what was said",
        "Messages, summaries, and what is known of the customer: name, e-mail address, phone number, page. "
        "Counted from the end of the conversation and its handoff.",
    )
    rest_kept_days = _days(
        "Days to keep the rest",
        "That there was a handoff, when and why, and how it went, as ids, codes and times. No word of a customer.",
    )
    model_allowed = forms.BooleanField(
        label="An AI model may read conversations",
        required=False,
        help_text="For summaries and second opinions. When this is off, nothing of your Brand is sent to a model: "
        "summaries are made without one, and the rules alone decide.",
    )
    agreed = forms.BooleanField(label="Delete what is older, for good", required=False)

    class Meta:
        model = Brand
        fields = ("texts_kept_days", "rest_kept_days", "model_allowed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shortens = False
        self._kept = (self.instance.texts_kept_days, self.instance.rest_kept_days)

    def clean(self) -> dict[str, Any]:
        texts, rest = self.cleaned_data.get("texts_kept_days"), self.cleaned_data.get("rest_kept_days")
        if texts is None or rest is None:
            return self.cleaned_data
        if rest < texts:
            self.add_error("rest_kept_days", SHORTER_THAN_TEXTS)
        self.shortens = texts < self._kept[0] or rest < self._kept[1]
        if self.shortens and not self.cleaned_data["agreed"]:
            self.add_error("agreed", AGREE)
        return self.cleaned_data
