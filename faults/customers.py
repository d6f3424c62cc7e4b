"""One conversation's life as its customer and its AI agent live it: start, launch, chat, receipts."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass
from typing import Any

import httpx2

from faults import history
from faults.history import History
from faults.merchants import Account
from faults.platforms import Platforms
from faults.runtime import Answer, Caller, GaveUp

Json = dict[str, Any]
# Test numbers that pass every check of a real one: they may stand in no log.
CARDS = ("4111 1111 1111 1111", "5500-0055-5555-5559", "378282246310005")
MOST_LOOKS = 20
WIDGET_TRIES = 5


@dataclass(frozen=True, slots=True)
class Habits:
    """Which shares of the customers do what; the rest open the chat and talk."""

    leaves: float = 0.05
    fails: float = 0.03
    closes: float = 0.10
    twice: float = 0.10


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything that chance decides of it is decided before it begins."""

    name: str
    account: Account
    card: str
    leaves: bool
    fails: bool
    closes: bool
    twice: bool

    @property
    def email(self) -> str:
        return f"{self.name}@customers.example"

    def body(self) -> Json:
        said = f"My card {self.card} was charged twice for order {self.name[-4:]}. Please let me talk to a human."
        return {
            "conversation": self.name,
            "transcript": [
                {"role": "customer", "text": "Hello, I have a question about my order."},
                {"role": "agent", "text": "Of course, what would you like to know?"},
                {"role": "customer", "text": said},
            ],
            "customer": {"id": self.name, "email": self.email, "name": "Robin"},
        }


def conversation(number: int, seed: int, accounts: list[Account], habits: Habits) -> Conversation:
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - a load that can be run again, and no secret
    drawn = {name: chance.random() < getattr(habits, name) for name in ("leaves", "fails", "closes", "twice")}
    return Conversation(f"c{seed}-{number}", chance.choice(accounts), chance.choice(CARDS), **drawn)


class Customers:
    def __init__(self, caller: Caller, platforms: Platforms, log: History) -> None:
        self._caller, self._platforms, self._log = caller, platforms, log

    def live(self, one: Conversation) -> None:
        try:
            self._live(one)
        except GaveUp as given_up:
            self._log.add(history.CLIENT, history.GAVE_UP, conversation=one.name, call=str(given_up))

    def _live(self, one: Conversation) -> None:
        started = self._start(one)
        if not started.is_success or one.leaves:
            return
        handoff, token = str(started.body["id"]), str(started.body["launch_token"])
        if one.fails:
            self._caller.receipt(handoff, token, {"event": "failed", "reason": "widget_timeout"})
            return
        launch = self._launch(handoff, token)
        if not launch.is_success:
            return
        passed = self._open(one, launch.body)
        self._caller.receipt(handoff, token, {"event": "opened", "context_passed": passed})
        if one.closes:
            self._caller.receipt(handoff, token, {"event": "closed"})

    def _start(self, one: Conversation) -> Answer:
        """Where it is done twice, the second comes at the same time under another key: a double click."""
        account, body = one.account, one.body()
        answers: list[Answer] = []

        def start(key: str) -> None:
            answers.append(self._caller.start(account.api_key, account.agent, body, key))

        second = threading.Thread(target=_quietly, args=(start, f"{one.name}-again"))
        if one.twice:
            second.start()
        start(one.name)
        if one.twice:
            second.join()
        return answers[-1]

    def _launch(self, handoff: str, token: str) -> Answer:
        """Asked again until it is ready, as the storefront's script does."""
        answer = self._caller.launch(handoff, token)
        for _ in range(MOST_LOOKS):
            if not answer.is_success or answer.body["status"] == "ready":
                return answer
            time.sleep(answer.body["retry_after_ms"] / 1000)
            answer = self._caller.launch(handoff, token)
        raise GaveUp(history.LAUNCH)

    def _open(self, one: Conversation, launch: Json) -> bool:
        """What the platform's widget does; whether the chat took the context."""
        slug, options = one.account.merchant.kind, launch["options"]
        if slug == "intercom":  # the conversation was begun by the API, or nobody writes in it yet
            return "prefill" in options
        self._begin_chat(slug, first_words(slug, options, one))
        self._log.add(history.CLIENT, history.CHAT, handoff=launch["handoff"], ref=launch["ref"], slug=slug)
        return carries_context(slug, options)

    def _begin_chat(self, slug: str, said: Json) -> None:
        for _ in range(WIDGET_TRIES):
            try:
                self._platforms.begin_chat(slug, **said)
            except httpx2.TransportError:
                time.sleep(0.2)
            else:
                return
        raise GaveUp(history.CHAT)


def carries_context(slug: str, options: Json) -> bool:
    """As the storefront's script tells it: a field or a message took the context."""
    return bool({"fields", "context", "prefill"} & set(options)) or (slug == "gorgias" and "message" in options)


def first_words(slug: str, options: Json, one: Conversation) -> Json:
    """What the widget sends to begin the chat."""
    if slug == "sprinklr":
        message = {"from": "customer", "body": options["message"]}
        return {"body": options["message"], "messages": [message], "context": options.get("context", {})}
    words = options.get("message") or options.get("prefill") or "Hello"
    own: dict[str, Json] = {
        "zendesk": {"fields": options.get("fields", []), "tags": options.get("tags", [])},
        "gorgias": {"email": options.get("email", ""), "account": one.account.merchant.settings.get("subdomain", "")},
        "gladly": {"email": one.email},
    }
    return {"body": words, **own.get(slug, {})}


def _quietly(start: Any, key: str) -> None:
    try:
        start(key)
    except GaveUp:
        return
