"""The versions of a playbook as lists show them: without their texts, which may be long."""

from __future__ import annotations

from dataclasses import dataclass

from handoff import words
from playbooks.models import Playbook


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    at: str
    by: str
    note: str
    is_published: bool


def version_rows(playbook: Playbook, zone: str) -> list[VersionRow]:
    """The newest first."""
    rows = playbook.versions.order_by("-number").values_list(
        "pk", "number", "published_at", "published_by_name", "note"
    )
    return [
        VersionRow(number, words.moment(at, zone), by, note, pk == playbook.published_id)
        for pk, number, at, by, note in rows
    ]
