"""What customers and Agents said."""

from __future__ import annotations

from django.db import models

from agents import transcripts
from agents.models.brands import Brand, BrandQuerySet
from agents.models.runtimes import Agent


class Conversation(models.Model):
    """A customer's conversation with an Agent, under the runtime's own id for it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="conversations")
    # An Agent with conversations is switched off, not deleted; with its Brand it goes.
    agent = models.ForeignKey(Agent, on_delete=models.RESTRICT, related_name="conversations")
    external_id = models.CharField(max_length=200)
    customer: models.JSONField[dict[str, str]] = models.JSONField(default=dict, blank=True)
    # Started from the admin to try the handoff; counted nowhere.
    is_test = models.BooleanField(default=False)
    # The runtime posts the whole transcript each time; messages beyond this count belong to an earlier, longer one.
    turn_count = models.PositiveIntegerField(default=0)
    # When its words were deleted: its time was over, or the customer was erased. Nothing may be written back into it
    # but by a runtime that tells the conversation anew.
    texts_removed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = BrandQuerySet["Conversation"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "external_id"], name="conversation_id_is_unique_per_agent"),
            models.CheckConstraint(condition=~models.Q(external_id=""), name="conversation_has_an_id"),
        ]
        indexes = [models.Index(fields=["brand", "updated_at"], name="conversations_by_age")]

    def __str__(self) -> str:
        return self.external_id

    def transcript(self, turns: int | None = None) -> tuple[transcripts.Turn, ...]:
        """The first so many turns; without a number, all of the conversation as it was last told."""
        rows = self.messages.filter(position__lt=self.turn_count if turns is None else turns).order_by("position")
        return tuple(transcripts.Turn(row.role, row.text, row.said_at) for row in rows)


class Message(models.Model):
    """One turn of a conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    position = models.PositiveIntegerField()
    role = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True)

    brand_path = "conversation__brand"

    objects = BrandQuerySet["Message"].as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "position"], name="one_message_at_each_position"),
            models.CheckConstraint(condition=models.Q(role__in=transcripts.ROLES), name="message_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.text[:60]}"
