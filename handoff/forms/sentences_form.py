"""What one Agent's customers are told, in one language: the merchant's own sentences beside ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from handoff.sentences import Kind, problem_with

MOST_OFFERS = 20
_WAYS = "{contacts} becomes your e-mail address, phone number and help page, as far as Platform Services names them."
# Each with when it is said, and what may stand in it.
SAID: dict[Kind, tuple[str, str]] = {
    Kind.OFFER: (
        "An offer",
        "When the Agent asks a customer whether they want a human. Write several, one on each line: "
        "the same customer is never asked twice in the same words.",
    ),
    Kind.HAND_OFF: ("Handing over", "Just before the support chat opens."),
    Kind.DECLINED: ("The customer doesn't want a human", "When an offer is declined."),
    Kind.GOES_ON: ("The Agent goes on helping", "When your team would be needed and can't be reached."),
    Kind.CLOSED: (
        "Your team is closed",
        "To a customer who asks for a human, and to no other. "
        f"{{back}} becomes the time at which your team is back, {_WAYS}",
    ),
    Kind.NO_HUMANS: (
        "There is no human in this chat",
        f"To a customer who asks for one where handoff is switched off or no provider is chosen. {_WAYS}",
    ),
    Kind.FAILED: ("The support chat did not open", f"When a customer's browser could not open it. {_WAYS}"),
}


class SentencesForm(forms.Form):
    """`own` and `ours` by kind. `seen` is the mark of what the person saw, `stored` that of what is stored now."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        language: str,
        own: Mapping[str, str],
        ours: Mapping[Kind, str],
        stored: str,
        data: Mapping[str, Any] | None = None,
        *,
        disabled: bool = False,
    ) -> None:
        super().__init__(data, initial={**own, "seen": stored})
        self.language, self.stored = language, stored
        self.theirs = ""
        for kind, (label, help_text) in SAID.items():
            self.fields[kind.value] = forms.CharField(
                label=label,
                required=False,
                disabled=disabled,
                help_text=help_text,
                widget=forms.Textarea(attrs=_attributes(ours[kind], language)),
            )

    def clean(self) -> dict[str, Any]:
        for kind in SAID:
            text = _lines(self.cleaned_data.get(kind, ""))
            self.cleaned_data[kind.value] = text
            if problem := _problem(kind, text):
                self.add_error(kind.value, problem)
        if self.data.get("overwrite", self.cleaned_data.get("seen", "")) != self.stored:
            self.theirs = self.stored
            raise ValidationError("Somebody else saved these sentences while you were editing.")
        return self.cleaned_data

    def sentences(self) -> dict[str, str]:
        """Once valid: those that are the merchant's own."""
        return {kind.value: self.cleaned_data[kind] for kind in SAID if self.cleaned_data[kind]}

    def written(self) -> dict[str, str]:
        """What stands in the form now, where nothing is wrong with it."""
        texts = {kind.value: _lines(self[kind.value].value() or "") for kind in SAID}
        return {kind: text for kind, text in texts.items() if text and not _problem(Kind(kind), text)}

    def changed(self) -> list[str]:
        """What the audit log says of it: names, never a sentence."""
        return [name for name in self.changed_data if name != "seen"]


def _attributes(ours: str, language: str) -> dict[str, Any]:
    return {"rows": max(2, min(6, ours.count("\n") + 1)), "placeholder": ours, "lang": language}


def _problem(kind: Kind, text: str) -> str:
    offers = text.count("\n") + 1
    if kind is Kind.OFFER and offers > MOST_OFFERS:
        return f"These are {offers} offers. Keep at most {MOST_OFFERS}."
    return problem_with(kind, text) if text else ""


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
