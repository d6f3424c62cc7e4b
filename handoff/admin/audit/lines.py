"""Entries of the log as lines: for the list, and for the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from itertools import islice

from agents.models import ActorKind, AuditEntry, Brand
from handoff import words
from handoff.admin.audit.names import Names, former, names_of, what_of
from handoff.admin.audit.sentences import sentence

COLUMNS = (
    "Time",
    "What happened",
    "Who",
    "Who: kind",
    "Who: number",
    "Action",
    "Done to: kind",
    "Done to: id",
    "Details",
    "Network address",
    "Request",
)
# Names are looked up for so many entries at once.
CHUNK = 500
NOT_SIGNED_IN, THE_SITE = "Somebody who was not signed in", "This site"


@dataclass(frozen=True, slots=True)
class Line:
    says: str
    at: str
    address: str
    request_id: str


def lines_of(entries: Iterable[AuditEntry], brand: Brand, zone: str) -> list[Line]:
    entries = list(entries)
    names = names_of(entries, brand)
    return [
        Line(_says(entry, names), words.moment(entry.at, zone), entry.address or "", entry.request_id)
        for entry in entries
    ]


def cells_of(entries: Iterator[AuditEntry], brand: Brand, zone: tzinfo) -> Iterator[tuple[str, ...]]:
    while chunk := list(islice(entries, CHUNK)):
        names = names_of(chunk, brand)
        for entry in chunk:
            yield _cells(entry, names, zone)


def who_of(entry: AuditEntry, names: Names) -> str:
    if entry.actor_id is None:
        return NOT_SIGNED_IN if entry.actor_kind == ActorKind.VISITOR else THE_SITE
    name = names.get(("user", str(entry.actor_id))) or former(entry.actor_id)
    return f"{name} (an operator of this site)" if entry.actor_kind == ActorKind.OPERATOR else name


def _says(entry: AuditEntry, names: Names) -> str:
    said = sentence(entry.action, who_of(entry, names), what_of(entry, names), entry.detail)
    is_address = "@" in said.partition(" ")[0]  # which stays as it is written
    return f"{said}." if is_address else f"{said[:1].upper()}{said[1:]}."


def _cells(entry: AuditEntry, names: Names, zone: tzinfo) -> tuple[str, ...]:
    return (
        entry.at.astimezone(zone).isoformat(timespec="seconds"),
        _says(entry, names),
        who_of(entry, names),
        entry.actor_kind,
        str(entry.actor_id or ""),
        entry.action,
        entry.object_kind,
        entry.object_id,
        json.dumps(entry.detail, sort_keys=True) if entry.detail else "",
        entry.address or "",
        entry.request_id,
    )
