"""Past conversations through the whole flow: decision, handoff, summary, delivery to the stand-in, and the open chat.

Each runs turn by turn, as it happened; each offer is accepted. What the stand-in then holds is counted there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.models import Agent, Brand
from agents.transcripts import CUSTOMER, Turn, role_named, storable
from handoff import chats, delivery, services
from handoff.chats import Receipt
from handoff.consultations import Consultation
from handoff.decision import Verdict
from handoff.models import ContextStatus, Handoff, SupportProvider
from handoff.providers.base import Customer

EXAMPLE = '{"id": "1", "turns": [{"role": "customer", "text": "Hello"}]}'
ACCESS_TOKEN = "stand-in-replay-token"  # noqa: S105 - the stand-in takes any of this form


class BadRow(ValueError):
    """A line of the file is no conversation; the text names the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class PastConversation:
    id: str
    turns: tuple[Turn, ...]


@dataclass(slots=True)
class Report:
    """What would have happened. `lost`: final at our side, but not at the platform; `duplicated`: there twice."""

    conversations: int = 0
    handoffs: int = 0
    final: int = 0
    lost: int = 0
    duplicated: int = 0
    by_reason: Counter[str] = field(default_factory=Counter)
    contexts: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, object]:
        return {
            "conversations": self.conversations,
            "handoffs": self.handoffs,
            "final": self.final,
            "lost": self.lost,
            "duplicated": self.duplicated,
            "by_reason": dict(self.by_reason),
        }


def read_conversations(path: Path) -> list[PastConversation]:
    """The file's rows, all of them checked before the first one runs. Raises BadRow, OSError."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        return [_conversation(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _conversation(number: int, line: str) -> PastConversation:
    try:
        row = json.loads(line)
        turns = tuple(Turn(role_named(turn["role"]), storable(turn["text"])) for turn in row["turns"])
        return PastConversation(str(row["id"])[:100], turns)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadRow(f"Line {number} is not a conversation such as {EXAMPLE} ({error})") from error


def brand_for_replay(name: str) -> Agent:
    """A Brand of its own, open at all hours, with an Agent that may hand off."""
    brand = Brand.objects.create(name=name)
    secrets = {"intercom": {"access_token": ACCESS_TOKEN}}
    SupportProvider.objects.create(brand=brand, kind="intercom", secrets=secrets)
    return Agent.objects.create(brand=brand, name="Replayed agent", handoff_enabled=True)


def replay(agent: Agent, conversations: Iterable[PastConversation], report: Report) -> Iterator[PastConversation]:
    """Yield each conversation when it is done; the report grows meanwhile."""
    for conversation in conversations:
        reason, handoff = _run(agent, conversation)
        report.conversations += 1
        report.by_reason[reason] += 1
        if handoff:
            _finish(handoff)
        yield conversation


def _run(agent: Agent, conversation: PastConversation) -> tuple[str, Handoff | None]:
    """The reason of the last decision that meant something, and the handoff that it led to."""
    reason = "no_trigger"
    for end, turn in enumerate(conversation.turns, start=1):
        if turn.role != CUSTOMER:
            continue
        consultation = Consultation(
            conversation=conversation.id,
            transcript=conversation.turns[:end],
            customer=Customer(id=f"{agent.pk}:{conversation.id}"),
        )
        decided = services.decide(agent.brand, agent.pk, consultation)
        if decided.id:
            reason = decided.decision.reason
        if decided.decision.verdict is Verdict.OFFER and decided.id:
            return reason, services.accept_offer(agent.brand, decided.id).handoff
        if decided.decision.verdict is Verdict.HAND_OFF:
            return reason, services.start_handoff(agent.brand, agent.pk, consultation).handoff
    return reason, None


def _finish(handoff: Handoff) -> None:
    """What the worker and the customer's browser do."""
    delivery.deliver(handoff.pk)
    state = chats.chat_launch(handoff.pk)
    if state.launch:
        chats.record_receipt(handoff.pk, Receipt(chats.OPENED))


def account(agent: Agent, report: Report, platform: Mapping[str, Any]) -> None:
    """Hold our rows against what the platform's own log holds."""
    conversations = platform["intercom"]["conversations"]
    for handoff in Handoff.objects.for_brand(agent.brand):
        begun = [one for one in conversations if handoff.ref in one["body"]]
        notes = [part for one in begun for part in one["parts"] if part["part_type"] == "note"]
        report.handoffs += 1
        report.contexts[handoff.context_status] += 1
        report.final += handoff.context_status != ContextStatus.PENDING
        report.lost += handoff.context_status == ContextStatus.DELIVERED and not notes
        report.duplicated += len(begun) > 1 or len(notes) > 1
