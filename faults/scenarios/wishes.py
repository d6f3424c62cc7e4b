"""The shops that a play wants, and what it gets, as values: they go to the product's side and back as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

SECRET = "stand-in-token-0123456789"  # noqa: S105 - the stand-ins take any of this form
EMAIL = "handoff@example.com"
# What each platform's stand-in takes; {name} is the shop's own.
PLATFORMS: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = {
    "intercom": ({}, {"access_token": SECRET}),
    "gladly": ({"host": "{name}.gladly.com", "email": EMAIL}, {"api_token": SECRET}),
    "shopify_inbox": ({}, {}),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """`open_on`: (weekday, opens, closes), in minutes of the day in its zone; none means open at all hours."""

    name: str
    platform: str = "gladly"
    zone: str = "UTC"
    open_on: Sequence[Sequence[int]] = ()


@dataclass(frozen=True, slots=True)
class Shop:
    name: str
    platform: str
    brand: str
    agent: str
    key: str = field(repr=False)

    @property
    def host(self) -> str:
        """Where its platform is reached: with Gladly, each shop has one of its own."""
        return "api.intercom.io" if self.platform == "intercom" else f"{self.name}.gladly.com"


def wishes_to_json(wishes: Iterable[Wish]) -> str:
    return json.dumps([asdict(wish) for wish in wishes])


def wishes_from_json(text: str) -> list[Wish]:
    return [Wish(**row) for row in json.loads(text)]


def shops_to_json(shops: Iterable[Shop]) -> str:
    return json.dumps([asdict(shop) for shop in shops])


def shops_from_json(text: str) -> list[Shop]:
    return [Shop(**row) for row in json.loads(text)]
