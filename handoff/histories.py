"""What was decided before in one conversation, as a decision needs it: one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from agents.compiled import CompiledQuery
from agents.models import Conversation
from agents.together import Asked, Rows
from handoff.cues import Answer
from handoff.decision import Verdict


@dataclass(frozen=True, slots=True)
class PastDecision:
    id: UUID
    reason: str
    trigger: str
    verdict: str
    turn: int
    answer: str
    answer_turn: int | None
    playbook_reason: str = ""
    sentence: str = ""
    earlier_sentences: Sequence[str] = ()

    def said_before(self, turn: int) -> list[str]:
        """Its offers of earlier turns; asked again at the same turn, it may be put in the same words."""
        last = [self.sentence] if self.verdict == Verdict.OFFER and self.turn != turn else []
        return list(dict.fromkeys([*self.earlier_sentences, *last]))


@dataclass(frozen=True, slots=True)
class History:
    """What is stored of one conversation. All empty where the runtime never named it before."""

    conversation_id: int | None = None
    open_handoff: UUID | None = None
    open_handoff_expires_at: datetime | None = None
    # How many turns the human team was given to read; a shorter transcript takes nothing from them.
    turns_handed_off: int = 0
    decisions: tuple[PastDecision, ...] = ()

    def with_reason(self, reason: str) -> PastDecision | None:
        return next((past for past in self.decisions if past.reason == reason), None)

    @property
    def offers(self) -> tuple[PastDecision, ...]:
        return tuple(past for past in self.decisions if past.verdict == Verdict.OFFER)

    @property
    def last_offer(self) -> PastDecision | None:
        return max(self.offers, key=lambda offer: offer.turn, default=None)

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(Answer(past.answer, past.answer_turn or 0) for past in self.offers if past.answer)

    def handed_off(self, now: datetime) -> bool:
        """Whether people have the conversation. One whose time is over counts as ended before the sweeper comes."""
        expires = self.open_handoff_expires_at
        return self.open_handoff is not None and expires is not None and now < expires


_HISTORY_COLUMNS = (
    "pk",
    "open_handoff__pk",
    "open_handoff__expires_at",
    "open_handoff__turn_count",
    "decisions__pk",
    "decisions__reason",
    "decisions__trigger",
    "decisions__verdict",
    "decisions__turn",
    "decisions__answer",
    "decisions__answer_turn",
    "decisions__playbook_reason",
    "decisions__sentence",
    "decisions__earlier_sentences",
)


def _histories(agent_id: UUID, external_id: str) -> QuerySet[Conversation, Any]:
    open_handoff = FilteredRelation("handoffs", condition=Q(handoffs__ended_at=None))
    conversations = Conversation.objects.filter(agent=agent_id, external_id=external_id)
    return conversations.annotate(open_handoff=open_handoff).values_list(*_HISTORY_COLUMNS)


_HISTORY = CompiledQuery(_histories, UUID, str)


def history_of(agent_id: UUID, external_id: str) -> History:
    """One query: a row for each reason that was decided before, or one row without."""
    return history_in(_HISTORY.rows(agent_id, external_id))


def history_asked(agent_id: UUID, external_id: str) -> Asked:
    """`history_in` reads the answer."""
    return _HISTORY.asked(agent_id, external_id)


def history_in(rows: Rows) -> History:
    if not rows:
        return History()
    decisions = tuple(PastDecision(*row[4:]) for row in rows if row[4] is not None)
    conversation_id, handoff_id, expires_at, turns = rows[0][:4]
    return History(conversation_id, handoff_id, expires_at, turns or 0, decisions)
