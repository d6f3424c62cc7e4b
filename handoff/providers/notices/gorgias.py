"""Gorgias' HTTP integrations: they sign nothing, and send a header that we made up. Pure.

https://developers.gorgias.com/reference/the-tickethttpintegration-object
"""

from __future__ import annotations

from datetime import datetime

from handoff.providers.notices.base import CLOSED, Headers, Notice, NoticeForm, Said, digest, id_in, same

HEADER = "X-Handoff-Secret"


class GorgiasNotices(NoticeForm):
    steps = (
        "In Gorgias: Settings > HTTP integration > Manage > Add HTTP integration. Name it Handoff, and choose the "
        "trigger “Ticket status updated”.",
        "Paste the address below as its URL; HTTP method POST, request content type application/json.",
        f"Add a header named {HEADER}. Its value is the secret that you are shown here, once, when you switch this on.",
        "Paste the JSON body below as the request body, and save.",
    )
    paste = '{"ticket": "{{ticket.id}}", "status": "{{ticket.status}}", "at": "{{ticket.updated_datetime}}"}'

    def proven(self, secret: str, headers: Headers, raw: bytes, now: datetime) -> bool:
        return same(headers.get(HEADER, ""), secret)

    def read(self, headers: Headers, raw: bytes, said: Said) -> Notice:
        ticket = id_in(said, "ticket")
        if ticket and said.get("status") == "closed":
            return Notice(digest(raw), CLOSED, ticket)
        return Notice(digest(raw))
