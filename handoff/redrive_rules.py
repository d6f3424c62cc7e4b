"""Whether a context can be sent again, why not, and whether it may then stand there twice. Pure."""

from __future__ import annotations

from enum import StrEnum


class Obstacle(StrEnum):
    """Why it is not sent again."""

    ON_ITS_WAY = "on_its_way"
    DELIVERED = "delivered"
    NOTHING_TO_SEND = "nothing_to_send"
    NO_API = "no_api"
    OTHER_PLATFORM = "other_platform"
    NOT_CONNECTED = "not_connected"
    TEXTS_GONE = "texts_gone"


_WORDS = {
    Obstacle.ON_ITS_WAY: "It is on its way to your team already.",
    Obstacle.DELIVERED: "It has reached your team.",
    Obstacle.NOTHING_TO_SEND: "There was no chat, or no customer, that it could have been added to.",
    Obstacle.NO_API: "Only the customer's own chat can bring it to {platform}.",
    Obstacle.OTHER_PLATFORM: "The customer's chat was in {platform}, and you have chosen another platform since.",
    Obstacle.NOT_CONNECTED: "Not all of what {platform}'s API needs is filled in on Platform Services.",
    Obstacle.TEXTS_GONE: "What the customer said is no longer kept, so there is nothing to send.",
}
_BY_STATUS = {
    "pending": Obstacle.ON_ITS_WAY,
    "delivered": Obstacle.DELIVERED,
    "not_supported": Obstacle.NOTHING_TO_SEND,
}


def obstacle_to(status: str, *, has_api: bool, is_chosen: bool, is_connected: bool) -> Obstacle | None:
    """`status` is a ContextStatus; the platform is that of the handoff. None: it can be sent again."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if not has_api:
        return Obstacle.NO_API
    if not is_chosen:
        return Obstacle.OTHER_PLATFORM
    return None if is_connected else Obstacle.NOT_CONNECTED


def may_double(status: str, *, can_be_looked_for: bool) -> bool:
    """Where it may have arrived, and the platform can't be asked."""
    return status == "unknown" and not can_be_looked_for


def why_not(obstacle: Obstacle, platform: str) -> str:
    return _WORDS[obstacle].format(platform=platform)
