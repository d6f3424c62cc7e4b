"""What the Agents were told: Playbooks, and each text of them that was ever published."""

from __future__ import annotations

import uuid

from django.db import models

from agents.models import Agent, Brand, BrandQuerySet


class Playbook(models.Model):
    """Instructions in plain words. Authors write the draft; Agents follow the published text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="playbooks")
    name = models.CharField(max_length=120)
    agents = models.ManyToManyField(
        Agent, related_name="playbooks", blank=True, help_text="The Agents that follow this playbook."
    )
    draft = models.TextField("Instructions", blank=True)
    published = models.ForeignKey(
        "PlaybookVersion", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
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


class PlaybookVersion(models.Model):
    """A text as it was published. Never changed afterwards; a newer one retires it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    published_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, editable=False)

    brand_path = "playbook__brand"

    objects = BrandQuerySet["PlaybookVersion"].as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["playbook", "number"], name="playbook_version_numbers_are_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.playbook} {self.number}"
