"""Makes a row of any model, every text of it marked: so a table that somebody adds is in the tenant matrix at once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from agents.models import Brand, Role
from handoff.models import Heartbeat

APPS = ("agents", "playbooks", "handoff")
# Of the installation, not of a Brand or a person.
SHARED = {Heartbeat}
# Texts shorter than this hold no mark, and are left as they are by default.
SHORTEST = 12

_origin = "https://{mark}.example"
# What a value of its type alone would not be valid for. `{mark}` is filled in.
GIVEN: dict[str, Any] = {
    "Brand.storefront_origins": [_origin],
    "Agent.handoff_enabled": True,
    "Membership.role": Role.ADMIN,
    "Invitation.accepted_at": None,
    "Conversation.customer": {"id": "{mark}-customer", "email": "{mark}-c@example.com", "name": "{mark} shopper"},
    "Message.role": "customer",
    "StorefrontSighting.origin": _origin,
    "SupportProvider.kind": "intercom",
    "SupportProvider.settings": {"intercom": {"app_id": "{mark}app"}},
    "SupportProvider.secrets": {"intercom": {"access_token": "{mark}-secret"}},
    "AvailabilityWindow.opens": 540,
    "AvailabilityWindow.closes": 1020,
    "Handoff.provider": "intercom",
    "HandoffTrial.provider": "intercom",
    "Alarm.provider": "intercom",
    "CircuitBreaker.provider": "intercom",
    "Handoff.evidence": [0],
    "Handoff.context_reply": "{mark} said no",
    "Handoff.provider_ref": "{mark}-ticket",
    "HandoffEvent.name": "started",
    "HandoffEvent.detail": {"by": "{mark}"},
    "Summary.content": {"asked": "{mark} asked"},
    "DecisionRecord.verdict": "offer",
    "DecisionRecord.reason": "stuck",
    "DecisionRecord.trigger": "stuck",
    "DecisionRecord.answer": "",
    "HandoffTrial.decision": {"verdict": "hand_off", "reason": "customer_request", "sentence": "{mark} sentence"},
    "AgentSettings.topics_always": ["{mark} topic"],
    "AgentSettings.topics_never": ["{mark} other topic"],
    "AgentSettings.sentences": {"en": {"hand_off": "{mark} comes."}},
    "IdempotentAnswer.body": {"id": "{mark}-answer"},
    "ApiKey.agent": None,
    "ApiKey.revoked_at": None,
}


def ours() -> list[type[models.Model]]:
    """Every table of a Brand or of its people."""
    found = (model for app in APPS for model in apps.get_app_config(app).get_models())
    return [model for model in found if model not in SHARED and model._meta.managed]


class Maker:
    """Rows of one Brand. Whole numbers as keys begin at `first`, so that no number is anybody else's."""

    def __init__(self, mark: str, first: int) -> None:
        self.mark = mark
        self.numbers = count(first)
        self.rows: dict[type[models.Model], models.Model] = {}

    def make_all(self) -> None:
        self.make(User, is_staff=True, is_superuser=False, is_active=True)
        waiting = ours()
        while waiting:
            ready = [model for model in waiting if self.knows_what_is_needed(model)]
            assert ready, f"No row can be made of {waiting}"
            for model in ready:
                self.make(model)
            waiting = [model for model in waiting if model not in ready]

    def knows_what_is_needed(self, model: type[models.Model]) -> bool:
        needed = [f for f in fields_of(model) if isinstance(f, models.ForeignKey) and not f.null]
        return all(f.related_model in self.rows for f in needed)

    def make(self, model: type[models.Model], **given: Any) -> models.Model:
        values = {field.attname: self.value(field) for field in fields_of(model)} | given
        row = model(**values)
        row.save_base(force_insert=True)
        self.rows.setdefault(model, row)
        return row

    def value(self, field: models.Field[Any, Any]) -> Any:
        name = f"{field.model.__name__}.{field.name}"
        if name in GIVEN:
            return self.marked(GIVEN[name])
        if isinstance(field, models.ForeignKey):
            row = self.rows.get(field.related_model)
            return row.pk if row else None
        if isinstance(field, models.AutoField):
            return next(self.numbers)
        return self.text(field) if isinstance(field, models.CharField | models.TextField) else plain(field)

    def text(self, field: models.Field[Any, Any]) -> str:
        length = field.max_length or 200
        if field.choices:
            return next(str(key) for key, _ in field.flatchoices if key)
        if field.has_default() or length < SHORTEST:
            return str(field.get_default())
        name = f"{self.mark}{next(self.numbers) % 1000}"
        if isinstance(field, models.EmailField) or field.name in ("username", "email"):
            return f"{name}@example.com"
        if isinstance(field, models.URLField):
            return f"https://{name}.example/"
        return f"{name} {field.name}"[:length] if length > 2 * SHORTEST else name

    def marked(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.marked(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.marked(inner) for inner in value]
        return value.replace("{mark}", self.mark) if isinstance(value, str) else value

    @property
    def brand(self) -> Brand:
        row = self.rows[Brand]
        assert isinstance(row, Brand)
        return row


def fields_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [f for f in model._meta.concrete_fields if not isinstance(f, models.GeneratedField)]


def plain(field: models.Field[Any, Any]) -> Any:
    """Neither a text nor a reference."""
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if isinstance(field, models.DateTimeField):
        return timezone.now() + timedelta(hours=1 if "expires" in field.name else 0)
    if isinstance(field, models.DateField):
        return timezone.now().date()
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.BinaryField):
        return b"x"
    return {} if isinstance(field, models.JSONField) else 1
