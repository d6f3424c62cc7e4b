"""The platforms that the shop can be switched between, with settings by which each stand-in takes the most context."""

from __future__ import annotations

from dataclasses import dataclass, field

_TOKEN = "stand-in-demo-token"  # noqa: S105 - the stand-ins take any of this form
_AGENT = "handoff@example.com"


@dataclass(frozen=True)
class Platform:
    label: str
    settings: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)


# By the platform's slug.
PLATFORMS = {
    "zendesk": Platform(
        "Zendesk",
        {
            "summary_field_id": "360012345678",
            "tag": "ai_handoff",
            "multiple_conversations": "yes",
            "subdomain": "northwind",
            "email": _AGENT,
        },
        {"api_token": _TOKEN},
    ),
    "gorgias": Platform(
        "Gorgias", {"subdomain": "northwind", "email": _AGENT, "tag": "ai-handoff"}, {"api_key": _TOKEN}
    ),
    "gladly": Platform("Gladly", {"host": "northwind.gladly.com", "email": _AGENT}, {"api_token": _TOKEN}),
    "intercom": Platform("Intercom", {"region": "us"}, {"access_token": _TOKEN}),
    "sprinklr": Platform(
        "Sprinklr",
        {"summary_field_id": "_c_5e4e5f3954e68b2a475c05b6", "ref_field_id": "_c_5e4e5f3954e68b2a475c05b7"},
        {"api_key": "stand-in-demo-key", "access_token": _TOKEN},
    ),
    "shopify_inbox": Platform("Shopify Inbox"),
}
