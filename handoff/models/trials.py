"""Tests of the handoff that merchants start from the admin."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from agents.models import Agent, Brand, BrandQuerySet
from handoff.models.handoffs import Handoff
from handoff.providers import registry


class CredentialStatus(models.TextChoices):
    PENDING = "pending", "Being checked"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    UNREACHABLE = "unreachable", "Could not be checked"
    NONE = "none", "None to check"


class HandoffTrial(models.Model):
    """One press of "Test the handoff". Its handoff belongs to a conversation that is marked as a test."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="trials")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=20, choices=registry.choices)
    handoff = models.OneToOneField(Handoff, on_delete=models.CASCADE, related_name="trial")
    # What the decision would be for a real customer now: verdict, reason, sentence.
    decision: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    credentials = models.CharField(max_length=20, choices=CredentialStatus.choices, default=CredentialStatus.PENDING)
    credentials_detail = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BrandQuerySet["HandoffTrial"].as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(credentials__in=CredentialStatus.values), name="trial_credential_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Test of {self.created_at:%Y-%m-%d %H:%M}"
