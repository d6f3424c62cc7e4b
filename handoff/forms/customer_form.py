"""Who is meant, on the page "A customer's data". What is typed in travels in the body alone, never in an address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from handoff.privacy import Nobody, Who
from handoff.privacy.who import phone_key

NOBODY = "Fill in at least one of the three."
SHORT_PHONE = "Write the whole number: at least five digits."
_TYPED = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


class CustomerForm(forms.Form):
    email = forms.CharField(
        label="E-mail address",
        required=False,
        max_length=320,
        widget=forms.TextInput(attrs=_TYPED | {"inputmode": "email"}),
        help_text="Upper or lower case makes no difference.",
    )
    id = forms.CharField(
        label="Customer id",
        required=False,
        max_length=200,
        strip=False,
        widget=forms.TextInput(attrs=_TYPED),
        help_text="Exactly as your shop gives it to your AI agent.",
    )
    phone = forms.CharField(
        label="Phone number",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=_TYPED | {"inputmode": "tel"}),
        help_text="With or without blanks and signs; with the country's code, if your shop knows it with that.",
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not phone_key(phone):
            raise ValidationError(SHORT_PHONE)
        return phone

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                self.who()
            except Nobody:
                self.add_error("email", NOBODY)
        return self.cleaned_data

    def who(self) -> Who:
        return Who(self.cleaned_data["id"], self.cleaned_data["email"], self.cleaned_data["phone"])
