"""The promises, held against what is left of a run: each check is a function from evidence to findings. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from faults import history
from faults.calls import bad_calls, started_ids
from faults.evidence import (
    API,
    CONVERSATIONS,
    DELIVERED,
    FAILED,
    NOTES,
    PENDING,
    UNKNOWN,
    Event,
    Evidence,
    Finding,
    Row,
)
from handoff.providers import registry
from handoff.providers.base import Repeat
from handoff.retries import MOST_FAILURES
from handoff.states import CHAT_EDGES, CONTEXT_EDGES, Edges

RECOVERED_WITHIN = 60.0
# A failed context that is nobody's fault: the customer's browser never brought it.
HONEST_FAILURES = ("not_confirmed_by_browser",)
# As the append-only history calls them.
STARTED, ENDED = "started", "ended"
CONTEXT, CHAT, ATTEMPT_FAILED, REDRIVEN = "context", "chat", "attempt_failed", "redriven"
EDGES: Mapping[str, Edges] = {CONTEXT: CONTEXT_EDGES, CHAT: CHAT_EDGES}


def lost(evidence: Evidence) -> Iterator[Finding]:
    """I1: whatever was answered with 2xx is there, is final, and where it says delivered the platform has it."""
    rows = {row.id: row for row in evidence.rows}
    for id in sorted(started_ids(evidence.operations)):
        if id not in rows:
            yield Finding("I1", id, "was accepted, and no row is left of it")
    for row in evidence.rows:
        if problem := why_lost(row, evidence):
            yield Finding("I1", row.ref, problem)


def why_lost(row: Row, evidence: Evidence) -> str:
    if not row.is_final:
        return f"is not final: {row.context_reason or 'waits for a worker'}"
    if row.context_status == DELIVERED and row.context_via == API and not notes_of(row, evidence):
        return "is said to be delivered, and the platform has nothing of it"
    if row.context_status == FAILED and row.context_reason not in HONEST_FAILURES:
        return f"was given up: {row.context_reason}"
    return ""


def notes_of(row: Row, evidence: Evidence) -> int:
    return evidence.counts.get(row.provider, {}).get(row.ref, {}).get(NOTES, 0)


def slow(evidence: Evidence, limit: float = RECOVERED_WITHIN) -> Iterator[Finding]:
    """I1: all is final soon after the last fault."""
    if evidence.recovered_in is None:
        yield Finding("I1", "recovery", "never came to an end")
    elif evidence.recovered_in > limit:
        yield Finding("I1", "recovery", f"took {evidence.recovered_in:.1f} s; at most {limit:.0f} are promised")


def duplicated(evidence: Evidence) -> Iterator[Finding]:
    """I2: the platform has nothing twice; where a repeat can't be made safe, what may be there twice is marked."""
    rows = {row.ref: row for row in evidence.rows}
    for slug, refs in evidence.counts.items():
        for ref, counts in refs.items():
            row = rows.get(ref)
            if row is None:
                yield Finding("I2", ref, f"is at {slug}, and no handoff has this reference")
            elif is_twice(counts) and not is_marked(row):
                yield Finding("I2", ref, f"is at {slug} more than once: {dict(counts)}")


def is_twice(counts: Mapping[str, int]) -> bool:
    return max(counts.get(CONVERSATIONS, 0), counts.get(NOTES, 0)) > 1


def is_marked(row: Row) -> bool:
    return repeat_of(row.provider) is Repeat.NONE and row.context_status == UNKNOWN


def repeat_of(slug: str) -> Repeat:
    return registry.provider_class(slug).repeat


def opened_twice(evidence: Evidence) -> Iterator[Finding]:
    """I3: of one conversation no two handoffs are open at once. The order of events tells, and no clock."""
    conversations = {row.id: (row.brand, row.conversation) for row in evidence.rows}
    refs = {row.id: row.ref for row in evidence.rows}
    open_now: dict[tuple[str, str], str] = {}
    for event in evidence.events:
        conversation = conversations.get(event.handoff)
        if conversation is None:
            continue
        if event.name == STARTED:
            if first := open_now.get(conversation):
                yield Finding("I3", refs[event.handoff], f"began while {refs[first]} was open")
            open_now[conversation] = event.handoff
        elif event.name == ENDED and open_now.get(conversation) == event.handoff:
            del open_now[conversation]


def outside_hours(evidence: Evidence) -> Iterator[Finding]:
    """I4: nothing began where nobody is there."""
    for row in evidence.rows:
        if row.brand in evidence.closed_brands:
            yield Finding("I4", row.ref, "began outside of the support hours")


def badly_answered(evidence: Evidence) -> Iterator[Finding]:
    """I5: callers saw 2xx, 4xx, 503 with Retry-After, and no web server only while it was killed."""
    yield from (Finding("I5", subject, text) for subject, text in bad_calls(evidence.operations))


def leaked(evidence: Evidence) -> Iterator[Finding]:
    """I6: no secret and no customer's data is in a log."""
    yield from (Finding("I6", "log", leak) for leak in evidence.leaks)


def tried_too_often(evidence: Evidence) -> Iterator[Finding]:
    """I7: since it was last sent again by a person, it failed no more often than is allowed."""
    failed: Counter[str] = Counter()
    for event in evidence.events:
        if event.name == REDRIVEN:
            failed[event.handoff] = 0
        failed[event.handoff] += event.name == ATTEMPT_FAILED
    refs = {row.id: row.ref for row in evidence.rows}
    for handoff, many in failed.items():
        if many > MOST_FAILURES:
            yield Finding("I7", refs.get(handoff, handoff), f"failed {many} times; at most {MOST_FAILURES} are allowed")


def forbidden_edges(evidence: Evidence) -> Iterator[Finding]:
    """I8: the history of each handoff goes along the table of states alone, and ends where the row is."""
    histories: dict[str, list[Event]] = defaultdict(list)
    for event in evidence.events:
        histories[event.handoff].append(event)
    for row in evidence.rows:
        for axis, state in ((CONTEXT, row.context_status), (CHAT, row.chat_status)):
            yield from (Finding("I8", row.ref, text) for text in wrong_steps(axis, histories[row.id], state))


def wrong_steps(axis: str, events: Sequence[Event], last: str) -> Iterator[str]:
    state = PENDING
    for event in events:
        reached = state_in(event, axis)
        if reached and reached != state:
            if reached not in EDGES[axis].get(state, frozenset()):
                yield f"{axis} went from {state} to {reached}"
            state = reached
    if state != last:
        yield f"{axis} is {last}, and its history ends at {state}"


def state_in(event: Event, axis: str) -> str:
    """Where this event took the axis; "" where nowhere."""
    if event.name == REDRIVEN and axis == CONTEXT:
        return PENDING
    return str(event.detail.get("status", "")) if event.name == axis else ""


def given_up(evidence: Evidence) -> Iterator[Finding]:
    """I1: no client was sent away for longer than it waits."""
    for operation in evidence.operations:
        if operation.what == history.GAVE_UP:
            yield Finding("I1", str(operation.detail.get("conversation")), "its client was never answered")


CHECKS: tuple[Callable[[Evidence], Iterator[Finding]], ...] = (
    lost,
    slow,
    given_up,
    duplicated,
    opened_twice,
    outside_hours,
    badly_answered,
    leaked,
    tried_too_often,
    forbidden_edges,
)


def findings(evidence: Evidence) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(evidence)]
