"""Playbooks that conversations may have been led by are switched off and on again, not deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from agents import audit
from agents.models import Action, Conversation
from playbooks.models import Playbook


class InUse(Exception):
    """Conversations may have been led by it."""


def is_referred_to(playbook: Playbook) -> bool:
    """It was published once, and a conversation of its Brand was told since: its versions say what led it."""
    first = playbook.versions.order_by("published_at").values_list("published_at", flat=True).first()
    if first is None:
        return False
    return Conversation.objects.filter(brand=playbook.brand_id, updated_at__gte=first).exists()


@transaction.atomic
def switch_off(playbook: Playbook) -> bool:
    """No Agent reads it from now on, nor hands off by it. False where it was off already."""
    rows = Playbook.objects.filter(pk=playbook.pk, switched_off_at=None)
    was_on = rows.update(switched_off_at=timezone.now())
    if was_on:
        audit.record(Action.PLAYBOOK_SWITCHED_OFF, playbook.brand, playbook)
    return bool(was_on)


@transaction.atomic
def switch_on(playbook: Playbook) -> bool:
    """The text that was published last is read again."""
    rows = Playbook.objects.filter(pk=playbook.pk, switched_off_at__isnull=False)
    was_off = rows.update(switched_off_at=None)
    if was_off:
        audit.record(Action.PLAYBOOK_SWITCHED_ON, playbook.brand, playbook)
    return bool(was_off)
