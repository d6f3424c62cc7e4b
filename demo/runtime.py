"""The shop's AI agent: where in its loop a merchant's runtime asks Handoff, and what it does with each answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from demo.api import ApiError, HandoffApi, Json
from demo.assistant import DECLINED, GREETING, Assistant, Reply
from demo.conversations import AGENT, CUSTOMER, Conversation, Offer, OpenHandoff
from demo.open_chats import OpenChats
from demo.wishes import ASK_EMAIL, EMAIL, Wish, email_in

INSTRUCTIONS_FRESH_FOR = 10.0
NOT_REACHED = "I'm sorry, I can't reach our support team just now. I'm happy to keep helping you right here."
logger = logging.getLogger("demo.runtime")


class Runtime(OpenChats):
    def __init__(self, api: HandoffApi, assistant: Assistant) -> None:
        super().__init__(api)
        self.assistant = assistant
        self._instructions: dict[str, tuple[float, Json]] = {}

    def greet(self, conversation: Conversation) -> None:
        conversation.say(AGENT, GREETING)

    def hear(self, conversation: Conversation, text: str) -> None:
        """The customer says something: ask Handoff first, then do as it says. Whatever goes wrong, go on helping."""
        with conversation.lock:
            if conversation.wish:
                return self._hear_answer(conversation, text)
            conversation.say(CUSTOMER, text)
            conversation.offer = None
            try:
                self.tell_given_up(conversation)
                self._act(conversation, self.api.decide(conversation.agent, conversation.consultation()))
            except ApiError as error:
                logger.warning("Handoff did not answer: %s", error)
                self._help(conversation, may_hand_off=False)
            return None

    def accept(self, conversation: Conversation) -> None:
        with conversation.lock:
            offer, conversation.offer = conversation.offer, None
            if offer and self._asks_first(conversation, offer.needs, Wish({"trigger": "offer_accepted"})):
                return
            if offer:
                self._start(conversation, lambda: self.api.accept(offer.decision))

    def decline(self, conversation: Conversation) -> None:
        with conversation.lock:
            offer, conversation.offer = conversation.offer, None
            if not offer:
                return
            try:
                self.api.decline(offer.decision)
            except ApiError as error:
                logger.warning("Handoff did not take the answer: %s", error)
            conversation.say(AGENT, DECLINED)

    def _act(self, conversation: Conversation, decision: Json) -> None:
        conversation.exit_hint = bool(decision.get("exit_hint"))
        if decision["reason"] == "already_handed_off":
            return self._be_silent(conversation)
        conversation.handoff = None
        if decision["verdict"] == "hand_off":
            self._hand_off(conversation, decision, Wish())
        elif decision["verdict"] == "offer":
            self._offer(conversation, decision)
        elif _is_worth_saying(decision):
            conversation.say(AGENT, decision["sentence"])
        else:
            self._help(conversation, may_hand_off=decision["reason"] == "no_trigger")

    def _be_silent(self, conversation: Conversation) -> None:
        """People have the conversation. Where the answer to its start was lost, the chat is still to be opened."""
        if not conversation.handoff:
            self._begin(conversation, Wish())

    def _help(self, conversation: Conversation, may_hand_off: bool) -> None:
        reply = self._reply(conversation, may_hand_off)
        if reply.wants_handoff:
            named = {"trigger": "playbook", "directive": reply.directive} if reply.directive else {"trigger": "agent"}
            decision = self.api.decide(conversation.agent, conversation.consultation() | named)
            if decision["verdict"] != "continue":
                return self._hand_off_or_offer(conversation, decision, Wish(named, reply.text))
            reply = self._reply(conversation, may_hand_off=False)
        conversation.say(AGENT, self._without_empty_promises(conversation, reply))
        return None

    def _without_empty_promises(self, conversation: Conversation, reply: Reply) -> str:
        """A model may promise people whatever it was told. Asked once; where nobody answers, the reply stands."""
        if not reply.by_model:
            return reply.text
        try:
            checked = self.api.check_reply(conversation.agent, reply.text, conversation.consultation())
        except ApiError as error:
            logger.warning("Handoff did not check the reply: %s", error)
            return reply.text
        return str(checked.get("instead") or reply.text)

    def _hand_off_or_offer(self, conversation: Conversation, decision: Json, wish: Wish) -> None:
        if decision["verdict"] == "offer":
            self._offer(conversation, decision)
        else:
            self._hand_off(conversation, decision, wish)

    def _reply(self, conversation: Conversation, may_hand_off: bool) -> Reply:
        return self.assistant.reply(conversation.turns(), self._instructions_of(conversation.agent), may_hand_off)

    def _offer(self, conversation: Conversation, decision: Json) -> None:
        conversation.say(AGENT, decision["sentence"])
        conversation.offer = Offer(decision["id"], decision["sentence"], tuple(decision["needs"]))

    def _hand_off(self, conversation: Conversation, decision: Json, wish: Wish) -> None:
        if not self._asks_first(conversation, decision["needs"], wish):
            self._begin(conversation, wish)

    def _asks_first(self, conversation: Conversation, needs: Sequence[str], wish: Wish) -> bool:
        """Once: whoever gave no e-mail address then is handed off without."""
        if EMAIL not in needs or conversation.asked_email:
            return False
        conversation.asked_email, conversation.wish = True, wish
        conversation.say(AGENT, ASK_EMAIL, aside=True)
        return True

    def _hear_answer(self, conversation: Conversation, text: str) -> None:
        """Neither the question nor the answer is a turn, so that what is handed off still ends with the wish."""
        wish, conversation.wish = conversation.wish or Wish(), None
        conversation.say(CUSTOMER, text, aside=True)
        conversation.email = email_in(text)
        self._begin(conversation, wish)

    def _begin(self, conversation: Conversation, wish: Wish) -> None:
        body = conversation.consultation() | wish.named
        # The same turn asked for twice (a double click, a lost answer) is one handoff.
        key = f"{conversation.id}-{len(conversation.turns())}"
        self._start(conversation, lambda: self.api.start(conversation.agent, body, key), wish.words)

    def _start(self, conversation: Conversation, start: Callable[[], Json], words: str = "") -> None:
        try:
            started = start()
        except ApiError as error:
            return self._not_started(conversation, error)
        conversation.say(AGENT, f"{words} {started['sentence']}".strip())
        token = started["launch_token"]
        fallback = started["fallback"]
        conversation.handoff = OpenHandoff(started["id"], started["ref"], started["provider"], token, fallback)
        return None

    def _not_started(self, conversation: Conversation, error: ApiError) -> None:
        """Something changed since the decision (409), or the API is away: the conversation stays here."""
        logger.info("No handoff: %s", error)
        if error.is_passing:
            return conversation.say(AGENT, NOT_REACHED)
        decision = error.problem.get("decision") or {}
        if decision.get("verdict") == "offer":
            self._offer(conversation, decision)
        elif decision and _is_worth_saying(decision):
            conversation.say(AGENT, decision["sentence"])
        else:
            self._help(conversation, may_hand_off=False)
        return None

    def _instructions_of(self, agent: str) -> Json:
        at, kept = self._instructions.get(agent, (-INSTRUCTIONS_FRESH_FOR, {}))
        if time.monotonic() - at > INSTRUCTIONS_FRESH_FOR:
            try:
                kept = self.api.instructions(agent)
            except ApiError as error:
                logger.warning("No instructions: %s", error)
            self._instructions[agent] = (time.monotonic(), kept)
        return kept


def _is_worth_saying(decision: Json) -> bool:
    """To a customer who asked for people: when they are back, or how else to reach them."""
    wanted = decision["trigger"] in ("customer_request", "offer_accepted")
    return wanted and (decision["reason"] == "outside_hours" or bool(decision["contacts"]))
