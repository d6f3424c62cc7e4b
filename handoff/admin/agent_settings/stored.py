"""An Agent's settings as they are stored: read for its pages, and written without undoing what a colleague saved."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from agents.models import Agent
from handoff.models import AgentSettings

# What the section on the Agent's page holds; its sentences have a page of their own.
MANNER = ("offer_when", "anger_at_once", "topics_always", "topics_never", "second_opinion")


def settings_of(agent: Agent, *, locked: bool = False) -> AgentSettings:
    """The defaults where nothing is stored. `locked` until the transaction ends: nobody else saves meanwhile."""
    if locked:
        # The Agent's own row: its settings may have none yet.
        Agent.objects.select_for_update().get(pk=agent.pk)
    return AgentSettings.objects.filter(agent=agent).first() or AgentSettings(agent=agent)


def manner(row: AgentSettings) -> dict[str, Any]:
    return {name: getattr(row, name) for name in MANNER}


def own_sentences(row: AgentSettings, language: str) -> dict[str, str]:
    found: dict[str, str] = row.sentences.get(language, {})
    return found


def mark(values: object) -> str:
    """Stays the same as long as the values do: a form that was opened before somebody else saved has another."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def save_manner(agent: Agent, values: dict[str, Any]) -> None:
    AgentSettings.objects.update_or_create(agent=agent, defaults=values)


def save_sentences(agent: Agent, language: str, sentences: dict[str, str]) -> None:
    """Of one language, in a transaction of the caller's that holds the lock; the others stay."""
    stored = settings_of(agent).sentences
    kept = {code: said for code, said in stored.items() if code != language}
    AgentSettings.objects.update_or_create(
        agent=agent, defaults={"sentences": kept | ({language: sentences} if sentences else {})}
    )
