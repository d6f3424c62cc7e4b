"""Whether an Agent may hand off at an instant, whoever asks: by the same rules as a decision. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handoff import words
from handoff.availability import Availability
from handoff.decision import Facts, Reason, Trigger, Verdict, decide
from playbooks.instructions import Standing

NO_TEAM = "There is no support team that this chat could go to."
AWAY = "The support team is away."


@dataclass(frozen=True, slots=True)
class HandoffStanding:
    """`reason` is the gate that is shut, None where the Agent may hand off."""

    reason: Reason | None
    availability: Availability

    @property
    def allowed(self) -> bool:
        return self.reason is None

    def told(self) -> Standing:
        """As the Agent's instructions say it."""
        return Standing() if self.allowed else Standing(allowed=False, why=self._why())

    def _why(self) -> str:
        back = self.availability.next_open_at
        if self.reason is not Reason.OUTSIDE_HOURS:
            return NO_TEAM
        if back is None:
            return AWAY
        return f"The support team is away until {words.day_and_moment(back, self.availability.timezone)}."


def standing_of(enabled: bool, provider: str, availability: Availability, now: datetime) -> HandoffStanding:
    """What would be said to a customer who asked for a human: only a gate could keep them from one."""
    facts = Facts(
        now=now, enabled=enabled, provider=provider, availability=availability, trigger=Trigger.CUSTOMER_REQUEST
    )
    decided = decide(facts)
    return HandoffStanding(None if decided.verdict is Verdict.HAND_OFF else decided.reason, availability)
