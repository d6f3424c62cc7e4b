"""Whether an Agent may hand off, and the words for it: in its instructions and for the author beside the editor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handoff.availability import Hours, Schedule
from handoff.calendar import Window
from handoff.decision import Facts, Reason, Trigger, decide
from handoff.ruling_words import fired_words, ruling_words, standing_words
from handoff.standing import standing_of
from playbooks.instructions import DirectiveReference

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
SUNDAY = MONDAY - timedelta(days=1)
WORKDAYS = Hours(Schedule("UTC", restricted=True, windows=tuple(Window(day, 540, 1020) for day in range(5))))
NEVER = Hours(Schedule("UTC", restricted=True))
AWAY = "your team is away until Monday, 23 Nov 2026, 09:00 (UTC)"


@pytest.mark.parametrize(
    ("enabled", "provider", "hours", "at", "reason", "told"),
    [
        (True, "zendesk", WORKDAYS, MONDAY, None, ""),
        (True, "zendesk", WORKDAYS, SUNDAY, Reason.OUTSIDE_HOURS, "until Monday, 23 Nov 2026, 09:00 (UTC)."),
        (True, "zendesk", NEVER, MONDAY, Reason.OUTSIDE_HOURS, "The support team is away."),
        (False, "zendesk", WORKDAYS, MONDAY, Reason.HANDOFF_DISABLED, "no support team"),
        (True, "", WORKDAYS, MONDAY, Reason.NO_PROVIDER, "no support team"),
    ],
)
def test_the_gate_that_is_shut_is_named(
    enabled: bool, provider: str, hours: Hours, at: datetime, reason: Reason | None, told: str
) -> None:
    standing = standing_of(enabled, provider, hours.availability(at), at)
    assert (standing.allowed, standing.reason) == (reason is None, reason)
    assert standing.told().allowed == standing.allowed
    assert told in standing.told().why
    assert standing_words(standing, "Ann").badge == ("No handoff now" if reason else "May hand off now")


def ruled(trigger: Trigger | None, **fields: object) -> str:
    facts = {
        "now": MONDAY,
        "enabled": True,
        "provider": "zendesk",
        "availability": WORKDAYS.availability(MONDAY),
        "trigger": trigger,
        **fields,
    }
    told = ruling_words(decide(Facts(**facts)))  # type: ignore[arg-type]
    return f"{told.kind}: {told.badge}: {told.why}"


@pytest.mark.parametrize(
    ("trigger", "fields", "words"),
    [
        (Trigger.PLAYBOOK, {}, "good: Hands off: A playbook says so, and your team is there."),
        (Trigger.PLAYBOOK, {"ask_first": True}, "good: Asks first: A playbook says so."),
        (Trigger.STUCK, {}, "good: Asks first: The customer was stuck."),
        (None, {}, "quiet: Goes on helping: Nothing so far calls for a human."),
        (Trigger.PLAYBOOK, {"enabled": False}, "A playbook says so, but “Handoff to support” is off for this Agent."),
        (Trigger.CUSTOMER_REQUEST, {"provider": ""}, "but no support chat provider is chosen."),
        (
            Trigger.PLAYBOOK,
            {"now": SUNDAY, "availability": WORKDAYS.availability(SUNDAY)},
            f"warning: No handoff: A playbook says so, but {AWAY}.",
        ),
        (Trigger.AGENT, {"closing_margin": timedelta(hours=8)}, "but your team closes soon"),
    ],
)
def test_a_decision_is_explained(trigger: Trigger | None, fields: dict[str, object], words: str) -> None:
    assert words in ruled(trigger, **fields)


def test_the_command_that_was_reached_is_told_with_what_its_author_gave() -> None:
    fired = DirectiveReference("draft.2", "Refunds", "handoff_to_support", "damaged order", collect=("email", "photo"))
    assert fired_words(fired) == (
        "Command 2 of “Refunds” was reached. Its reason: damaged order. To be asked for before: email, photo."
    )
