"""Playbooks that conversations may have been led by are switched off and on again, not deleted."""

from __future__ import annotations

from django.utils import timezone

from agents.models import Conversation
from playbooks.models import Playbook


class InUse(Exception):
    """Conversations may have been led by it."""


def is_referred_to(playbook: Playbook) -> bool:
    """It was published once, and a conversation of its Brand was told since: its versions say what led it."""
    first = playbook.versions.order_by("published_at").values_list("published_at", flat=True).first()
    if first is None:
        return False
    return Conversation.objects.filter(brand=playbook.brand_id, updated_at__gte=first).exists()


def switch_off(playbook: Playbook) -> bool:
    """No Agent reads it from now on, nor hands off by it. False where it was off already."""
    rows = Playbook.objects.filter(pk=playbook.pk, switched_off_at=None)
    return bool(rows.update(switched_off_at=timezone.now()))


def switch_on(playbook: Playbook) -> bool:
    """The text that was published last is read again."""
    rows = Playbook.objects.filter(pk=playbook.pk, switched_off_at__isnull=False)
    return bool(rows.update(switched_off_at=None))
