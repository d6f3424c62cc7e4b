"""What the AI model does for a Brand: the language of its summaries, and what it may cost in a day."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from handoff import configuration
from handoff.language_names import NAMES

BUDGET_HELP = (
    "Pays for summaries written by an AI model and for its second opinion in doubtful cases. Once it is spent, "
    "summaries are made without a model until the next day (UTC). With 0 no model is asked."
)
# Where Django would say less.
_PROBLEMS = ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits")


class ModelFields(forms.Form):
    team_language = forms.ChoiceField(
        label="Language of the summaries",
        required=False,
        choices=list(NAMES.items()),
        error_messages={"invalid_choice": configuration.UNKNOWN_LANGUAGE},
        help_text="What your team reads. The customer's own words stay in the customer's language.",
    )
    daily_model_budget = forms.DecimalField(
        label="AI budget for a day, in US dollars",
        required=False,
        min_value=Decimal(0),
        max_value=configuration.MOST_BUDGET,
        max_digits=8,
        decimal_places=2,
        error_messages=dict.fromkeys(_PROBLEMS, configuration.WRONG_BUDGET),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=BUDGET_HELP,
    )

    def clean_daily_model_budget(self) -> Decimal | None:
        """An empty field is no amount; a form without the field keeps what is stored."""
        amount: Decimal | None = self.cleaned_data["daily_model_budget"]
        if amount is None and "daily_model_budget" in self.data:
            raise ValidationError(configuration.WRONG_BUDGET)
        return amount
