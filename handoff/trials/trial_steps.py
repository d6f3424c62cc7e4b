"""What the page of a test shows: each step with its state, its result, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from handoff import words
from handoff.decision import Reason, Verdict
from handoff.mends import chat_mend, context_mend
from handoff.models import ChatStatus, ContextStatus, CredentialStatus, Handoff, HandoffTrial, Summary, SummarySource
from handoff.providers import base
from handoff.transitions import ATTEMPT_FAILED, WAITS_FOR_CHAT
from handoff.trials.starting import Outcome, carried_by_browser, outcome

GOOD, WARNING, BAD, QUIET, WORKING = "good", "warning", "bad", "quiet", "working"


@dataclass(frozen=True, slots=True)
class Step:
    """`kind` is the badge's; `badge` says the state, `result` what came of it, `mend` what to do about it."""

    title: str
    kind: str
    badge: str
    result: str = ""
    mend: str = ""
    text: str = ""


HEADLINES = {
    Outcome.RUNNING: (WORKING, "The test is running"),
    Outcome.PASSED: (GOOD, "The handoff works"),
    Outcome.FAILED: (BAD, "Something needs mending"),
}
NOT_OPENED = "Works so far: the chat has not been opened"
GOES_ON = {
    Reason.HANDOFF_DISABLED: (
        "Handoff to support is off for this Agent, so it would go on helping.",
        "Switch it on on the Agent's page.",
    ),
    Reason.OUTSIDE_HOURS: ("Your team is closed, so your Agent would go on helping.", ""),
    Reason.CLOSING_SOON: ("Your team closes soon, so your Agent would go on helping.", ""),
    Reason.NO_TRIGGER: ("Nothing in this conversation calls for a human, so your Agent would go on helping.", ""),
}
ALL_THE_SAME = "This test hands off all the same."
TEST_AGAIN = "Then test again."
WRITE = "Open it with a button below and write a message in it. If that was done, look over {platform}'s fields."


def headline(trial: HandoffTrial) -> Step:
    found = outcome(trial)
    kind, badge = HEADLINES[found]
    if found is Outcome.PASSED and trial.handoff.chat_status == ChatStatus.PENDING:
        badge = NOT_OPENED
    return Step("", kind, badge)


def steps(trial: HandoffTrial, summary: Summary | None) -> tuple[Step, ...]:
    handoff, platform = trial.handoff, str(trial.get_provider_display())
    return (
        _credentials(trial, platform),
        _decision(trial),
        _summary(handoff, summary),
        _delivery(handoff, platform),
        _chat(handoff, platform),
    )


def _credentials(trial: HandoffTrial, platform: str) -> Step:
    title, detail = "Credentials", trial.credentials_detail
    match trial.credentials:
        case CredentialStatus.ACCEPTED:
            return Step(title, GOOD, "Accepted", detail or f"{platform} accepts what is saved.")
        case CredentialStatus.REJECTED:
            return Step(title, BAD, "Rejected", mend=detail)
        case CredentialStatus.UNREACHABLE:
            return Step(title, WARNING, "Could not be checked", mend=detail)
        case CredentialStatus.NONE:
            return Step(title, QUIET, "Nothing to check", f"No token or key is saved for {platform}.")
    return Step(title, WORKING, "Being checked")


def _decision(trial: HandoffTrial) -> Step:
    verdict, reason = trial.decision.get("verdict", ""), trial.decision.get("reason", "")
    sentence = trial.decision.get("sentence", "")
    said = f"The customer would read: “{sentence}”" if sentence else ""
    if verdict == Verdict.HAND_OFF:
        return Step(
            "Decision", GOOD, "Hands off", f"{words.reason(reason)}, so your Agent would hand off now.", text=said
        )
    if verdict == Verdict.OFFER:
        result = f"{words.reason(reason)}, so your Agent would ask first whether to bring in your team. {ALL_THE_SAME}"
        return Step("Decision", GOOD, "Asks first", result, text=said)
    result, mend = GOES_ON.get(Reason(reason), ("Your Agent would go on helping.", ""))
    return Step("Decision", WARNING, "Goes on helping", f"{result} {ALL_THE_SAME}", mend, said)


