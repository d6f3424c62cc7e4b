"""What the Agents were told: Playbooks, which Agents follow them, and each text of them that was ever published."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from agents.models import Agent, Brand, BrandQuerySet

NAME_LENGTH = 120
NOTE_LENGTH = 200


class Playbook(models.Model):
    """Instructions in plain words. Authors write the draft; Agents follow the published text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="playbooks")
    name = models.CharField(max_length=NAME_LENGTH)
    agents = models.ManyToManyField(
        Agent,
        through="PlaybookAssignment",
        related_name="playbooks",
        blank=True,
        help_text="The Agents that follow this playbook.",
    )
    draft = models.TextField("Instructions", blank=True)
    # New with each save of name, draft or Agents: whoever saves must have seen the last one.
    revision = models.UUIDField(default=uuid.uuid4, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    published = models.ForeignKey(
        "PlaybookVersion", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # No Agent reads it meanwhile; its versions stay, as what conversations were led by.
    switched_off_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = BrandQuerySet["Playbook"].as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "name"],
                name="playbook_name_is_unique_in_its_brand",
                violation_error_message="You already have a playbook of this name.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="playbook_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaybookAssignment(models.Model):
    """An Agent follows a Playbook: where it stands among the Agent's others, and when the Agent last read it."""

    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="assignments")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="assignments")
    position = models.PositiveIntegerField(default=0)
    enabled = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, editable=False)
    read_version = models.ForeignKey(
        "PlaybookVersion", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    brand_path = "playbook__brand"

    objects = BrandQuerySet["PlaybookAssignment"].as_manager()

    class Meta:
        ordering = ["position", "playbook__name"]
        constraints = [
            models.UniqueConstraint(fields=["playbook", "agent"], name="one_assignment_per_playbook_and_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.agent} follows {self.playbook}"


class PlaybookVersion(models.Model):
    """A text as it was published. Never changed afterwards (the database refuses it); a newer one retires it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    # Stays when the account is gone.
    published_by_name = models.CharField(max_length=310, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, editable=False)

    brand_path = "playbook__brand"
    append_only = True
    changing_columns = ("retired_at", "published_by")

    objects = BrandQuerySet["PlaybookVersion"].as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["playbook", "number"], name="playbook_version_numbers_are_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.playbook} {self.number}"
