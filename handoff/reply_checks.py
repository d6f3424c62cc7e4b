"""The promise guard: which promises of a draft reply hold now, and what to say where one doesn't. It only reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from agents.models import Brand, Conversation
from agents.transcripts import Turn
from handoff import histories, policies, sentences
from handoff.consultations import Consultation
from handoff.decision import Decision, Reason, Verdict
from handoff.histories import History
from handoff.languages import language_of
from handoff.policies import Policy
from handoff.promises import Promise, PromiseKind, promises_in
from handoff.providers.base import Customer
from handoff.rulings import ruling
from handoff.sentences import Wording
from handoff.standing import HandoffStanding, standing_of

NO_CALL_BACK = "No call back is arranged."
NO_SUCH_TIME = "It is not known that somebody acts then."
NOT_WHEN_BACK = "This is not the time at which the team is back, as the customer is told it."
NO_HANDOFF = "No handoff has begun: people may be offered here, but not promised."


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply that an Agent is about to give. Without a transcript, the conversation's as it was last told."""

    reply: str
    conversation: str = ""
    transcript: tuple[Turn, ...] = ()
    customer: Customer = field(default_factory=Customer)


@dataclass(frozen=True, slots=True)
class Judged:
    """`why` is "" where the promise may be made."""

    promise: Promise
    why: str


@dataclass(frozen=True, slots=True)
class ReplyCheck:
    """`instead` is what may be said in place of the reply, "" where the reply is all right."""

    judged: tuple[Judged, ...] = ()
    instead: str = ""

    @property
    def allowed(self) -> bool:
        return not any(one.why for one in self.judged)


def check_reply(brand: Brand, agent_id: UUID, draft: Draft) -> ReplyCheck:
    """Raises Agent.DoesNotExist."""
    now, policy = timezone.now(), policies.policy_of(brand, agent_id)
    promises = promises_in(draft.reply)
    if not promises:
        return ReplyCheck()
    case = _case(policy, draft, now)
    ours = case.ours_in(draft.reply)
    judged = tuple(Judged(promise, "" if promise.start in ours else case.objection(promise)) for promise in promises)
    checked = ReplyCheck(judged)
    return checked if checked.allowed else ReplyCheck(judged, case.instead(promises))


@dataclass(frozen=True, slots=True)
class _Case:
    """What holds for the conversation of the reply. `closed` tells when the team is back; "" while it is there."""

    standing: HandoffStanding
    decided: Decision
    handed_off: bool
    wording: Wording
    closed: str

    def ours_in(self, reply: str) -> range:
        """Where the reply says what the decision itself gives the Agent to say, in whatever language."""
        start = reply.find(self.decided.sentence) if self.decided.sentence else -1
        return range(start, start + len(self.decided.sentence)) if start >= 0 else range(0)

    def objection(self, promise: Promise) -> str:
        """Why the promise may not be made; "" where it may."""
        if promise.kind is PromiseKind.TIME:
            return self._objection_to_time(promise)
        if self.handed_off and promise.kind is not PromiseKind.CALL_BACK:
            return ""
        if not self.standing.allowed:
            return self.standing.told().why
        if promise.kind is PromiseKind.CALL_BACK:
            return NO_CALL_BACK
        return "" if promise.asks or self.decided.verdict is Verdict.HAND_OFF else NO_HANDOFF

    def _objection_to_time(self, promise: Promise) -> str:
        if not self.closed:
            return NO_SUCH_TIME if self.standing.allowed else self.standing.told().why
        told = {_plain(one.words) for one in promises_in(self.closed) if one.kind is PromiseKind.TIME}
        return "" if _plain(promise.words) in told else NOT_WHEN_BACK

    def instead(self, promises: tuple[Promise, ...]) -> str:
        if self.handed_off:
            return sentences.hand_off(self.wording)
        if self.closed and all(promise.kind is PromiseKind.TIME for promise in promises):
            return self.closed
        return self.decided.sentence or sentences.goes_on(self.wording)


def _case(policy: Policy, draft: Draft, now: datetime) -> _Case:
    history = histories.history_of(policy.agent_id, draft.conversation) if draft.conversation else History()
    turns = draft.transcript or _stored_turns(history)
    hours = policy.hours.availability(now)
    standing = standing_of(policy.enabled, policy.provider, hours, now)
    wording = policy.wording(language_of(turns, draft.customer.locale))
    consultation = Consultation(draft.conversation, turns, customer=draft.customer)
    closed = ""
    if standing.reason is Reason.OUTSIDE_HOURS:
        zone, theirs = hours.timezone, draft.customer.timezone
        closed = sentences.closed(wording, now, hours.next_open_at, zone, policy.contacts, theirs)
    return _Case(
        standing=standing,
        decided=ruling(policy, history, consultation, None, now),
        handed_off=history.handed_off(now),
        wording=wording,
        closed=closed,
    )


def _stored_turns(history: History) -> tuple[Turn, ...]:
    if history.conversation_id is None:
        return ()
    return Conversation.objects.get(pk=history.conversation_id).transcript()


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
