"""The shop's AI agent: where in its loop a merchant's runtime asks Handoff, and what it does with each answer."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from demo.api import ApiError, HandoffApi, Json
from demo.assistant import DECLINED, GREETING, Assistant, Reply
from demo.conversations import AGENT, CUSTOMER, NOTE, Conversation, Offer, OpenHandoff

INSTRUCTIONS_FRESH_FOR = 10.0
BACK = "I'm back, and happy to help with anything else."
logger = logging.getLogger("demo.runtime")


class Runtime:
    def __init__(self, api: HandoffApi, assistant: Assistant) -> None:
        self.api = api
        self.assistant = assistant
        self._instructions: dict[str, tuple[float, Json]] = {}

    def greet(self, conversation: Conversation) -> None:
        conversation.say(AGENT, GREETING)

    def hear(self, conversation: Conversation, text: str) -> None:
        """The customer says something: ask Handoff first, then do as it says. Whatever goes wrong, go on helping."""
        with conversation.lock:
            conversation.say(CUSTOMER, text)
            conversation.offer = None
            try:
                self._act(conversation, self.api.decide(conversation.agent, consultation(conversation)))
            except ApiError as error:
                logger.warning("Handoff did not answer: %s", error)
                self._help(conversation, may_hand_off=False)

    def accept(self, conversation: Conversation) -> None:
        with conversation.lock:
            offer, conversation.offer = conversation.offer, None
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

    def give_up(self, conversation: Conversation) -> None:
        """The page could not open the chat. Usually Handoff knows by the receipt; where that was lost, tell it."""
        self.look(conversation)
        with conversation.lock:
            if not conversation.handoff:
                return
            try:
                self.api.return_to_agent(conversation.handoff.id)
            except ApiError as error:
                logger.warning("Handoff was not told: %s", error)
            conversation.say(AGENT, conversation.handoff.fallback)
            conversation.handoff = None

    def renew(self, conversation: Conversation) -> None:
        """The launch token grew too old (a page opened again after half an hour): repeating the start gives another."""
        with conversation.lock:
            if not conversation.handoff:
                return
            try:
                key = f"{conversation.id}-{uuid.uuid4().hex}"
                started = self.api.start(conversation.agent, consultation(conversation), key)
            except ApiError:
                return self.give_up(conversation)
            conversation.handoff.launch_token = started["launch_token"]
            return None

    def look(self, conversation: Conversation) -> None:
        """Whether the handoff is still open. When it is over, for whatever reason, the AI agent helps again."""
        with conversation.lock:
            if not conversation.handoff:
                return
            try:
                handoff = self.api.handoff(conversation.handoff.id)
            except ApiError:
                return
            conversation.handoff.chat_status = handoff["chat_status"]
            conversation.handoff.context_status = handoff["context_status"]
            if handoff["ended_at"]:
                self._take_back(conversation, conversation.handoff)

    def _act(self, conversation: Conversation, decision: Json) -> None:
        conversation.exit_hint = bool(decision.get("exit_hint"))
        if decision["reason"] == "already_handed_off":
            return  # people are talking to the customer: the AI agent is silent
        conversation.handoff = None
        if decision["verdict"] == "hand_off":
            self._hand_off(conversation)
        elif decision["verdict"] == "offer":
            self._offer(conversation, decision)
        elif decision["trigger"] == "customer_request" and _is_worth_saying(decision):
            conversation.say(AGENT, decision["sentence"])
        else:
            self._help(conversation, may_hand_off=decision["reason"] == "no_trigger")

    def _help(self, conversation: Conversation, may_hand_off: bool) -> None:
        reply = self._reply(conversation, may_hand_off)
        if reply.wants_handoff:
            named = {"trigger": "playbook", "directive": reply.directive} if reply.directive else {"trigger": "agent"}
            decision = self.api.decide(conversation.agent, consultation(conversation) | named)
            if decision["verdict"] != "continue":
                return self._hand_off_or_offer(conversation, decision, named, reply.text)
            reply = self._reply(conversation, may_hand_off=False)
        conversation.say(AGENT, reply.text)
        return None

    def _hand_off_or_offer(self, conversation: Conversation, decision: Json, named: Json, words: str) -> None:
        if decision["verdict"] == "offer":
            self._offer(conversation, decision)
        else:
            self._hand_off(conversation, named, words)

    def _reply(self, conversation: Conversation, may_hand_off: bool) -> Reply:
        return self.assistant.reply(conversation.turns(), self._instructions_of(conversation.agent), may_hand_off)

    def _offer(self, conversation: Conversation, decision: Json) -> None:
        conversation.say(AGENT, decision["sentence"])
        conversation.offer = Offer(decision["id"], decision["sentence"])

    def _hand_off(self, conversation: Conversation, named: Json | None = None, words: str = "") -> None:
        body = consultation(conversation) | (named or {})
        # The same turn asked for twice (a double click, a lost answer) is one handoff.
        key = f"{conversation.id}-{len(conversation.turns())}"
        self._start(conversation, lambda: self.api.start(conversation.agent, body, key), words)

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
        decision = error.problem.get("decision") or {}
        if decision.get("verdict") == "offer":
            self._offer(conversation, decision)
        else:
            self._help(conversation, may_hand_off=False)

    def _take_back(self, conversation: Conversation, handoff: OpenHandoff) -> None:
        conversation.handoff = None
        if handoff.chat_status == "failed":
            conversation.say(AGENT, handoff.fallback)
        else:
            conversation.say(NOTE, "The chat with the support team is over.")
            conversation.say(AGENT, BACK)

    def _instructions_of(self, agent: str) -> Json:
        at, kept = self._instructions.get(agent, (0.0, {}))
        if time.monotonic() - at > INSTRUCTIONS_FRESH_FOR or not kept:
            try:
                kept = self.api.instructions(agent)
            except ApiError as error:
                logger.warning("No instructions: %s", error)
            self._instructions[agent] = (time.monotonic(), kept)
        return kept


def _is_worth_saying(decision: Json) -> bool:
    """When people are back, or how else to reach them."""
    return decision["reason"] == "outside_hours" or bool(decision["contacts"])


def consultation(conversation: Conversation) -> Json:
    return {"conversation": conversation.id, "transcript": conversation.transcript()}
