"""The section "When to offer a human" of an Agent's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError

from handoff.forms.topics_field import TopicsField
from handoff.sensitivity import OfferWhen

TITLE = "When to offer a human"
WHEN = {
    OfferWhen.SOONER: ("Sooner", "At the first sign: the customer is put out, or the Agent fails twice in a row."),
    OfferWhen.NORMAL: (
        "As usual",
        "When the customer says that it doesn't help, or asks the same again.",
    ),
    OfferWhen.LATER: ("Later", "When such signs come together, or come again. Fewer customers reach your team."),
}
CHOOSE = "Choose how soon the Agent offers a human."
ONE_LIST_ONLY = "“{}” stands in both lists of topics. Keep it in one of them."
NO_MODEL = (
    "No AI model is connected to this installation, so none can be asked. "
    "Whoever runs the installation can connect one (OPENAI_API_KEY)."
)
MODEL_REFUSED = (
    "Your Brand lets no text go to an AI model, so none is asked. An admin can change that in Settings > Privacy."
)
ASKS_MODEL = (
    "Where the signs are neither clear nor absent, a model reads the conversation and says whether an offer is right. "
    "If it takes longer than two seconds, the Agent decides without it. Its cost counts toward the day's AI budget "
    "in Platform Services."
)
_TOPIC_LINES = {"rows": 4, "spellcheck": "true"}


class AgentSettingsForm(forms.Form):
    """`seen` is the mark of what the person saw, `stored` that of what is stored now."""

    offer_when = forms.ChoiceField(
        label="How soon",
        widget=forms.RadioSelect,
        choices=[(when.value, label) for when, (label, _meaning) in WHEN.items()],
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    anger_at_once = forms.BooleanField(
        label="An angry customer is offered a human at once",
        required=False,
        help_text="Without this, anger counts like the other signs.",
    )
    topics_always = TopicsField(
        label="Topics that always go to your team",
        required=False,
        widget=forms.Textarea(attrs=_TOPIC_LINES | {"placeholder": "e.g. wholesale order"}),
        help_text="One on each line, in your customers' words. A customer who speaks of one is handed over at once.",
    )
    topics_never = TopicsField(
        label="Topics for which no human is offered",
        required=False,
        widget=forms.Textarea(attrs=_TOPIC_LINES | {"placeholder": "e.g. store opening hours"}),
        help_text="One on each line. A customer who asks for a human still gets one.",
    )
    second_opinion = forms.BooleanField(label="Ask an AI model in doubtful cases", required=False, help_text=ASKS_MODEL)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, values: Mapping[str, Any], stored: str, data: Mapping[str, Any] | None = None, *, no_model: str = ""
    ) -> None:
        """`no_model`: why none can be asked."""
        super().__init__(data, initial={**values, "seen": stored})
        self.stored = stored
        self.theirs = ""
        if no_model:
            model = self.fields["second_opinion"]
            model.disabled, model.help_text = True, no_model

    def read_only(self) -> Self:
        for field in self.fields.values():
            field.disabled = True
        return self

    def clean(self) -> dict[str, Any]:
        self._refuse_topics_of_both_lists()
        if self.data.get("overwrite", self.cleaned_data.get("seen", "")) != self.stored:
            self.theirs = self.stored
            raise ValidationError("Somebody else saved these settings while you were editing.")
        return self.cleaned_data

    def _refuse_topics_of_both_lists(self) -> None:
        always = {topic.casefold() for topic in self.cleaned_data.get("topics_always", ())}
        for topic in self.cleaned_data.get("topics_never", ()):
            if topic.casefold() in always:
                self.add_error("topics_never", ONE_LIST_ONLY.format(topic))

    def values(self) -> dict[str, Any]:
        """Once valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def changed(self) -> list[str]:
        """What the audit log says of it: names, never a topic."""
        return [name for name in self.changed_data if name != "seen"]

    def ways(self) -> list[tuple[Any, str]]:
        """Each choice of "How soon" beside what it means."""
        choices: list[Any] = list(self["offer_when"])
        for choice in choices:
            choice.data["attrs"]["aria-describedby"] = f"{choice.id_for_label}_meaning"
        return list(zip(choices, (meaning for _label, meaning in WHEN.values()), strict=True))
