"""The state of a playbook in words: what is published, by whom and since when, and which Agent has read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.people import name_of
from handoff import words
from playbooks.models import Playbook, PlaybookAssignment, PlaybookVersion


@dataclass(frozen=True, slots=True)
class Reading:
    """One Agent that follows the playbook. `kind` is that of the badge."""

    agent: str
    agent_id: str
    words: str
    kind: str


def state_words(playbook: Playbook) -> tuple[str, str]:
    """The badge's kind, and the words in it."""
    if playbook.switched_off_at:
        return "quiet", "Switched off, no Agent follows it"
    if playbook.published is None:
        return "quiet", "Not published, no Agent follows it"
    if playbook.published.text != playbook.draft:
        return "warning", "Draft differs from what is published"
    if not playbook.assignments.all():
        return "warning", "Published, but no Agent is checked"
    if not any(row.enabled for row in playbook.assignments.all()):
        return "warning", "Published, but switched off for each Agent"
    return "good", "Published, agents follow it"


def state_of_published(playbook: Playbook) -> tuple[str, str]:
    """The same, short, where it is known which Agent is meant."""
    if playbook.switched_off_at:
        return "quiet", "Switched off"
    if playbook.published is None:
        return "quiet", "Not published"
    if playbook.published.text != playbook.draft:
        return "warning", f"Version {playbook.published.number}, draft differs"
    return "good", f"Version {playbook.published.number}"


def published_words(version: PlaybookVersion, zone: str) -> str:
    """`Version 3, published by Ana on 28 Nov 2026, 12:04`."""
    by = f" by {version.published_by_name}" if version.published_by_name else ""
    return f"Version {version.number}, published{by} on {words.moment(version.published_at, zone)}"


def saved_words(playbook: Playbook, zone: str) -> str:
    """`28 Nov 2026, 12:04, by Ana`."""
    by = f", by {name_of(playbook.saved_by)}" if playbook.saved_by else ""
    return f"{words.moment(playbook.updated_at, zone)}{by}"


def readings(playbook: Playbook, rows: Iterable[PlaybookAssignment], zone: str) -> list[Reading]:
    return [Reading(row.agent.name, str(row.agent_id), *_read(playbook, row, zone)) for row in rows]


def _read(playbook: Playbook, row: PlaybookAssignment, zone: str) -> tuple[str, str]:
    if not row.enabled:
        return "is told nothing of it: it is switched off for this Agent", "quiet"
    if playbook.switched_off_at:
        return "is told nothing of it: it is switched off", "quiet"
    if playbook.published is None:
        return "is told nothing of it until you publish", "quiet"
    if row.read_version is None:
        return "has not read it yet", "warning"
    number = row.read_version.number
    kind = "good" if number == playbook.published.number else "warning"
    return f"read version {number} on {words.moment(row.read_at, zone)}", kind
