"""What a Brand's use of the language model came to, day by day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agents.models import Brand, BrandQuerySet


class ModelPurpose(models.TextChoices):
    SUMMARY = "summary", "Summaries"
    OPINION = "opinion", "Second opinions"


class ModelUsage(models.Model):
    """One row for each Brand, day (of UTC) and purpose, counted up. The cost is in millionths of a US dollar."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="model_usage")
    day = models.DateField()
    purpose = models.CharField(max_length=10, choices=ModelPurpose.choices)
    calls = models.PositiveIntegerField(default=0)
    input_tokens = models.PositiveBigIntegerField(default=0)
    output_tokens = models.PositiveBigIntegerField(default=0)
    cost = models.PositiveBigIntegerField(default=0)

    objects = BrandQuerySet["ModelUsage"].as_manager()

    class Meta:
        ordering = ["-day", "purpose"]
        verbose_name_plural = "model usage"
        constraints = [
            models.UniqueConstraint(fields=["brand", "day", "purpose"], name="one_usage_per_brand_day_and_purpose"),
            models.CheckConstraint(condition=Q(purpose__in=ModelPurpose.values), name="model_purpose_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.calls} {self.purpose}"
