"""Zendesk's webhooks: signed with the webhook's own secret, together with the time of sending. Pure.

A trigger sends the body that its author wrote; a subscription to ticket events sends Zendesk's own.
https://developer.zendesk.com/documentation/webhooks/verifying/
"""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime

from handoff.providers.notices.base import (
    CLOSED,
    Headers,
    Notice,
    NoticeForm,
    Said,
    digest,
    id_in,
    is_fresh,
    mac,
    part,
    same,
    text_in,
)

SIGNATURE = "X-Zendesk-Webhook-Signature"
TIMESTAMP = "X-Zendesk-Webhook-Signature-Timestamp"
_STATUS_EVENT = "zen:event-type:ticket.status_changed"
_OVER = ("solved", "closed")


class ZendeskNotices(NoticeForm):
    steps = (
        "In Zendesk: Admin Center > Apps and integrations > Webhooks > Create webhook, connected to a trigger. "
        "Paste the address below as its endpoint URL; request method POST, format JSON, no authentication.",
        "Open the new webhook, choose Reveal secret, copy the signing secret and save it here.",
        "Admin Center > Objects and rules > Triggers > Create trigger: with the condition “Status category, changed "
        "to, Solved” and, if you set a ticket tag above, “Tags, contains” that tag.",
        "As the trigger's action choose “Notify active webhook”, your webhook, and paste the JSON body below.",
    )
    paste = '{"closed_ticket": "{{ticket.id}}", "at": "{{ticket.updated_at_with_timestamp}}"}'
    entered = "Signing secret"
    entered_help = "Zendesk shows it on the webhook's page under Reveal secret."

    def proven(self, secret: str, headers: Headers, raw: bytes, now: datetime) -> bool:
        told = headers.get(TIMESTAMP, "")
        signed = mac("sha256", secret, told.encode(errors="replace") + raw).digest()
        return same(headers.get(SIGNATURE, ""), b64encode(signed).decode()) and is_fresh(told, now)

    def read(self, headers: Headers, raw: bytes, said: Said) -> Notice:
        if ticket := id_in(said, "closed_ticket"):
            return Notice(digest(raw), CLOSED, ticket)
        detail = part(said, "detail")
        event = id_in(said, "id") or digest(raw)
        is_over = text_in(detail, "status").lower() in _OVER
        if said.get("type") == _STATUS_EVENT and is_over and (ticket := id_in(detail, "id")):
            return Notice(event, CLOSED, ticket)
        return Notice(event)
