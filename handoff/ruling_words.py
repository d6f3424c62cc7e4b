"""Why a decision said yes or no, in an author's words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handoff import words
from handoff.decision import Decision, Reason, Verdict
from handoff.standing import HandoffStanding
from playbooks.instructions import DirectiveReference

GOOD, WARNING, QUIET = "good", "warning", "quiet"
SWITCH_IT_ON = "Switch “Handoff to support” on on the Agent's page."
CHOOSE_ONE = "Choose a support chat provider under Platform Services."


@dataclass(frozen=True, slots=True)
class Told:
    """`kind` is the badge's, `badge` says what happens, `why` the rest, `mend` what could be done about it."""

    kind: str
    badge: str
    why: str
    mend: str = ""


def ruling_words(decided: Decision) -> Told:
    because = words.reason(decided.trigger or decided.reason)
    if decided.verdict is Verdict.HAND_OFF:
        return Told(GOOD, "Hands off", f"{because}, and your team is there. The support chat would open now.")
    if decided.verdict is Verdict.OFFER:
        return Told(GOOD, "Asks first", f"{because}. The customer is asked whether they want your team.")
    if decided.reason is Reason.NO_TRIGGER:
        return Told(QUIET, "Goes on helping", "Nothing so far calls for a human.")
    shut, mend = _shut(decided.reason, decided.next_open_at, decided.timezone)
    return Told(WARNING, "No handoff", f"{because}, but {shut}. The Agent goes on helping.", mend)


def standing_words(standing: HandoffStanding, agent: str) -> Told:
    """Of the Agent at an instant, whatever is said."""
    if standing.reason is None:
        return Told(GOOD, "May hand off now", f"{agent} moves a customer to your team where the text below says so.")
    shut, mend = _shut(standing.reason, standing.availability.next_open_at, standing.availability.timezone)
    return Told(
        WARNING, "No handoff now", f"{shut[:1].upper()}{shut[1:]}. {agent} is told so and goes on helping.", mend
    )


def fired_words(fired: DirectiveReference) -> str:
    """Which of a playbook's commands was reached, and what its author gave with it."""
    number = fired.id.rpartition(".")[2]
    told = [f"Command {number} of “{fired.playbook}” was reached."]
    told += [f"Its reason: {fired.reason}."] if fired.reason else []
    told += [f"To be asked for before: {', '.join(fired.collect)}."] if fired.collect else []
    return " ".join(told)


def _shut(reason: Reason, next_open_at: datetime | None, zone: str) -> tuple[str, str]:
    match reason:
        case Reason.HANDOFF_DISABLED:
            return "“Handoff to support” is off for this Agent", SWITCH_IT_ON
        case Reason.NO_PROVIDER:
            return "no support chat provider is chosen", CHOOSE_ONE
        case Reason.CLOSING_SOON:
            return "your team closes soon, and nothing is offered then", ""
        case Reason.ALREADY_OFFERED:
            return "it was offered in all the ways that there are to say it", ""
    return f"your team is away{_until(next_open_at, zone)}", ""


def _until(back: datetime | None, zone: str) -> str:
    return f" until {words.DAYS[back.weekday()]}, {words.moment(back, zone)} ({zone})" if back else ""
