"""Notices as each platform sends them: the body, and the headers that prove it. Written from the platforms' documents,
and not from the code that reads them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.test import Client

Headers = dict[str, str]


@dataclass(frozen=True)
class Sent:
    """One notice, ready to be posted; `replaced` makes the same one with something changed."""

    raw: bytes
    headers: Headers = field(default_factory=dict)

    def to(self, url: str, client: Client | None = None) -> Any:
        return (client or Client()).post(url, self.raw, content_type="application/json", headers=self.headers)


def zendesk(ticket: str, secret: str, at: datetime | None = None, **more: Any) -> Sent:
    raw = json.dumps({"closed_ticket": ticket, "at": "2026-11-28T12:00:00Z", **more}).encode()
    told = f"{at or datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    signed = hmac.digest(secret.encode(), told.encode() + raw, "sha256")
    return Sent(
        raw,
        {
            "X-Zendesk-Webhook-Signature": base64.b64encode(signed).decode(),
            "X-Zendesk-Webhook-Signature-Timestamp": told,
        },
    )


def intercom(conversation: str, secret: str, at: datetime | None = None, **more: Any) -> Sent:
    created = int((at or datetime.now(UTC)).timestamp())
    said = {
        "type": "notification_event",
        "id": f"notif_{conversation}",
        "topic": "conversation.admin.closed",
        "app_id": "abc123",
        "created_at": created,
        "first_sent_at": created,
        "data": {"type": "notification_event_data", "item": {"type": "conversation", "id": conversation}},
        **more,
    }
    raw = json.dumps(said).encode()
    return Sent(raw, {"X-Hub-Signature": "sha1=" + hmac.new(secret.encode(), raw, hashlib.sha1).hexdigest()})


def gorgias(ticket: str, secret: str, at: datetime | None = None, **more: Any) -> Sent:
    said = {"ticket": ticket, "status": "closed", "at": "2026-11-28T12:00:00", **more}
    return Sent(json.dumps(said).encode(), {"X-Handoff-Secret": secret})


SHOP = {"shop_id": 954889, "shop_domain": "acme.myshopify.com"}
CUSTOMER = {"id": 191167, "email": "ana@example.com", "phone": "555-625-1199"}
SHOPIFY: Mapping[str, dict[str, Any]] = {
    "customers/data_request": {**SHOP, "orders_requested": [1], "customer": CUSTOMER, "data_request": {"id": 9999}},
    "customers/redact": {**SHOP, "customer": CUSTOMER, "orders_to_redact": [299938]},
    "shop/redact": dict(SHOP),
}


def shopify(topic: str, secret: str, at: datetime | None = None, **more: Any) -> Sent:
    raw = json.dumps({**SHOPIFY[topic], **more}).encode()
    signed = base64.b64encode(hmac.digest(secret.encode(), raw, "sha256")).decode()
    return Sent(raw, {"X-Shopify-Hmac-Sha256": signed, "X-Shopify-Topic": topic, "X-Shopify-Webhook-Id": "b54557e4"})


Sender = Callable[..., Sent]
# Those that tell of closed chats, by the platform's slug.
CLOSING: Mapping[str, Sender] = {"zendesk": zendesk, "intercom": intercom, "gorgias": gorgias}
