"""Handoffs, what happened to them, and what the human team was given to read."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.db.models import Q

from agents.models import ApiKey, Brand, BrandQuerySet, Conversation
from handoff.decision_codes import Reason, Trigger
from handoff.providers import registry

# Without 0/O, 1/I/L: people read these aloud.
_REF_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_REF_LETTERS = 9
# As much as a human agent reads at a glance; a longer one is shortened.
REASON_LENGTH = 200


def new_ref() -> str:
    """One alphanumeric word, which every platform's search can find."""
    # One question to the system's source of chance, where each letter would ask anew.
    number, ref = secrets.randbelow(len(_REF_ALPHABET) ** _REF_LETTERS), "H"
    for _ in range(_REF_LETTERS):
        number, letter = divmod(number, len(_REF_ALPHABET))
        ref += _REF_ALPHABET[letter]
    return ref


class ContextStatus(models.TextChoices):
    PENDING = "pending", "On its way"
    DELIVERED = "delivered", "Delivered"
    NOT_SUPPORTED = "not_supported", "Not passed"
    FAILED = "failed", "Failed"
    UNKNOWN = "unknown", "Not known"


class ChatStatus(models.TextChoices):
    PENDING = "pending", "Opening"
    OPENED = "opened", "Opened"
    FAILED = "failed", "Did not open"
    CLOSED = "closed", "Closed"


class Handoff(models.Model):
    """One transfer of one conversation. The row is also the outbox: a worker claims it before it talks to anyone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="handoffs")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="handoffs")
    provider = models.CharField(max_length=20, choices=registry.choices)
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Reason])
    trigger = models.CharField(max_length=20, choices=[(t.value, t.value) for t in Trigger])
    evidence: models.JSONField[list[int]] = models.JSONField(default=list)
    # What the playbook's directive gives as the reason, in its author's words.
    playbook_reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    turn_count = models.PositiveIntegerField()
    # What the customer speaks, as an ISO 639-1 code; "" where it is not known.
    language = models.CharField(max_length=5, blank=True)
    visitor_id = models.CharField(max_length=200, blank=True, default="", db_default="")

    context_status = models.CharField(
        max_length=20, choices=ContextStatus.choices, default=ContextStatus.PENDING, db_default=ContextStatus.PENDING
    )
    context_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    context_via = models.CharField(max_length=20, blank=True, default="", db_default="")
    # The platform's own words when it last refused, cut and redacted: for the merchant, and nobody's secret.
    context_reply = models.CharField(max_length=500, blank=True, default="", db_default="")
    provider_ref = models.CharField(max_length=200, blank=True, default="", db_default="")
    delivered_at = models.DateTimeField(null=True)
    # Every claim of the row counts one: whoever holds the latest number holds the row.
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    # Those in a row that failed, and those in a row of which nobody heard again: the wait grows with the first alone.
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    crashes = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_due = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    # After this it is given up. None where an earlier release began it: then its time counts from its start.
    retry_until = models.DateTimeField(null=True)
    # Of the request that started it: what a worker does for it is logged under the same id.
    request_id = models.CharField(max_length=64, blank=True, default="", db_default="")

    chat_status = models.CharField(
        max_length=20, choices=ChatStatus.choices, default=ChatStatus.PENDING, db_default=ChatStatus.PENDING
    )
    chat_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    started_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=40, blank=True, default="", db_default="")

    objects = BrandQuerySet["Handoff"].as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(ended_at__isnull=True), name="one_open_handoff_per_conversation"
            ),
            models.CheckConstraint(
                condition=Q(context_status__in=ContextStatus.values), name="handoff_context_status_is_known"
            ),
            models.CheckConstraint(condition=Q(chat_status__in=ChatStatus.values), name="handoff_chat_status_is_known"),
        ]
        indexes = [
            models.Index(fields=["next_due"], condition=Q(context_status="pending"), name="handoffs_to_deliver"),
            models.Index(fields=["expires_at"], condition=Q(ended_at__isnull=True), name="handoffs_to_expire"),
            models.Index(
                fields=["brand"],
                condition=Q(context_status="pending", lease_until__isnull=False),
                name="handoffs_in_hand",
            ),
            models.Index(
                fields=["brand", "next_due"], condition=Q(context_status="pending"), name="handoffs_waiting_of_a_brand"
            ),
            models.Index(
                fields=["started_at"],
                condition=Q(context_status__in=["failed", "unknown"]),
                name="handoffs_undelivered",
            ),
            models.Index(fields=["brand", "-started_at"], name="handoffs_of_a_brand"),
        ]

    def __str__(self) -> str:
        return self.ref


class HandoffEvent(models.Model):
    """What happened to a handoff, in order. Rows are only ever added."""

    handoff = models.ForeignKey(Handoff, on_delete=models.CASCADE, related_name="events")
    name = models.CharField(max_length=40)
    detail: models.JSONField[dict[str, object]] = models.JSONField(default=dict)
    at = models.DateTimeField()

    brand_path = "handoff__brand"
    append_only = True

    objects = BrandQuerySet["HandoffEvent"].as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name


class SummarySource(models.TextChoices):
    AI = "ai", "AI-generated"
    BRIEF = "brief", "Written without AI"


class Summary(models.Model):
    """What the human agent reads. Prepared when a handoff is offered; the handoff takes it if nothing new was said."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="summaries")
    handoff = models.OneToOneField(Handoff, on_delete=models.CASCADE, null=True, related_name="summary")
    source = models.CharField(max_length=10, choices=SummarySource.choices)
    turn_count = models.PositiveIntegerField()
    # handoff.summary.content.Content, and `asked`: the customer's own words for the ask.
    content: models.JSONField[dict[str, object]] = models.JSONField(default=dict)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    brand_path = "conversation__brand"

    objects = BrandQuerySet["Summary"].as_manager()

    class Meta:
        verbose_name_plural = "summaries"
        constraints = [
            models.CheckConstraint(condition=Q(source__in=SummarySource.values), name="summary_source_is_known"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class IdempotentAnswer(models.Model):
    """The answer once given to a runtime's Idempotency-Key, repeated when the same request comes again."""

    api_key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    # Empty in what a process of an earlier release keeps, beside which this one may run for a while.
    handoff = models.ForeignKey(Handoff, on_delete=models.CASCADE, null=True, related_name="+")
    status = models.PositiveSmallIntegerField()
    body: models.JSONField[dict[str, object]] = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    brand_path = "api_key__brand"

    objects = BrandQuerySet["IdempotentAnswer"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["api_key", "key"], name="one_answer_per_idempotency_key")]
        indexes = [models.Index(fields=["created_at"], name="idempotent_answers_by_age")]

    def __str__(self) -> str:
        return self.key
