"""What is said to a customer about a handoff, and in whose words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    OFFER = "offer"
    HAND_OFF = "hand_off"
    CLOSED = "closed"
    NO_HUMANS = "no_humans"
    FAILED = "failed"
    DECLINED = "declined"
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True)
class Wording:
    """`own` are the merchant's sentences, by language and kind. Several offers stand on a line each."""

    language: str = "en"
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def own_text(self, kind: Kind) -> str:
        """In this language; "" where ours stands."""
        return self.own.get(self.language, {}).get(kind, "").strip()
