"""How the context reaches the human team, in a merchant's words. Pure."""

from __future__ import annotations

from handoff.providers.base import API, BROWSER_FIELDS, NONE, PREFILLED, VISIBLE_MESSAGE

WAYS = {
    API: "in a note for your team alone",
    BROWSER_FIELDS: "in fields that your team sees",
    VISIBLE_MESSAGE: "in the customer's own first message",
    PREFILLED: "ready to send in the message box",
}


def badge(via: str) -> str:
    return "no context passed" if via == NONE else f"context passed, {WAYS[via]}"


def cell(via: str) -> str:
    """The same for a table."""
    return "Not passed" if via == NONE else WAYS[via].capitalize()
