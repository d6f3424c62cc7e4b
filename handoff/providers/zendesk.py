"""Zendesk Messaging: opens the chat; passes the summary where the merchant has made a ticket field for it."""

from __future__ import annotations

from typing import Any

from handoff.providers.base import (
    BROWSER_FIELDS,
    NONE,
    ChatLaunch,
    Delivery,
    HandoffContext,
    Provider,
    Send,
    Setting,
    Shown,
)

# Zendesk holds at most 4 KB of metadata for a conversation, all fields and tags together.
SUMMARY_BYTES = 3_000
_ELLIPSIS = "…"


class Zendesk(Provider):
    slug = "zendesk"
    label = "Zendesk"
    settings_fields = (
        Setting(
            "summary_field_id",
            "Summary field ID",
            "The ID of a ticket field of your own for the summary. In Zendesk: Admin Center > Objects and rules > "
            "Tickets > Fields > Add field, type Multi-line, and under Permissions choose that customers can edit it. "
            "The ID stands in the list of fields, in the column Field ID.",
            adds="The summary of the conversation, in that field of the ticket.",
            pattern=r"[0-9]{1,20}",
            mend="A field ID is a number, such as 360012345678. Copy it from the column Field ID.",
        ),
        Setting(
            "tag",
            "Ticket tag",
            "A word that every ticket from a handoff is tagged with, so that your triggers and views can find it.",
            adds="A tag on the ticket.",
            pattern=r"[A-Za-z0-9_\-]{1,80}",
            mend="Use letters without accents, digits, _ and - only, without spaces.",
        ),
    )

    def context_via(self) -> str:
        return BROWSER_FIELDS if self._summary_field else NONE

    def deliver(self, context: HandoffContext, send: Send) -> Delivery:
        if not self._summary_field:
            return super().deliver(context, send)
        return Delivery(BROWSER_FIELDS)

    def launch(self, context: HandoffContext) -> ChatLaunch:
        options: dict[str, Any] = {}
        if self._summary_field and context.summary:
            options["fields"] = [{"id": self._summary_field, "value": clipped(context.summary, SUMMARY_BYTES)}]
        if tag := self.settings.get("tag", ""):
            options["tags"] = [tag]
        return ChatLaunch(self.slug, options)

    def team_sees(self, context: HandoffContext) -> tuple[Shown, ...]:
        options = self.launch(context).options
        fields = [Shown(f"Ticket field {field['id']}", (field["value"],)) for field in options.get("fields", ())]
        tags = [Shown("Ticket tag", (tag,)) for tag in options.get("tags", ())]
        return (*fields, *tags)

    @property
    def _summary_field(self) -> str:
        return self.settings.get("summary_field_id", "")


def clipped(text: str, most_bytes: int) -> str:
    """The text, or as much of its beginning as fits, never ending in the middle of a character."""
    encoded = text.encode()
    if len(encoded) <= most_bytes:
        return text
    room = most_bytes - len(_ELLIPSIS.encode())
    return encoded[:room].decode(errors="ignore").rstrip() + _ELLIPSIS
