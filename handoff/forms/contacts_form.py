"""Other ways to reach the team, told to customers whom no chat can be opened for."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError

from handoff.contacts import Contacts

WRONG_EMAIL = "Write an e-mail address, such as help@example.com."
WRONG_PHONE = "Write a phone number of at most 40 characters, such as +1 212 555 0100."
WRONG_PAGE = "Write the page's whole address, beginning with https://, in at most 200 characters."
WHEN_TOLD = (
    "Told to a customer who asks for a human while your team is closed, or when the chat could not be opened. "
    "Leave empty what you don't offer."
)
_PHONE = re.compile(r"[+(]?[0-9][0-9A-Za-z ()+./-]*", re.ASCII)
_FEWEST_DIGITS = 3


def _texts(message: str) -> dict[str, str]:
    return {"invalid": message, "max_length": message}


class ContactFields(forms.Form):
    contact_email = forms.EmailField(label="E-mail", required=False, max_length=254, error_messages=_texts(WRONG_EMAIL))
    contact_phone = forms.CharField(
        label="Phone",
        required=False,
        max_length=40,
        error_messages=_texts(WRONG_PHONE),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    contact_page = forms.URLField(
        label="Help page",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages=_texts(WRONG_PAGE),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    when_told = WHEN_TOLD

    def clean_contact_phone(self) -> str:
        phone: str = self.cleaned_data["contact_phone"]
        digits = sum(character.isdigit() for character in phone)
        if phone and not (_PHONE.fullmatch(phone) and digits >= _FEWEST_DIGITS):
            raise ValidationError(WRONG_PHONE)
        return phone

    def clean_contact_page(self) -> str:
        page: str = self.cleaned_data["contact_page"]
        if page and not page.startswith("https://"):
            raise ValidationError(WRONG_PAGE)
        return page

    def contacts(self) -> Contacts:
        """Once valid."""
        values = self.cleaned_data
        return Contacts(values["contact_email"], values["contact_phone"], values["contact_page"])
