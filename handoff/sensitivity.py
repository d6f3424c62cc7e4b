"""How soon an Agent offers a human, as its merchant wants it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OfferWhen(StrEnum):
    """How much it takes before a stuck customer is offered a human."""

    SOONER = "sooner"
    NORMAL = "normal"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """`anger_at_once`: a customer's anger alone is enough; otherwise it counts like the other signs.

    Topics are in the merchant's words. One of `topics_always` goes to a human as soon as the customer speaks of it; on
    one of `topics_never` no human is offered, though a customer who asks for one still gets one.
    """

    offer_when: OfferWhen = OfferWhen.NORMAL
    anger_at_once: bool = False
    topics_always: tuple[str, ...] = ()
    topics_never: tuple[str, ...] = ()


DEFAULT = Sensitivity()
