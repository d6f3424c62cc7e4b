"""One turn of an Agent that follows a draft, by the rules that a runtime would ask Handoff for. Nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handoff import runtime_door
from handoff.admin.playbooks.drafted import Drafted
from handoff.admin.playbooks.posted_chat import Chat
from handoff.consultations import Consultation
from handoff.decision import CUSTOMER_WANTS, Decision, Reason, Trigger, Verdict
from handoff.histories import History, PastDecision
from handoff.rulings import ruling
from handoff.runtime_door import DraftReply
from playbooks.directives import Directive
from playbooks.instructions import MAY_HAND_OFF, DirectiveReference, Instructions, Standing
from playbooks.reached import directive_in

RULES = (
    "Answered by the demo's simple rules, since its runtime has no model's key (OPENAI_API_KEY). "
    "They look for the words of an “if” or “when” in the customer's last message. "
    "They can't judge other wordings, the tone, or what was said before."
)
MODEL_FAILED = "The model did not answer, so the demo's simple rules did: they only look for the words of an “if”."
NOTHING_FITS = "The rules found no “if” or “when” in the playbooks that fits this message."
NO_SUCH_DIRECTIVE = "The model named a directive that does not exist, so that no handoff could begin."


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """`engine`: who spoke for the Agent, a model, the demo's rules, or "" for Handoff's own sentence."""

    reply: str
    decided: Decision
    fired: DirectiveReference | None = None
    engine: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    drafted: Drafted
    chat: Chat
    at: datetime

    def next_turn(self) -> Rehearsed:
        """Raises RuntimeUnavailable."""
        decided = self._ruling(None)
        if decided.verdict is not Verdict.CONTINUE or _is_worth_saying(decided):
            return Rehearsed(decided.sentence, decided)
        if decided.reason is not Reason.NO_TRIGGER:
            return self._goes_on(decided)
        return self._by_the_agent(decided)

    def _by_the_agent(self, decided: Decision) -> Rehearsed:
        """The draft is told as if the team were there: so it shows whether the directive is reached at all."""
        told = self.drafted.compiled(MAY_HAND_OFF)
        said = self._asked(told, may_hand_off=True)
        if not said.wants_handoff:
            return _of(said, decided)
        if not said.directive:
            return self._called(said, self._ruling(Trigger.AGENT), None)
        fired = next((reference for reference in told.directives if reference.id == said.directive), None)
        if fired is None:
            return self._goes_on(decided, limits=NO_SUCH_DIRECTIVE)
        return self._called(said, self._ruling(Trigger.PLAYBOOK, self._directive(fired)), fired)

    def _called(self, said: DraftReply, decided: Decision, fired: DirectiveReference | None) -> Rehearsed:
        if decided.verdict is Verdict.CONTINUE:
            return self._goes_on(decided, fired)
        # Before an offer nothing is announced.
        words = said.text if decided.verdict is Verdict.HAND_OFF else ""
        return _of(said, decided, fired, f"{words} {decided.sentence}".strip())

    def _goes_on(self, decided: Decision, fired: DirectiveReference | None = None, limits: str = "") -> Rehearsed:
        said = self._asked(self.drafted.compiled(self._standing()), may_hand_off=False)
        spoken = _of(said, decided, fired)
        return Rehearsed(spoken.reply, decided, fired, spoken.engine, f"{limits} {spoken.limits}".strip())

    def _standing(self) -> Standing:
        return self.drafted.standing(self.at).told()

    def _asked(self, told: Instructions, *, may_hand_off: bool) -> DraftReply:
        return runtime_door.reply_to(told, self.chat.transcript, may_hand_off=may_hand_off)

    def _directive(self, fired: DirectiveReference) -> Directive | None:
        version = fired.id.partition(".")[0]
        text = next(playbook.text for playbook in self.drafted.playbooks if playbook.version_id == version)
        return directive_in(text, fired.id)

    def _ruling(self, trigger: Trigger | None, directive: Directive | None = None) -> Decision:
        consultation = Consultation("", self.chat.transcript, trigger)
        return ruling(self.drafted.policy, self._history(), consultation, directive, self.at)

    def _history(self) -> History:
        return History(decisions=tuple(_offer(turn) for turn in self.chat.offers))


def _offer(turn: int) -> PastDecision:
    return PastDecision(UUID(int=0), "", "", Verdict.OFFER, turn, "", None)


def _of(said: DraftReply, decided: Decision, fired: DirectiveReference | None = None, reply: str = "") -> Rehearsed:
    return Rehearsed(reply or said.text, decided, fired, said.engine, _limits(said))


def _limits(said: DraftReply) -> str:
    if said.engine == "model":
        return ""
    known = MODEL_FAILED if said.model_failed else RULES
    return known if said.text or said.wants_handoff else f"{NOTHING_FITS} {known}"


def _is_worth_saying(decided: Decision) -> bool:
    """To a customer who asked for people: when they are back, or how else to reach them."""
    wanted = decided.trigger in CUSTOMER_WANTS
    return wanted and (decided.reason is Reason.OUTSIDE_HOURS or bool(decided.contacts.named()))
