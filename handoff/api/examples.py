"""What the API's description shows as examples."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict


def of(*examples: dict[str, Any], **more: Any) -> ConfigDict:
    """`more`: what else the schema says of the whole object."""
    return ConfigDict(json_schema_extra={"examples": list(examples), **more})


CONSULTATION = {
    "conversation": "chat-8123",
    "transcript": [
        {"role": "customer", "text": "Where is my order 1001?", "at": "2026-11-23T10:00:00+01:00"},
        {"role": "agent", "text": "It was shipped yesterday."},
        {"role": "customer", "text": "Let me talk to a human, please."},
    ],
    "customer": {"email": "ann@example.com", "name": "Ann", "timezone": "Europe/Berlin"},
}
DRAFT_REPLY = {
    "reply": "I'm sorry about that! A colleague will call you tomorrow at 9.",
    "conversation": "chat-8123",
    "transcript": [{"role": "customer", "text": "The zip of my jacket is broken."}],
    "customer": {"locale": "en-GB", "timezone": "Europe/London"},
}
REPLY_CHECK = {
    "allowed": False,
    "promises": [
        {
            "kind": "call_back",
            "start": 22,
            "end": 43,
            "words": "A colleague will call",
            "allowed": False,
            "why": "No call back is arranged.",
        },
        {
            "kind": "time",
            "start": 48,
            "end": 61,
            "words": "tomorrow at 9",
            "allowed": False,
            "why": "It is not known that somebody acts then.",
        },
    ],
    "instead": "I'm happy to keep helping you right here.",
}
PLAYBOOK_TEXT = {"text": "If an item arrived damaged, say sorry. Then /Handoff to support (reason: damaged item)."}
DECISION: dict[str, Any] = {
    "id": "0d4c0a38-4c5e-4a3b-9a75-0f3f6f4c8b0e",
    "handoff_id": None,
    "verdict": "hand_off",
    "reason": "customer_request",
    "trigger": "customer_request",
    "evidence": [2],
    "signs": [{"sign": "asks_for_human", "turn": 2, "words": "Let me talk to a human"}],
    "sentence": "I'm connecting you with our support team now.",
    "language": "en",
    "open_now": True,
    "next_open_at": None,
    "next_change_at": "2026-11-23T17:00:00+01:00",
    "closes_at": "2026-11-23T17:00:00+01:00",
    "timezone": "Europe/Berlin",
    "needs": [],
    "exit_hint": False,
    "contacts": {},
}
STARTED = {
    "id": "7b0c7d7e-3c64-4d0a-a2d5-5b6b0a4a7c1e",
    "ref": "H7K2M9QXT4",
    "conversation": "chat-8123",
    "agent": "5f1c6f0a-90e5-4a56-8f8e-2f4f5b1f3d11",
    "provider": "intercom",
    "trigger": "customer_request",
    "reason": "customer_request",
    "context_status": "pending",
    "context_reason": "",
    "context_via": "",
    "chat_status": "pending",
    "chat_reason": "",
    "started_at": "2026-11-23T09:00:02Z",
    "opened_at": None,
    "ended_at": None,
    "end_reason": "",
    "sentence": "I'm connecting you with our support team now.",
    "fallback": "I'm sorry, the support chat could not be opened. I'm happy to keep helping you right here.",
    "launch_token": "7b0c7d7e3c644d0aa2d55b6b0a4a7c1e:1vN6Xy:Zk3...",  # nosec B105 # an example
    "launch_token_expires_at": "2026-11-23T09:30:02Z",  # nosec B105 # a time
}
_LAUNCH = {name: STARTED[name] for name in ("ref", "provider", "fallback")} | {
    "handoff": STARTED["id"],
    "opened": False,
}
LAUNCHES = (
    {**_LAUNCH, "status": "ready", "options": {"conversation_id": "215469"}, "settled": True, "wants": ""},
    {**_LAUNCH, "status": "preparing", "settled": False, "wants": "visitor_id", "retry_after_ms": 300},
)
RECEIPTS = (
    {"event": "opened", "context_passed": True},
    {"event": "failed", "reason": "widget_blocked"},
    {"event": "visitor", "visitor_id": "4b6f0d0e-visitor"},
)
PROBLEM = {
    "type": "urn:handoff:problem:invalid_request",
    "title": "Something in the request is not right",
    "status": 400,
    "detail": "See `errors`: each names its field.",
    "code": "invalid_request",
    "errors": [{"field": "transcript.3.role", "message": "Input should be 'customer', 'agent' or 'human'"}],
}
