"""Agents that conversations refer to are switched off and on again; one that nobody ever talked to can be deleted."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import RestrictedError
from django.utils import timezone

from agents import audit
from agents.models import Action, Agent


class InUse(Exception):
    """Conversations refer to it."""


def is_referred_to(agent: Agent) -> bool:
    return agent.conversations.exists()


@transaction.atomic
def switch_off(agent: Agent) -> bool:
    """It hands off nothing from now on. What it has handed off goes on. False where it was off already."""
    was_on = Agent.objects.filter(pk=agent.pk, switched_off_at=None).update(switched_off_at=timezone.now())
    if was_on:
        audit.record(Action.AGENT_SWITCHED_OFF, agent.brand, agent)
    return bool(was_on)


@transaction.atomic
def switch_on(agent: Agent) -> bool:
    was_off = Agent.objects.filter(pk=agent.pk, switched_off_at__isnull=False).update(switched_off_at=None)
    if was_off:
        audit.record(Action.AGENT_SWITCHED_ON, agent.brand, agent)
    return bool(was_off)


def remove(agent: Agent) -> None:
    """With its keys and settings. Raises InUse, also where a conversation begins at this very moment."""
    try:
        with transaction.atomic():
            Agent.objects.get(pk=agent.pk).delete()
            audit.record(Action.AGENT_REMOVED, agent.brand, agent)
    except (RestrictedError, IntegrityError):
        raise InUse from None
