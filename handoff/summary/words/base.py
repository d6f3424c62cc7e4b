"""What a summary is written with in one language of the human team. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """Mappings are by FactKind, Mood, NextKind, role and language code: every one of them has its words."""

    ai_heading: str
    unavailable_heading: str
    no_model_heading: str
    wants: str
    nothing_said: str
    facts: str
    tried: Mapping[str, str]
    mood: str
    next_step: str
    asked: str
    writes_in: str
    kinds: Mapping[str, str]
    moods: Mapping[str, str]
    next: Mapping[str, str]
    languages: Mapping[str, str]
    # The note around it.
    handed_over_by: str
    playbook_says: str
    # `at` is when the handoff was, in UTC.
    sent_late: str
    conversation: str
    left_out: str
    speakers: Mapping[str, str]
    # In the customer's voice, who sees it too.
    wish: str
    wish_about: str

    def labels(self) -> tuple[str, ...]:
        """What stands before the colon of a line."""
        return (self.wants, self.facts, *self.tried.values(), self.mood, self.next_step, self.asked, self.writes_in)
