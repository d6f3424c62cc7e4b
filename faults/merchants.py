"""The merchants of a run: which platform each has, how it is set up, and the secrets that no log may hold. Values."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass

AGENT_EMAIL = "handoff@example.com"
# By platform: settings and secrets that connect its API; {name} is the merchant's, {token} its secret.
_CONNECTED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "intercom": ({"region": "us"}, {"access_token": "{token}"}),
    "zendesk": (
        {
            "summary_field_id": "360012345678",
            "tag": "ai_handoff",
            "multiple_conversations": "yes",
            "subdomain": "{name}",
            "email": AGENT_EMAIL,
        },
        {"api_token": "{token}"},
    ),
    "gorgias": ({"subdomain": "{name}", "email": AGENT_EMAIL, "tag": "ai-handoff"}, {"api_key": "{token}"}),
    "gladly": ({"host": "{name}.gladly.com", "email": AGENT_EMAIL}, {"api_token": "{token}"}),
    "sprinklr": (
        {"summary_field_id": "_c_5e4e5f3954e68b2a475c05b6", "ref_field_id": "_c_5e4e5f3954e68b2a475c05b7"},
        {"api_key": "{token}", "access_token": "{token}"},
    ),
}
# What the browser alone carries.
_BY_BROWSER: dict[str, dict[str, str]] = {
    "zendesk": {"summary_field_id": "360012345678", "multiple_conversations": "yes"},
    "gorgias": {"visible_request": "yes"},
    "shopify_inbox": {},
}


@dataclass(frozen=True, slots=True)
class Merchant:
    """`is_open`: whether people are there at all; a closed merchant's handoffs must never start."""

    name: str
    kind: str
    settings: dict[str, str]
    secrets: dict[str, str]
    is_open: bool = True

    @property
    def is_connected(self) -> bool:
        return bool(self.secrets)


@dataclass(frozen=True, slots=True)
class Account:
    """What the merchant's AI agent calls with."""

    merchant: Merchant
    brand: str
    agent: str
    api_key: str


def merchants(many: int, chance: random.Random) -> list[Merchant]:
    """So many that are open, of all platforms by turns, and one that is closed."""
    slots = [*((kind, True) for kind in _CONNECTED), *((kind, False) for kind in _BY_BROWSER)]
    made = [_merchant(number, *slots[number % len(slots)], chance) for number in range(many)]
    return [*made, _merchant(many, "gladly", True, chance, is_open=False)]


def _merchant(number: int, kind: str, connected: bool, chance: random.Random, *, is_open: bool = True) -> Merchant:
    name = f"shop{number}"
    token = "stand-in-" + "".join(chance.choices(string.ascii_letters, k=24))
    settings, secrets = _CONNECTED[kind] if connected else (_BY_BROWSER[kind], {})
    return Merchant(name, kind, _filled(settings, name, token), _filled(secrets, name, token), is_open)


def _filled(values: dict[str, str], name: str, token: str) -> dict[str, str]:
    return {key: value.format(name=name, token=token) for key, value in values.items()}
