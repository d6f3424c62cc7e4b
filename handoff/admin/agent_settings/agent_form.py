"""An Agent's form, with the section "When to offer a human": one button saves both."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from agents.admin.base import BrandModelForm
from agents.models import Agent
from handoff.admin.agent_settings import stored
from handoff.forms.agent_settings_form import MODEL_REFUSED, NO_MODEL, TITLE, AgentSettingsForm

MARKED = f"Nothing was saved. Correct what is marked under “{TITLE}”."


class AgentForm(BrandModelForm):
    """`offering` is None for an Agent that is not there yet. Whoever posts nothing of it changes nothing of it."""

    offering: AgentSettingsForm | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            posted = self.data if "seen" in self.data else None
            self.offering = _offering(self.instance, posted)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.offering and self.offering.is_bound and not self.offering.is_valid():
            self.add_error(None, MARKED)

    def save_offering(self) -> None:
        """Once valid."""
        if self.offering and self.offering.is_bound:
            stored.save_manner(self.instance, self.offering.values())

    def changed_in_offering(self) -> list[str]:
        return self.offering.changed() if self.offering and self.offering.is_bound else []


def _offering(agent: Agent, posted: Any) -> AgentSettingsForm:
    values = stored.manner(stored.settings_of(agent, locked=posted is not None))
    return AgentSettingsForm(values, stored.mark(values), posted, no_model=_why_no_model(agent))


def _why_no_model(agent: Agent) -> str:
    if not agent.brand.model_allowed:
        return MODEL_REFUSED
    return "" if settings.OPENAI_API_KEY else NO_MODEL
