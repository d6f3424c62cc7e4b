"""Who talks: Brands with their people and keys, Agents, and the conversations of their customers."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

from django.conf import settings
from django.db import models

from agents import transcripts

M = TypeVar("M", bound=models.Model, covariant=True)


class BrandQuerySet(models.QuerySet[M]):
    """Rows that belong to a Brand; a model whose path to it is longer names it in `brand_path`."""

    def for_brand(self, brand: Brand) -> Self:
        path: str = getattr(self.model, "brand_path", "brand")
        return self.filter(**{path: brand.pk})


class Role(models.TextChoices):
    ADMIN = "admin", "Admin"
    AUTHOR = "author", "Playbook author"
    VIEWER = "viewer", "Viewer"


class Brand(models.Model):
    """A merchant: the tenant. Every row belongs to exactly one Brand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    storefront_origins: models.JSONField[list[str]] = models.JSONField(
        default=list,
        blank=True,
        help_text="The addresses of your shop, one on each line, such as https://shop.example.com",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    brand_path = "pk"

    objects = BrandQuerySet["Brand"].as_manager()

    class Meta:
        # What its page in the admin is headed with.
        verbose_name_plural = "settings"
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="brand_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in one Brand."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEWER)

    objects = BrandQuerySet["Membership"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "brand"], name="one_membership_per_person_and_brand"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Invitation(models.Model):
    """Asks a person to join a Brand. Whoever has the link, whose token is kept as a hash, may accept it once."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEWER)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = BrandQuerySet["Invitation"].as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "email"],
                condition=models.Q(accepted_at__isnull=True),
                name="one_open_invitation_per_brand_and_email",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"


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


class Agent(models.Model):
    """An AI agent of a Brand (never a person)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="agents")
    name = models.CharField(max_length=120)
    handoff_enabled = models.BooleanField("Handoff to support", default=False)
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


class ApiKey(models.Model):
    """A runtime's key to the API. The secret is shown once; its hash is kept."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="api_keys")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, blank=True, related_name="api_keys")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = BrandQuerySet["ApiKey"].as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class Conversation(models.Model):
    """A customer's conversation with an Agent, under the runtime's own id for it."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="conversations")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="conversations")
    external_id = models.CharField(max_length=200)
    customer: models.JSONField[dict[str, str]] = models.JSONField(default=dict, blank=True)
    # Started from the admin to try the handoff; counted nowhere.
    is_test = models.BooleanField(default=False)
    # The runtime posts the whole transcript each time; messages beyond this count belong to an earlier, longer one.
    turn_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = BrandQuerySet["Conversation"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "external_id"], name="conversation_id_is_unique_per_agent"),
            models.CheckConstraint(condition=~models.Q(external_id=""), name="conversation_has_an_id"),
        ]

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
