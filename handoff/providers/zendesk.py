"""Zendesk Messaging: ticket fields and tags by the browser, and a note for agents alone where the API may be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handoff.providers.base import (
    BROWSER_FIELDS,
    NONE,
    ChatLaunch,
    Delivery,
    HandoffContext,
    Provider,
    Repeat,
    Send,
    Setting,
    Shown,
)
from handoff.providers.following import follow, followed
from handoff.providers.notes import note_html, paragraphs_of
from handoff.providers.notices.zendesk import ZendeskNotices
from handoff.providers.patterns import EMAIL, HOST_LABEL, MEND_CHOICE, MEND_EMAIL, MEND_WORD, WORD, mend_subdomain
from handoff.providers.rest.zendesk import ZendeskApi
from handoff.providers.texts import first_message, fitted

# Zendesk holds at most 4 KB of metadata for a conversation, all fields and tags together.
SUMMARY_BYTES = 3_000
NOTE_BYTES = 40_000


class Zendesk(Provider):
    slug = "zendesk"
    label = "Zendesk"
    notices = ZendeskNotices()
    settings_fields = (
        Setting(
            "summary_field_id",
            "Summary field ID",
            "The ID of a ticket field of your own for the summary, from the column Field ID of the list of fields.",
            adds="The summary of the conversation, in that field of the ticket.",
            example="360012345678",
            pattern=r"[0-9]{1,20}",
            mend="A field ID is a number, such as 360012345678. Copy it from the column Field ID.",
        ),
        Setting(
            "tag",
            "Ticket tag",
            "A word that every ticket from a handoff is tagged with, so that your triggers and views can find it.",
            adds="A tag on the ticket.",
            example="ai_handoff",
            pattern=r"[A-Za-z0-9_\-]{1,80}",
            mend="Use letters without accents, digits, _ and - only, without spaces.",
        ),
        Setting(
            "multiple_conversations",
            "Multiple conversations",
            "Whether your Zendesk lets a customer have several conversations: a switch in the Admin Center, under "
            "Channels > Messaging > your channel. With it each handoff begins a conversation of its own.",
            adds="The customer's request, as the first message of a new conversation.",
            example="yes",
            pattern="yes",
            choices=(("yes", "Switched on in Zendesk"),),
            unset="Not switched on",
            mend=MEND_CHOICE,
        ),
        Setting(
            "subdomain",
            "Subdomain",
            "The first part of your Zendesk address: for acme.zendesk.com it is acme.",
            adds="With the two fields below: the summary and the conversation, in an internal note on the ticket.",
            example="acme",
            pattern=HOST_LABEL,
            mend=mend_subdomain("zendesk.com"),
        ),
        Setting(
            "email",
            "Agent's e-mail address",
            "The Zendesk agent in whose name internal notes are written. The agent must be allowed to see all tickets.",
            example="handoff@example.com",
            pattern=EMAIL,
            mend=MEND_EMAIL,
        ),
        Setting(
            "api_token",
            "API token",
            "In Zendesk: Admin Center > Apps and integrations > APIs > API tokens > Add API token.",
            secret=True,
            pattern=WORD,
            mend=MEND_WORD,
        ),
    )
    together = ("subdomain", "email", "api_token")
    repeat = Repeat.LOOK_UP
    customer_sees = (
        "The chat. With multiple conversations, also the customer's own request as its first message. "
        "The summary in the ticket field is not displayed, though somebody with a browser's tools could find it."
    )
    rate_limit = "200 to 2,500 requests a minute, by plan"
    set_up_there = (
        "For the summary field: Admin Center > Objects and rules > Tickets > Fields > Add field, of the type "
        "Multi-line, and under Permissions let customers edit it.",
        "To have people answer, and not Zendesk's AI agent: Admin Center > AI > AI agents, and end or hand over "
        "conversations with your ticket tag; or give them to a group with a trigger on that tag.",
        "Messaging must be on for your channel (it is part of every Suite plan). The older Web Widget (Classic) is not "
        "supported.",
    )

    def browser_via(self) -> str:
        return BROWSER_FIELDS if self.settings.get("summary_field_id") else NONE

    def speaks_first(self) -> bool:
        return bool(self.settings.get("multiple_conversations"))

    def deliver(self, context: HandoffContext, send: Send) -> Delivery:
        if not self.connected:
            return super().deliver(context, send)
        api = self._api(send)
        return follow(
            context,
            find=lambda: api.ticket_tagged(handoff_tag(context.ref)),
            has_note=api.has_note,
            add_note=lambda ticket: api.add_note(ticket, note_html(context, NOTE_BYTES)),
        )

    def arrived(self, context: HandoffContext, send: Send) -> bool | None:
        if not self.connected:
            return None
        api = self._api(send)
        return followed(context, lambda: api.ticket_tagged(handoff_tag(context.ref)), api.has_note)

    def launch(self, context: HandoffContext) -> ChatLaunch:
        options: dict[str, Any] = {}
        if (field := self.settings.get("summary_field_id")) and context.summary:
            options["fields"] = [{"id": field, "value": fitted(context.summary, SUMMARY_BYTES)}]
        if tags := self._tags(context):
            options["tags"] = tags
        if self.settings.get("multiple_conversations"):
            options["message"] = first_message(context)
        return ChatLaunch(self.slug, options)

    def check(self, send: Send) -> str | None:
        return self._api(send).user() if self.connected else None

    def team_sees(self, context: HandoffContext) -> tuple[Shown, ...]:
        options = self.launch(context).options
        messages = [Shown("The first message, in the customer's name", (text,)) for text in _given(options, "message")]
        fields = [Shown(f"Ticket field {field['id']}", (field["value"],)) for field in options.get("fields", ())]
        tags = [Shown("Ticket tags", (", ".join(options["tags"]),))] if "tags" in options else []
        note = paragraphs_of(note_html(context, NOTE_BYTES))
        notes = [Shown("An internal note on the ticket", note)] if self.connected else []
        return (*messages, *fields, *tags, *notes)

    def _tags(self, context: HandoffContext) -> list[str]:
        """The merchant's own, and one by which the API finds the ticket of this very handoff."""
        own = self.settings.get("tag", "")
        return [tag for tag in (own, handoff_tag(context.ref) if self.connected else "") if tag]

    def _api(self, send: Send) -> ZendeskApi:
        return ZendeskApi(send, *map(self.setting, self.together))


def handoff_tag(ref: str) -> str:
    """Zendesk's tags are in small letters."""
    return f"handoff_{ref.lower()}"


def _given(options: Mapping[str, Any], name: str) -> list[Any]:
    return [options[name]] if name in options else []
