"""Why a playbook led to people, in its author's words, fit for a human agent to read."""

from __future__ import annotations

from handoff.decision import Trigger
from handoff.histories import History
from handoff.models.handoffs import REASON_LENGTH
from handoff.plain_text import plain
from playbooks.directives import Directive


def playbook_reason(trigger: Trigger | None, history: History, directive: Directive | None) -> str:
    """Of the directive that was reached, or of the one that led to the offer which the customer accepts."""
    if trigger is Trigger.PLAYBOOK and directive is not None:
        return plain(directive.arguments.reason, REASON_LENGTH)
    accepted = history.last_offer if trigger is Trigger.OFFER_ACCEPTED else None
    return accepted.playbook_reason if accepted else ""
