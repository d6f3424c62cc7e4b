"""The states of a handoff's two axes, and from which to which it may go. Whoever changes one is held to this table."""

from __future__ import annotations

from collections.abc import Mapping

Edges = Mapping[str, frozenset[str]]

CONTEXT_EDGES: Edges = {
    "pending": frozenset({"delivered", "not_supported", "failed", "unknown"}),
    # Sent again by a person, carried by the browser after all, or found at the platform.
    "failed": frozenset({"pending", "delivered", "unknown"}),
    # Sent again by a person, or found at the platform.
    "unknown": frozenset({"pending", "delivered"}),
    "delivered": frozenset(),
    "not_supported": frozenset(),
}
CHAT_EDGES: Edges = {
    "pending": frozenset({"opened", "failed", "closed"}),
    "opened": frozenset({"closed"}),
    "failed": frozenset(),
    "closed": frozenset(),
}


def before(edges: Edges, state: str) -> tuple[str, ...]:
    """The states from which this one may be reached."""
    return tuple(source for source, targets in edges.items() if state in targets)
