"""Which trigger counts, of those that are read in a transcript and the one that the runtime names. Pure."""

from __future__ import annotations

from handoff.cues import Cues
from handoff.decision import Trigger
from handoff.signs import Sign


def strongest_trigger(read: Cues, asked: Trigger | None = None) -> tuple[Trigger | None, tuple[Sign, ...]]:
    """The trigger with its signs. The Agent's own wish for an offer waits where nothing is to be offered now."""
    found = {
        Trigger.CUSTOMER_REQUEST: read.asks_for_human,
        Trigger.OFFER_ACCEPTED: read.accepts_offer,
        Trigger.TOPIC: read.topic,
        Trigger.STUCK: read.stuck,
    }
    named = None if asked is Trigger.AGENT and read.offers_nothing else asked
    for trigger in Trigger:
        signs = found.get(trigger, ())
        if signs or trigger is named:
            return trigger, signs
    return None, ()
