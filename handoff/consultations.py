"""What a runtime brings when it asks: a conversation as values, and how it is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.utils import timezone

from agents.inserts import Addition, Insert, add_together
from agents.models import Agent, Brand, Conversation, Message
from agents.together import Asked, Rows, ask_together
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


_CONVERSATION = (
    "brand_id",
    "agent_id",
    "external_id",
    "customer",
    "is_test",
    "turn_count",
    "texts_removed_at",
    "created_at",
    "updated_at",
)
_KEY, _TOLD = ("agent", "external_id"), ("turn_count", "updated_at", "texts_removed_at")
_upsert = partial(Insert, Conversation, _CONVERSATION, key=_KEY, within=("agent", "brand"), returns_id=True)
_CONVERSATIONS, _WITH_CUSTOMER = _upsert(updated=_TOLD), _upsert(updated=(*_TOLD, "customer"))
_MESSAGES = Insert(
    Message,
    ("conversation", "position", "role", "text", "said_at"),
    key=("conversation", "position"),
    updated=("role", "text", "said_at"),
)


def lock_conversation(brand: Brand, agent_id: UUID, consultation: Consultation) -> Conversation:
    """Write the Conversation (one upsert), which holds its row until the transaction ends, on every database."""
    return lock_and_ask(brand, agent_id, consultation)[0]


def lock_and_ask(
    brand: Brand, agent_id: UUID, consultation: Consultation, *questions: Asked
) -> tuple[Conversation, list[Rows]]:
    """And what is to be known once the row is held. Raises Agent.DoesNotExist: nothing is written or locked then."""
    now, customer = timezone.now(), consultation.customer.known()
    row = (  # as _CONVERSATION has it
        brand.pk,
        agent_id,
        consultation.conversation,
        customer,
        consultation.is_test,
        len(consultation.transcript),
        None,
        now,
        now,
    )
    # Who says nothing of the customer takes nothing back of what was said before.
    insert = _WITH_CUSTOMER if customer else _CONVERSATIONS
    ids, *answers = ask_together(insert.asked(row), *questions)
    if not ids:
        raise Agent.DoesNotExist
    [[pk]] = ids
    return insert.instance(row, id=pk), answers


def write_messages(conversation: Conversation, transcript: tuple[Turn, ...]) -> None:
    """One upsert; a turn that the runtime has corrected is corrected here."""
    add_together(messages(conversation, transcript))


def messages(conversation: Conversation, transcript: tuple[Turn, ...]) -> Addition:
    return _MESSAGES, [
        (conversation.pk, position, turn.role, turn.text, turn.at) for position, turn in enumerate(transcript)
    ]


def stored_consultation(conversation: Conversation, trigger: Trigger | None) -> Consultation:
    """The conversation as it was last told to us."""
    return Consultation(
        conversation=conversation.external_id,
        transcript=conversation.transcript(),
        trigger=trigger,
        customer=Customer(**conversation.customer),
    )
