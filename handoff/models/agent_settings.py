"""How one Agent decides and speaks, where its merchant wants it otherwise than usual."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agents.models import Agent, BrandQuerySet
from handoff.sensitivity import OfferWhen, Sensitivity


class AgentSettings(models.Model):
    """An Agent without a row has the defaults."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, primary_key=True, related_name="handoff_settings")
    offer_when = models.CharField(
        max_length=10, choices=[(when.value, when.value) for when in OfferWhen], default=OfferWhen.NORMAL
    )
    anger_at_once = models.BooleanField(default=False)
    # In the merchant's words, one topic in each.
    topics_always: models.JSONField[list[str]] = models.JSONField(default=list, blank=True)
    topics_never: models.JSONField[list[str]] = models.JSONField(default=list, blank=True)
    # Whether a model is asked in a doubtful case.
    second_opinion = models.BooleanField(default=False)
    # The merchant's own sentences by language and kind, {"de": {"hand_off": "…"}}; ours stand where there is none.
    sentences: models.JSONField[dict[str, dict[str, str]]] = models.JSONField(default=dict, blank=True)

    brand_path = "agent__brand"

    objects = BrandQuerySet["AgentSettings"].as_manager()

    class Meta:
        verbose_name_plural = "agent settings"
        constraints = [
            models.CheckConstraint(
                condition=Q(offer_when__in=[when.value for when in OfferWhen]), name="offer_when_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Settings of {self.agent_id}"

    def sensitivity(self) -> Sensitivity:
        return Sensitivity(
            OfferWhen(self.offer_when), self.anger_at_once, tuple(self.topics_always), tuple(self.topics_never)
        )
