"""What the linter must know besides the text: facts of the Brand, handed in as values. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FollowedBy:
    """An Agent that follows the playbook."""

    name: str
    handoff_enabled: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    agents: tuple[FollowedBy, ...] = ()
    has_provider: bool = True
