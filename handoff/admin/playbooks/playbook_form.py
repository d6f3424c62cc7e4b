"""What an author posts of a playbook. Kept as it was written, but for line ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from agents.models import Agent, Brand
from playbooks import texts
from playbooks.drafts import Draft
from playbooks.models import NAME_LENGTH, NOTE_LENGTH, Playbook

NUL = "The text holds a character that cannot be kept (NUL). Remove it: it may stand where something was pasted."
HELP = (
    "Write in plain words what your Agents should do, and type / for the command. "
    "Where you write /Handoff to support, the Agent moves the customer to your support team."
)


class InstructionsField(forms.CharField):
    """White space and invisible characters stay; line ends become plain ones, as forms post them in two characters."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return texts.plain(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if problem := texts.too_long(value):
            raise ValidationError(problem)


class PlaybookForm(forms.Form):
    """`saved` is the playbook as it is stored, None for a new one."""

    revision = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=NAME_LENGTH)
    agents = forms.ModelMultipleChoiceField(
        queryset=Agent.objects.none(), required=False, label="Agents", widget=forms.CheckboxSelectMultiple
    )
    draft = InstructionsField(
        required=False,
        strip=False,
        label="Instructions",
        help_text=HELP,
        error_messages={"null_characters_not_allowed": NUL},
    )
    note = forms.CharField(
        required=False, max_length=NOTE_LENGTH, label="Note", help_text="What changed, for your colleagues."
    )

    def __init__(
        self,
        brand: Brand,
        saved: Playbook | None,
        posted: QueryDict | None = None,
        *,
        text: str = "",
        name: str = "",
        note: str = "",
    ) -> None:
        first = _of(saved) if saved else {"name": name, "draft": text}
        super().__init__(posted, initial={**first, "note": note})
        self.fields["agents"].queryset = Agent.objects.for_brand(brand)  # type: ignore[attr-defined]

    def wanted(self) -> Draft:
        """Of a form that was found valid."""
        cleaned = self.cleaned_data
        return Draft(cleaned["name"], cleaned["draft"], tuple(cleaned["agents"]))

    def text(self) -> str:
        """As it stands in the field now."""
        return texts.plain(str(self["draft"].value() or ""))

    def chosen(self) -> list[Agent]:
        """The Agents that are checked now, whatever else was posted."""
        field: Any = self.fields["agents"]
        ids = {str(value) for value in self["agents"].value() or ()}
        return [agent for agent in field.queryset if str(agent.pk) in ids]


def _of(saved: Playbook) -> dict[str, Any]:
    return {
        "revision": saved.revision,
        "name": saved.name,
        "agents": [row.agent_id for row in saved.assignments.all()],
        "draft": saved.draft,
    }
