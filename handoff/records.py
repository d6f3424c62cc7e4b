"""What was decided for a conversation, and what the customer answered: the rows that insight is made of later."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from agents.models import Brand, Conversation
from handoff.decision import CUSTOMER_WANTS, Decision, Trigger, Verdict
from handoff.decision_codes import ACCEPT
from handoff.histories import History
from handoff.models import DecisionRecord


def record(conversation: Conversation, history: History, decided: Decision, now: datetime) -> UUID:
    """One row per conversation and reason: the latest evidence, and how often. A new offer awaits a new answer.

    What a customer wanted and was refused stays that, whatever less the conversation comes to later.
    """
    past = history.with_reason(decided.reason)
    latest = {
        "verdict": decided.verdict,
        "trigger": decided.trigger or "",
        "evidence": list(decided.evidence),
        "sentence": decided.sentence,
        "language": decided.language,
        "earlier_sentences": past.said_before(conversation.turn_count) if past else [],
        "playbook_reason": decided.playbook_reason,
        "turn": conversation.turn_count,
        "answer": "",
        "answer_turn": None,
        "last_at": now,
    }
    own = {"brand_id": conversation.brand_id, "conversation": conversation, "reason": decided.reason}
    row = DecisionRecord(**own, first_at=now, **latest)
    if past is None and _inserted(row):
        return row.pk
    # Where the history was read too early, another request has made the row meanwhile.
    past_id = past.id if past else DecisionRecord.objects.values_list("pk", flat=True).get(**own)
    weaker = past is not None and past.trigger in CUSTOMER_WANTS and decided.trigger not in CUSTOMER_WANTS
    DecisionRecord.objects.filter(pk=past_id).update(count=F("count") + 1, **({} if weaker else latest))
    return past_id


def _inserted(row: DecisionRecord) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def visible(brand: Brand, decision_id: UUID, only_agent: UUID | None) -> DecisionRecord:
    """Raises DecisionRecord.DoesNotExist, also where it is another Agent's than the only one that may be seen."""
    rows = DecisionRecord.objects.for_brand(brand)
    if only_agent:
        rows = rows.filter(conversation__agent=only_agent)
    # Of one whose words are gone there is nothing to say yes or no to.
    return rows.select_related("conversation").get(pk=decision_id, conversation__texts_removed_at=None)


def note_answer(record: DecisionRecord, answer: str) -> None:
    """A button counts like a turn said now."""
    turn = record.conversation.turn_count
    DecisionRecord.objects.filter(pk=record.pk, verdict=Verdict.OFFER).update(answer=answer, answer_turn=turn)


def note_acceptance(history: History, decided: Decision, conversation: Conversation) -> None:
    """The answer that stands in the transcript, for the offer that it answers: the last one made."""
    last = history.last_offer
    if decided.trigger is Trigger.OFFER_ACCEPTED and last and not last.answer:
        DecisionRecord.objects.filter(pk=last.id).update(answer=ACCEPT, answer_turn=conversation.turn_count)
