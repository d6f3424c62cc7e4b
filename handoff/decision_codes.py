"""The codes of a decision, as rows and the API hold them. Apart, since who stores them says no sentence. Pure."""

from __future__ import annotations

from enum import StrEnum

# What the customer answered to an offer.
ACCEPT = "accept"
DECLINE = "decline"


class Verdict(StrEnum):
    CONTINUE = "continue"
    OFFER = "offer"
    HAND_OFF = "hand_off"


class Trigger(StrEnum):
    """Why a handoff is considered, strongest first."""

    CUSTOMER_REQUEST = "customer_request"
    OFFER_ACCEPTED = "offer_accepted"
    PLAYBOOK = "playbook"
    TOPIC = "topic"
    STUCK = "stuck"
    AGENT = "agent"


class Reason(StrEnum):
    ALREADY_HANDED_OFF = "already_handed_off"
    NO_TRIGGER = "no_trigger"
    HANDOFF_DISABLED = "handoff_disabled"
    NO_PROVIDER = "no_provider"
    OUTSIDE_HOURS = "outside_hours"
    CLOSING_SOON = "closing_soon"
    ALREADY_OFFERED = "already_offered"
    CUSTOMER_REQUEST = "customer_request"
    OFFER_ACCEPTED = "offer_accepted"
    PLAYBOOK = "playbook"
    TOPIC = "topic"
    STUCK = "stuck"
    AGENT = "agent"
