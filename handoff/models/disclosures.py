"""What left for a computer that is not ours: the kinds of data, never the words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agents.models import Brand, BrandQuerySet, Conversation
from handoff.models.handoffs import Handoff


class Recipient(models.TextChoices):
    PLATFORM = "platform", "Support platform"
    BROWSER = "browser", "Support platform, by the customer's browser"
    MODEL = "model", "AI model"


class Disclosure(models.Model):
    """One attempt to send something, written down before it goes: what may have arrived is never left out."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    # None where a model was asked of a conversation that is not stored.
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True, related_name="disclosures")
    handoff = models.ForeignKey(Handoff, on_delete=models.CASCADE, null=True, related_name="disclosures")
    recipient = models.CharField(max_length=10, choices=Recipient.choices)
    # The platform's slug, or the model's name; and the host, "" where a browser carried it.
    name = models.CharField(max_length=100)
    host = models.CharField(max_length=255, blank=True)
    # Of handoff.disclosed.KINDS.
    kinds: models.JSONField[list[str]] = models.JSONField(default=list)
    turns = models.PositiveIntegerField(default=0)
    # How many secrets of each kind had been taken out.
    masked: models.JSONField[dict[str, int]] = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = BrandQuerySet["Disclosure"].as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(recipient__in=Recipient.values), name="recipient_is_known"),
        ]
        indexes = [models.Index(fields=["brand", "-at"], name="disclosures_of_a_brand")]

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.kinds)}"
