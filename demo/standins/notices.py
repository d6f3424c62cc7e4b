"""What the platforms tell of their own accord: a chat that a human agent closed, as each platform documents it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx2

from demo.standins.store import Row, store

logger = logging.getLogger("demo.standins")
SECONDS = 5.0
Headers = dict[str, str]


def tell_closed(platform: str, row: Row) -> None:
    """In a thread of its own, as the product may ask this stand-in something before it answers."""
    hook = _hooks().get(platform)
    if hook and platform in _MADE:
        raw, headers = _MADE[platform](row, hook["secret"])
        threading.Thread(target=_post, args=[hook["url"], raw, headers], daemon=True).start()


def _hooks() -> dict[str, dict[str, str]]:
    """By platform: where it is to tell, and the secret. The shop's owner has set them up in the product."""
    hooks: dict[str, dict[str, str]] = json.loads(os.environ.get("DEMO_NOTICES") or "{}")
    return hooks


def _post(url: str, raw: bytes, headers: Headers) -> None:
    try:
        headers = {**headers, "Content-Type": "application/json"}
        answer = httpx2.post(url, content=raw, headers=headers, timeout=SECONDS, trust_env=False)
    except httpx2.HTTPError as error:
        logger.warning("Nobody heard the notice: %s", type(error).__name__)
        return
    if answer.status_code != 200:
        logger.warning("The notice was answered %s", answer.status_code)


def _zendesk(row: Row, secret: str) -> tuple[bytes, Headers]:
    told = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    raw = _json({"closed_ticket": str(row["ticket_id"]), "at": told})
    signed = hmac.digest(secret.encode(), told.encode() + raw, "sha256")
    return raw, {
        "X-Zendesk-Webhook-Signature": base64.b64encode(signed).decode(),
        "X-Zendesk-Webhook-Signature-Timestamp": told,
    }


def _intercom(row: Row, secret: str) -> tuple[bytes, Headers]:
    raw = _json(
        {
            "type": "notification_event",
            "id": f"notif_{store.new_hex_id()}",
            "topic": "conversation.admin.closed",
            "created_at": int(time.time()),
            "data": {"type": "notification_event_data", "item": {"type": "conversation", "id": str(row["id"])}},
        }
    )
    return raw, {"X-Hub-Signature": "sha1=" + hmac.new(secret.encode(), raw, hashlib.sha1).hexdigest()}


def _gorgias(row: Row, secret: str) -> tuple[bytes, Headers]:
    raw = _json({"ticket": str(row["id"]), "status": "closed", "at": datetime.now(UTC).isoformat()})
    return raw, {"X-Handoff-Secret": secret}


def _json(said: Any) -> bytes:
    return json.dumps(said).encode()


_MADE: dict[str, Callable[[Row, str], tuple[bytes, Headers]]] = {
    "zendesk": _zendesk,
    "intercom": _intercom,
    "gorgias": _gorgias,
}
