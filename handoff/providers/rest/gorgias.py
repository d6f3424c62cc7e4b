"""The few requests to Gorgias that a handoff takes: https://developers.gorgias.com/reference."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from typing import Any

from handoff.providers.base import ProviderError, Send
from handoff.providers.notes import is_ours
from handoff.providers.rest.client import RestApi, basic, items, name_in, part, segment

_PAGE = 100
# 40 requests in 20 seconds are allowed, for everything that the merchant runs.
_MOST_PAGES = 5
_CURSOR = re.compile(r"[!-~]{1,1000}")


class GorgiasApi(RestApi):
    def __init__(self, send: Send, subdomain: str, email: str, key: str) -> None:
        self._email = email
        super().__init__(send, "Gorgias", f"https://{subdomain}.gorgias.com/api", {"Authorization": basic(email, key)})

    def ticket_with(self, ref: str, since: datetime | None) -> str:
        """The ticket that the customer's message with the ref is in, or "". Messages are listed newest first."""
        cursor = ""
        for _ in range(_MOST_PAGES):
            query = {"cursor": cursor} if cursor else {}
            said = self.read("/messages", limit=_PAGE, order_by="created_datetime:desc", **query)
            messages = items(said, "data")
            for message in messages:
                if _is_of_customer(message, ref):
                    return self.id_in(message, "ticket_id")
            cursor = _cursor_in(part(said, "meta"))
            if not cursor or _is_older(messages[-1:], since):
                break
        return ""

    def has_note(self, ticket: str, ref: str) -> bool:
        said = self.read("/messages", ticket_id=ticket, limit=_PAGE, order_by="created_datetime:desc")
        return any(
            message.get("channel") == "internal-note"
            and is_ours(f"{message.get('body_text')} {message.get('body_html')}", ref)
            for message in items(said, "data")
        )

    def add_note(self, ticket: str, html: str) -> None:
        note = {
            "channel": "internal-note",
            "via": "api",
            "from_agent": True,
            "public": False,
            "sender": {"email": self._email},
            "body_html": html,
        }
        self.write("POST", f"/tickets/{segment(ticket)}/messages", note)

    def add_tag(self, ticket: str, tag: str) -> None:
        """For the merchant's views and rules alone: without it the handoff is as good."""
        with suppress(ProviderError):
            self.write("POST", f"/tickets/{segment(ticket)}/tags", {"names": [tag]})

    def account(self) -> str:
        """The account's name, or where Gorgias tells none, ""."""
        return name_in(self.read("/account"), "domain")


def _cursor_in(meta: dict[str, Any]) -> str:
    """It goes into an address as it is; anything but a short text of that kind ends the list."""
    cursor = meta.get("next_cursor")
    return cursor if isinstance(cursor, str) and _CURSOR.fullmatch(cursor) else ""


def _is_of_customer(message: dict[str, Any], ref: str) -> bool:
    return message.get("from_agent") is False and ref in str(message.get("body_text")).split()


def _is_older(last: list[dict[str, Any]], since: datetime | None) -> bool:
    try:
        return since is not None and datetime.fromisoformat(str(last[0]["created_datetime"])) < since
    except (LookupError, ValueError, TypeError):
        return not last
