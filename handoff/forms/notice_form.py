"""The secret by which a platform proves its notices: it goes in and never comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from handoff.providers.notices.base import ONE_WORD, NoticeForm

MEND = "This is one word of at least 8 letters, digits and signs. Copy the whole of it, without spaces."


class NoticeSecretForm(forms.Form):
    notice_secret = forms.CharField(
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[RegexValidator(rf"\A{ONE_WORD}\Z", MEND)],
        error_messages={"required": MEND, "max_length": MEND, "null_characters_not_allowed": MEND},
    )

    def __init__(self, asked: NoticeForm, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        field = self.fields["notice_secret"]
        field.label, field.help_text = asked.entered, asked.entered_help
