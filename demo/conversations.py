"""What the shop remembers of its customers' chats: in memory, for as long as it runs."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from demo.wishes import Wish

CUSTOMER = "customer"
AGENT = "agent"
# Shown in the chat, but said by nobody: no turn of the transcript.
NOTE = "note"
MOST_KEPT = 500


@dataclass(frozen=True)
class Line:
    """`aside`: said in the chat, but no turn of the conversation, such as a question for an e-mail address."""

    who: str
    text: str
    aside: bool = False
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True)
class Offer:
    """The question whether to bring in a person, put and not answered yet."""

    decision: str
    sentence: str
    # What the customer is to be asked for before the handoff.
    needs: tuple[str, ...] = ()


@dataclass
class OpenHandoff:
    id: str
    ref: str
    provider: str
    launch_token: str
    # What is said where the chat does not open.
    fallback: str
    chat_status: str = "pending"
    context_status: str = "pending"


@dataclass
class Conversation:
    agent: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    lines: list[Line] = field(default_factory=list)
    offer: Offer | None = None
    handoff: OpenHandoff | None = None
    # The id of a handoff that is over here, and of which Handoff could not be told.
    given_up: str = ""
    exit_hint: bool = False
    # Set while the customer is asked for something before the handoff.
    wish: Wish | None = None
    email: str = ""
    asked_email: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def say(self, who: str, text: str, *, aside: bool = False) -> None:
        self.lines.append(Line(who, text, aside))

    def turns(self) -> list[Line]:
        return [line for line in self.lines if line.who != NOTE and not line.aside]

    def transcript(self) -> list[dict[str, str]]:
        return [{"role": line.who, "text": line.text, "at": line.at.isoformat()} for line in self.turns()]

    def consultation(self) -> dict[str, Any]:
        """What Handoff is asked about."""
        customer = {"customer": {"email": self.email}} if self.email else {}
        return {"conversation": self.id, "transcript": self.transcript(), **customer}


class Conversations:
    """By id; the oldest is forgotten when there are too many."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, agent: str) -> Conversation:
        conversation = Conversation(agent)
        with self._lock:
            self._kept[conversation.id] = conversation
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return conversation

    def find(self, key: str) -> Conversation | None:
        return self._kept.get(key)

    def handed_off(self) -> list[Conversation]:
        with self._lock:
            return [conversation for conversation in self._kept.values() if conversation.handoff]
