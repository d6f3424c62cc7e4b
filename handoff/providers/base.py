"""What a support chat platform is to us: settings and a context in, requests or a launch out. Values only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from agents.transcripts import Turn
from handoff.providers.notices.base import NoticeForm

# How the context reaches the human agent.
API = "api"
BROWSER_FIELDS = "browser_fields"
VISIBLE_MESSAGE = "visible_message"
PREFILLED = "prefilled"
NONE = "none"
# What the customer's browser carries.
BY_BROWSER = (BROWSER_FIELDS, VISIBLE_MESSAGE, PREFILLED)


class Repeat(StrEnum):
    """What makes it safe to deliver again what may have arrived already. With NONE it is not done again."""

    NATIVE_KEY = "native key"
    LOOK_UP = "look-up"
    NONE = "none"


class ProviderError(Exception):
    """The platform did not do it. `permanent`: trying again won't help. `ambiguous`: it may have done it all the same.

    `ref` is what was already made at the platform, so that the next attempt goes on from there. `code` is the
    platform's short name for the error. The text is for the merchant: it holds no secret and no word of the customer's.
    `reply` is what the platform itself said, as handoff.providers.said makes it: for the merchant's eyes, never a log.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        ambiguous: bool = False,
        retry_after: float | None = None,
        status: int | None = None,
        ref: str = "",
        code: str = "",
        reply: str = "",
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.ambiguous = ambiguous
        self.retry_after = retry_after
        self.status = status
        self.ref = ref
        self.code = code
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Reply:
    """A platform's answer with a 2xx status. `json` is what its body says; {} where it has none."""

    status: int
    json: Any


class Send(Protocol):
    """The door to the network. Raises ProviderError for anything but a 2xx."""

    def __call__(
        self,
        method: str,
        url: str,
        *,
        json: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Setting:
    """A field that the merchant may fill in. `pattern` must match the whole value; `mend` says what a right one is.

    `example` is a right one, with which the platform gets more context; of a secret there is none to show.
    """

    name: str
    label: str
    help: str
    adds: str = ""
    secret: bool = False
    example: str = ""
    pattern: str = r".{1,200}"
    mend: str = "Check this value."
    choices: tuple[tuple[str, str], ...] = ()
    # What an empty choice means.
    unset: str = "Not set"
    # Another setting, which must not have the same value.
    differs_from: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """All optional, as the runtime gave them."""

    id: str = ""
    email: str = ""
    name: str = ""
    phone: str = ""
    locale: str = ""
    timezone: str = ""
    page_url: str = ""

    def known(self) -> dict[str, str]:
        """What was given, by name."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class HandoffContext:
    """What one handoff carries. `summary` is for the human agent alone.

    `opening` and `request` are in the customer's voice, for what the customer sees: a sentence, or all that they asked.
    """

    handoff_id: str
    ref: str
    brand: str
    agent: str
    reason: str
    opening: str
    request: str
    summary: str
    transcript: tuple[Turn, ...] = ()
    customer: Customer = field(default_factory=Customer)
    visitor_id: str = ""
    provider_ref: str = ""
    attempt: int = 1
    started_at: datetime | None = None
    # True while a worker may still put the context, or more of it, in front of the human team.
    delivery_pending: bool = False
    # Started from the admin to try the handoff. `opening` and `summary` say so already.
    is_test: bool = False
    # The human team's, in which the summary is written.
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the context went. `ref` is the platform's conversation.

    `waits`: the customer's chat, which it is to be put into, has not appeared at the platform yet. It is asked again.
    """

    via: str
    ref: str = ""
    reason: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of what the human team is given to read, as plain text in paragraphs."""

    where: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChatLaunch:
    """What the browser must do. `options` go to static/handoff/providers/<provider>.js as they are; never a secret."""

    provider: str
    options: Mapping[str, Any] = field(default_factory=dict)


class Provider:
    """A platform that opens and takes no context: each platform overrides what it can do better."""

    slug: ClassVar[str]
    label: ClassVar[str]
    settings_fields: ClassVar[tuple[Setting, ...]] = ()
    # What the platform's API takes: they work only together, so whoever fills in one is asked for all. Apart from
    # those of them that are of use without the API too.
    together: ClassVar[tuple[str, ...]] = ()
    useful_alone: ClassVar[tuple[str, ...]] = ()
    repeat: ClassVar[Repeat] = Repeat.NONE
    # For merchants, in plain words: what the customer sees of it, and what is to be set up at the platform itself.
    customer_sees: ClassVar[str] = "The chat, with nothing written in it."
    set_up_there: ClassVar[tuple[str, ...]] = ()
    # Where the platform tells of its own accord: how that is proved and read.
    notices: ClassVar[NoticeForm | None] = None
    # How many requests the platform takes, as far as it says.
    rate_limit: ClassVar[str] = ""

    def __init__(self, settings: Mapping[str, str], secrets: Mapping[str, str]) -> None:
        self.settings = settings
        self.secrets = secrets

    def setting(self, name: str) -> str:
        """The merchant's value, secret or not; "" where there is none.

        Checked again here, since an address is made of it. Raises ProviderError.
        """
        [declared] = [setting for setting in self.settings_fields if setting.name == name]
        value = self._stored(name)
        if value and not (isinstance(value, str) and re.fullmatch(declared.pattern, value)):
            raise ProviderError(f"{declared.label}: {declared.mend}", permanent=True)
        return value

    @property
    def connected(self) -> bool:
        """Whether the merchant has given all that the platform's API takes."""
        return bool(self.together) and all(map(self._stored, self.together))

    def _stored(self, name: str) -> str:
        return self.settings.get(name, "") or self.secrets.get(name, "")

    def browser_via(self) -> str:
        """What the launch carries with these settings: one of BY_BROWSER, or NONE."""
        return NONE

    def context_via(self) -> str:
        """The best way in which context would travel with these settings."""
        return API if self.connected else self.browser_via()

    def begins_chat(self) -> bool:
        """Whether delivery begins the conversation that the browser then opens."""
        return False

    def speaks_first(self) -> bool:
        """Whether the launch sends the customer's first message, so that no chat begins without one."""
        return False

    def waits_for_visitor(self, customer: Customer) -> bool:
        """Whether delivery needs the widget's own visitor id, which only the browser can tell."""
        return False

    def needs(self, customer: Customer) -> tuple[str, ...]:
        """What to ask the customer for, so that more context can be passed, e.g. ("email",)."""
        return ()

    def deliver(self, context: HandoffContext, send: Send) -> Delivery:
        """Put the context in front of the human team. Called again after a failure, where `repeat` makes that safe."""
        via = self.browser_via()
        return Delivery(via, reason="not_supported" if via == NONE else "")

    def arrived(self, context: HandoffContext, send: Send) -> bool | None:
        """Whether the context is there for the team, found out by reading alone; None where that can't be told.

        Raises ProviderError.
        """
        return None

    def launch(self, context: HandoffContext) -> ChatLaunch:
        """How the browser opens the chat."""
        return ChatLaunch(self.slug)

    def check(self, send: Send) -> str | None:
        """Whose the stored credentials are, found out by a harmless read; None where there is nothing to check.

        Raises ProviderError.
        """
        return None

    def team_sees(self, context: HandoffContext) -> tuple[Shown, ...]:
        """What this context comes to at the platform, made by the same functions that deliver it."""
        return ()
