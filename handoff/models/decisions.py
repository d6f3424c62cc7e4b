"""What was decided, conversation by conversation."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from agents.models import Brand, BrandQuerySet, Conversation
from handoff.decision_codes import ACCEPT, DECLINE, Reason, Trigger, Verdict
from handoff.models.handoffs import REASON_LENGTH


class DecisionRecord(models.Model):
    """What was decided for a conversation, one row per reason, counted: offers, and wishes that had to be refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Verdict])
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Reason])
    trigger = models.CharField(max_length=20, choices=[(t.value, t.value) for t in Trigger], blank=True)
    evidence: models.JSONField[list[int]] = models.JSONField(default=list)
    sentence = models.TextField(blank=True)
    # What the sentence is in.
    language = models.CharField(max_length=5, blank=True, default="", db_default="")
    # The offers of earlier turns, so that none is put in the same words again.
    earlier_sentences: models.JSONField[list[str]] = models.JSONField(default=list)
    playbook_reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    count = models.PositiveIntegerField(default=1)
    # How many turns the transcript held when this was last decided.
    turn = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=10, blank=True)
    answer_turn = models.PositiveIntegerField(null=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = BrandQuerySet["DecisionRecord"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "reason"], name="one_decision_per_conversation_and_reason"),
            models.CheckConstraint(
                condition=Q(verdict__in=[v.value for v in Verdict]), name="decision_verdict_is_known"
            ),
            models.CheckConstraint(condition=Q(reason__in=[r.value for r in Reason]), name="decision_reason_is_known"),
            models.CheckConstraint(condition=Q(answer__in=["", ACCEPT, DECLINE]), name="decision_answer_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} ({self.reason})"
