"""The table of the bare view that keeps a transcript. It has no migrations: `migrate --run-syncdb` makes it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class BareTranscript(models.Model):
    brand_id = models.UUIDField()
    body = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[BareTranscript]] = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)
