"""What a support chat platform is to us: settings and a context in, requests or a launch out. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from agents.transcripts import Turn

# How the context reaches the human agent.
API = "api"
BROWSER_FIELDS = "browser_fields"
PREFILLED = "prefilled"
NONE = "none"


class ProviderError(Exception):
    """The platform did not do it. `permanent`: trying again won't help. `ambiguous`: it may have done it all the same.

    `ref` is what was already made at the platform, so that the next attempt goes on from there.
    The text is for the merchant: it holds no secret and no word of the customer's.
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
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.ambiguous = ambiguous
        self.retry_after = retry_after
        self.status = status
        self.ref = ref


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
    """A field that the merchant may fill in. `pattern` must match the whole value; `mend` says what a right one is."""

    name: str
    label: str
    help: str
    adds: str = ""
    secret: bool = False
    pattern: str = r".{1,200}"
    mend: str = "Check this value."
    choices: tuple[tuple[str, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class HandoffContext:
    """What one handoff carries. `summary` is for the human agent alone; `opening` is in the customer's voice."""

    handoff_id: str
    ref: str
    brand: str
    agent: str
    reason: str
    opening: str
    summary: str
    transcript: tuple[Turn, ...] = ()
    customer: Customer = field(default_factory=Customer)
    visitor_id: str = ""
    provider_ref: str = ""
    attempt: int = 1
    # True while a worker may still put the context, or more of it, in front of the human team.
    delivery_pending: bool = False
    # Started from the admin to try the handoff. `opening` and `summary` say so already.
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the context went. `via` is API, BROWSER_FIELDS, PREFILLED or NONE; `ref` is the platform's conversation."""

    via: str
    ref: str = ""
    reason: str = ""


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

    def __init__(self, settings: Mapping[str, str], secrets: Mapping[str, str]) -> None:
        self.settings = settings
        self.secrets = secrets

    def context_via(self) -> str:
        """How context would travel with these settings."""
        return NONE

    def waits_for_visitor(self, customer: Customer) -> bool:
        """Whether delivery needs the widget's own visitor id, which only the browser can tell."""
        return False

    def needs(self, customer: Customer) -> tuple[str, ...]:
        """What to ask the customer for, so that more context can be passed, e.g. ("email",)."""
        return ()

    def deliver(self, context: HandoffContext, send: Send) -> Delivery:
        """Put the context in front of the human team. Called again after a failure: look up before repeating."""
        return Delivery(NONE, reason="not_supported")

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
