"""What talks for a Brand: its Agents, the keys of their runtimes, and the pages that they talk on."""

from __future__ import annotations

import uuid

from django.db import models

from agents import keys
from agents.models.brands import Brand, BrandQuerySet


class Agent(models.Model):
    """An AI agent of a Brand (never a person)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="agents")
    name = models.CharField(max_length=120)
    handoff_enabled = models.BooleanField("Handoff to support", default=False)
    # It hands off nothing meanwhile, and stays for the conversations that it had.
    switched_off_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BrandQuerySet["Agent"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "name"],
                name="agent_name_is_unique_in_its_brand",
                violation_error_message="You already have an Agent of this name.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="agent_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_hand_off(self) -> bool:
        return self.handoff_enabled and self.switched_off_at is None


class ApiKey(models.Model):
    """A runtime's key to the API. The secret is shown once; its hash is kept."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="api_keys")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, blank=True, related_name="api_keys")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # From this moment on it opens nothing.
    expires_at = models.DateTimeField(null=True, blank=True)
    scopes: models.JSONField[list[str]] = models.JSONField(default=keys.all_scopes)
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = BrandQuerySet["ApiKey"].as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def may_do(self) -> str:
        said = ", ".join(words for scope, words in keys.BRIEFLY.items() if scope in self.scopes)
        return f"{said[:1].upper()}{said[1:]}"


class StorefrontSighting(models.Model):
    """Where the storefront's script was asked for by a page of the Brand's shop."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="sightings")
    origin = models.CharField(max_length=255)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = BrandQuerySet["StorefrontSighting"].as_manager()

    class Meta:
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "origin"], name="one_sighting_per_brand_and_origin"),
        ]

    def __str__(self) -> str:
        return self.origin