def _summary(handoff: Handoff, summary: Summary | None) -> Step:
    if summary is not None:
        written = "By AI" if summary.source == SummarySource.AI else "Without AI"
        return Step("Summary", GOOD, written, text=summary.text)
    if handoff.context_status == ContextStatus.PENDING:
        return Step("Summary", WORKING, "Being written")
    return Step("Summary", QUIET, "Not written", "It was not needed any more.")


def _delivery(handoff: Handoff, platform: str) -> Step:
    title, why = "Delivery", _sentence(words.DETAILS.get(handoff.context_reason, handoff.context_reason))
    match handoff.context_status:
        case ContextStatus.DELIVERED if handoff.context_via == base.API:
            named = f" Its number there is {handoff.provider_ref}." if handoff.provider_ref else ""
            return Step(title, GOOD, "Delivered", f"{platform} has the context.{named} Search for {handoff.ref}.")
        case ContextStatus.DELIVERED:
            return Step(title, GOOD, "Delivered", "It went along with the chat, and the browser confirmed it.")
        case ContextStatus.UNKNOWN if carried_by_browser(handoff):
            return Step(title, GOOD, "With the customer", why)
        case ContextStatus.NOT_SUPPORTED:
            return _without_context(handoff, platform)
        case ContextStatus.PENDING | ContextStatus.FAILED if carried_by_browser(handoff):
            waits = "It goes along with the chat, as soon as that is opened in a browser."
            over = "It would have gone along with the chat, which was not opened."
            return Step(title, QUIET, "With the browser", over if handoff.ended_at else waits)
        case ContextStatus.PENDING if handoff.context_reason == WAITS_FOR_CHAT:
            result = "It is added to the chat, as soon as that is opened in a browser and its first message is written."
            return Step(title, QUIET, "Follows the chat", result)
        case ContextStatus.PENDING:
            return _under_way(handoff)
        case ContextStatus.FAILED:
            return Step(title, BAD, "Failed", why, f"{_context_mend(handoff, platform)} {TEST_AGAIN}".strip())
    return Step(title, WARNING, "Not known", why, _context_mend(handoff, platform))


def _without_context(handoff: Handoff, platform: str) -> Step:
    title, mend = "Delivery", _context_mend(handoff, platform)
    match handoff.context_reason:
        case "not_supported" | "":
            return Step(title, QUIET, "Chat only", f"With these settings {platform} opens without context.", mend)
        case "customer_wrote_nothing":
            result = f"The context is added to the chat, and none appeared in {platform}."
            return Step(title, WARNING, "Nothing to add it to", result, WRITE.format(platform=platform))
    return Step(title, WARNING, "Chat only", _sentence(words.DETAILS[handoff.context_reason]), mend)


def _context_mend(handoff: Handoff, platform: str) -> str:
    return context_mend(handoff.context_status, handoff.context_reason, platform, handoff.ref)


def _under_way(handoff: Handoff) -> Step:
    failed = handoff.events.filter(name=ATTEMPT_FAILED).last()
    if failed is None:
        return Step("Delivery", WORKING, "On its way")
    why = _sentence(str(failed.detail.get("reason", "")))
    return Step("Delivery", WARNING, "Tried again soon", why, "This may mend itself; reload this page in a minute.")


def _chat(handoff: Handoff, platform: str) -> Step:
    match handoff.chat_status:
        case ChatStatus.OPENED:
            return Step("Chat", GOOD, "Opened", "It opened in a browser.")
        case ChatStatus.CLOSED:
            return Step("Chat", GOOD, "Opened and closed", "It opened in a browser, and was closed again.")
        case ChatStatus.FAILED:
            why = _sentence(words.DETAILS.get(handoff.chat_reason, handoff.chat_reason))
            return Step("Chat", BAD, "Did not open", why, f"{chat_mend(handoff.chat_reason, platform)} {TEST_AGAIN}")
    if handoff.ended_at:
        return Step("Chat", QUIET, "Not opened", "The test ended before the chat was opened.")
    return Step("Chat", QUIET, "Not opened yet", "Open it in a browser with a button below.")


def _sentence(text: str) -> str:
    """With a capital and a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else ""
