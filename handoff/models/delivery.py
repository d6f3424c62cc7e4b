"""What delivery knows beside the handoffs: how each platform is doing, and that a worker is alive."""

from __future__ import annotations

from django.db import models

from agents.models import Brand, BrandQuerySet


class CircuitBreaker(models.Model):
    """How a Brand's platform is doing: while `open_until` is ahead, nothing is sent there.

    In the database, and by its clock: all workers see the same one, and none is lost with Redis. Whoever claims a
    handoff of the platform locks the row, so that the deliveries to it are counted one after the other.
    """

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="circuit_breakers")
    provider = models.CharField(max_length=20)
    # In a row.
    failures = models.PositiveSmallIntegerField(default=0)
    open_until = models.DateTimeField(null=True)

    # A handoff asks for the one of its platform.
    sweep_columns = ("provider",)

    objects = BrandQuerySet["CircuitBreaker"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "provider"], name="one_circuit_breaker_per_brand_and_platform")
        ]

    def __str__(self) -> str:
        return f"{self.provider} of {self.brand_id}"


class Heartbeat(models.Model):
    """When a part of the product that nobody calls was last at work. Of the installation, not of a Brand."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
