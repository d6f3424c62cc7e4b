"""Intercom's webhooks: the body is signed with the app's client secret, by HMAC-SHA1, the only way it has. Pure.

https://developers.intercom.com/docs/references/2.16/webhooks/webhook-models
"""

from __future__ import annotations

from datetime import datetime

from handoff.providers.notices.base import (
    CLOSED,
    Headers,
    Notice,
    NoticeForm,
    Said,
    digest,
    id_in,
    mac,
    part,
    same,
    unix_time,
)

SIGNATURE = "X-Hub-Signature"
_TOPIC = "conversation.admin.closed"


class IntercomNotices(NoticeForm):
    steps = (
        "In Intercom's Developer Hub open the app whose access token you entered above, and in it Configure > "
        "Webhooks.",
        "Paste the address below as the endpoint URL, choose the topic conversation.admin.closed, and save.",
        "Under Configure > Basic information copy the client secret, and save it here.",
    )
    entered = "Client secret"
    entered_help = "In the Developer Hub, on the app's page Basic information."

    def proven(self, secret: str, headers: Headers, raw: bytes, now: datetime) -> bool:
        return same(headers.get(SIGNATURE, ""), f"sha1={mac('sha1', secret, raw).hexdigest()}")

    def read(self, headers: Headers, raw: bytes, said: Said) -> Notice:
        event, told_at = id_in(said, "id") or digest(raw), unix_time(said, "created_at")
        conversation = id_in(part(part(said, "data"), "item"), "id")
        if said.get("topic") == _TOPIC and conversation:
            return Notice(event, CLOSED, conversation, told_at=told_at)
        return Notice(event, told_at=told_at)
