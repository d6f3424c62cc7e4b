"""What a decision needs to know, in one message: what the merchant set, and what was decided before."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Subquery

from agents.models import Brand
from agents.together import ask_together
from handoff import histories, policies
from handoff.histories import History
from handoff.policies import Policy


def policy_and_history(
    brand: Brand, agent_id: UUID, external_id: str, text_told: Subquery | None = None
) -> tuple[Policy, History]:
    """Both in one message. Raises Agent.DoesNotExist."""
    asked = *policies.policy_asked(brand, agent_id, text_told), histories.history_asked(agent_id, external_id)
    agents, providers, past = ask_together(*asked)
    return policies.policy_in(agents, providers), histories.history_in(past)
