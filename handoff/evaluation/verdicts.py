"""What the product decides at a conversation's end, with every gate open: it may be offered, and somebody is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from agents.transcripts import Turn
from handoff import cues
from handoff.availability import Hours, Schedule
from handoff.decision import Decision, Facts, decide
from handoff.triggers import strongest_trigger

# Any instant would do: the team is always there.
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_ALWAYS_OPEN = Hours(Schedule("UTC", restricted=False)).availability(_NOW)


def decided(turns: Sequence[Turn]) -> Decision:
    """As nothing was decided before: offers are read in the agent's turns alone."""
    read = cues.read(turns)
    trigger, signs = strongest_trigger(read)
    return decide(
        Facts(
            now=_NOW,
            enabled=True,
            provider="any",
            availability=_ALWAYS_OPEN,
            trigger=trigger,
            signs=signs,
            declined=read.declined,
        )
    )
