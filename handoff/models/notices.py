"""Platforms that tell of their own accord: where they do, what proves it, and what was heard already."""

from __future__ import annotations

import secrets

from django.db import models

from agents.models import Brand, BrandQuerySet
from handoff.fields import EncryptedTextField
from handoff.providers import registry


def new_address() -> str:
    """The last part of the URL: 32 random bytes."""
    return secrets.token_urlsafe(32)


class NoticeSource(models.Model):
    """One platform of one Brand. Until the merchant enters the platform's, `secret` is "", and nothing is proved."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="notice_sources")
    platform = models.CharField(max_length=20, choices=registry.choices)
    address = models.CharField(max_length=64, unique=True, default=new_address, editable=False)
    secret = EncryptedTextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    heard_at = models.DateTimeField(null=True)

    objects = BrandQuerySet["NoticeSource"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "platform"], name="one_notice_source_per_platform"),
        ]

    def __str__(self) -> str:
        return self.get_platform_display()


class HeardNotice(models.Model):
    """A notice that was acted on: the same one again changes nothing. Kept for two days, and by the Brand: whoever
    makes the source anew with the same secret does not hear old ones again."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    platform = models.CharField(max_length=20, choices=registry.choices)
    # A digest of the platform's id.
    event = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects = BrandQuerySet["HeardNotice"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "platform", "event"], name="each_notice_is_heard_once"),
        ]
        indexes = [models.Index(fields=["at"], name="heard_notices_by_age")]

    def __str__(self) -> str:
        return self.event
