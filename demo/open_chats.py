"""A handoff from its start to its end, as the shop follows it: the support chat opens or does not, and is over."""

from __future__ import annotations

import logging
import uuid

from demo.api import ApiError, HandoffApi
from demo.conversations import AGENT, NOTE, Conversation, OpenHandoff

BACK = "I'm back, and happy to help with anything else."
logger = logging.getLogger("demo.runtime")


class OpenChats:
    def __init__(self, api: HandoffApi) -> None:
        self.api = api

    def give_up(self, conversation: Conversation) -> None:
        """The page could not open the chat. Usually Handoff knows by the receipt; where that was lost, tell it."""
        self.look(conversation)
        with conversation.lock:
            if not conversation.handoff:
                return
            conversation.given_up = conversation.handoff.id
            try:
                self.tell_given_up(conversation)
            except ApiError as error:
                logger.warning("Handoff was not told: %s", error)
            conversation.say(AGENT, conversation.handoff.fallback)
            conversation.handoff = None

    def tell_given_up(self, conversation: Conversation) -> None:
        """Until Handoff knows: it would take the customer for somebody who is talking with people."""
        if not conversation.given_up:
            return
        try:
            self.api.return_to_agent(conversation.given_up)
        except ApiError as error:
            if error.is_passing:
                raise
        conversation.given_up = ""

    def renew(self, conversation: Conversation) -> None:
        """The launch token grew too old (a page opened again after half an hour): repeating the start gives another."""
        with conversation.lock:
            if not conversation.handoff:
                return
            try:
                key = f"{conversation.id}-{uuid.uuid4().hex}"
                started = self.api.start(conversation.agent, conversation.consultation(), key)
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

    def _take_back(self, conversation: Conversation, handoff: OpenHandoff) -> None:
        conversation.handoff = None
        if handoff.chat_status == "failed":
            conversation.say(AGENT, handoff.fallback)
        else:
            conversation.say(NOTE, "The chat with the support team is over.")
            conversation.say(AGENT, BACK)
