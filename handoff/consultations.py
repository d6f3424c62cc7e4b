"""What a runtime brings when it asks: a conversation as values, and how it is written down."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from uuid import UUID

from agents.models import Brand, Conversation, Message
from agents.transcripts import Turn
from handoff.decision import Trigger
from handoff.providers.base import Customer


@dataclass(frozen=True, slots=True)
class Consultation:
    """One question of a runtime, with the whole conversation so far. `directive` goes with Trigger.PLAYBOOK."""

    conversation: str
    transcript: tuple[Turn, ...]
    trigger: Trigger | None = None
    directive: str = ""
    customer: Customer = field(default_factory=Customer)
    is_test: bool = False


def lock_conversation(brand: Brand, agent_id: UUID, consultation: Consultation) -> Conversation:
    """Write the Conversation (one upsert), which holds its row until the transaction ends, on every database."""
    row = Conversation(
        brand=brand,
        agent_id=agent_id,
        external_id=consultation.conversation,
        turn_count=len(consultation.transcript),
        is_test=consultation.is_test,
        customer={name: value for name, value in asdict(consultation.customer).items() if value},
    )
    # Who says nothing of the customer takes nothing back of what was said before.
    known = ["customer"] if row.customer else []
    [written] = Conversation.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["agent", "external_id"],
        update_fields=["turn_count", "updated_at", "texts_removed_at", *known],
    )
    return written


def write_messages(conversation: Conversation, transcript: tuple[Turn, ...]) -> None:
    """One upsert; a turn that the runtime has corrected is corrected here."""
    rows = [
        Message(conversation=conversation, position=position, role=turn.role, text=turn.text, said_at=turn.at)
        for position, turn in enumerate(transcript)
    ]
    Message.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["conversation", "position"],
        update_fields=["role", "text", "said_at"],
    )


def stored_consultation(conversation: Conversation, trigger: Trigger | None) -> Consultation:
    """The conversation as it was last told to us."""
    return Consultation(
        conversation=conversation.external_id,
        transcript=conversation.transcript(),
        trigger=trigger,
        customer=Customer(**conversation.customer),
    )
