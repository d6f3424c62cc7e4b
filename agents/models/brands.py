"""The tenant, and the rows that belong to it."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

from django.db import models

TEXTS_KEPT_DAYS, REST_KEPT_DAYS, MOST_KEPT_DAYS = 30, 400, 3650

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
    # Days after the end of a conversation: how long its texts are kept, and how long the rest, which is codes and ids.
    texts_kept_days = models.PositiveSmallIntegerField(default=TEXTS_KEPT_DAYS, db_default=TEXTS_KEPT_DAYS)
    rest_kept_days = models.PositiveSmallIntegerField(default=REST_KEPT_DAYS, db_default=REST_KEPT_DAYS)
    # Where this is off, no text of the Brand goes to a language model, whatever else is set.
    model_allowed = models.BooleanField(default=True, db_default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    brand_path = "pk"

    objects = BrandQuerySet["Brand"].as_manager()

    class Meta:
        # What its page in the admin is headed with.
        verbose_name_plural = "settings"
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="brand_has_a_name"),
            models.CheckConstraint(condition=models.Q(texts_kept_days__gte=1), name="texts_are_kept_for_a_day"),
            models.CheckConstraint(
                condition=models.Q(rest_kept_days__gte=models.F("texts_kept_days"), rest_kept_days__lte=MOST_KEPT_DAYS),
                name="the_rest_is_kept_as_long_as_texts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
