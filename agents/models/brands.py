"""The tenant, and the rows that belong to it."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model, covariant=True)


class BrandQuerySet(models.QuerySet[M]):
    """Rows that belong to a Brand; a model whose path to it is longer names it in `brand_path`."""

    def for_brand(self, brand: Brand) -> Self:
        path: str = getattr(self.model, "brand_path", "brand")
        return self.filter(**{path: brand.pk})


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
