"""Gladly: an item on the customer's timeline beside the chat, with an id of ours that makes a repeat safe."""

from __future__ import annotations

from typing import Any

from handoff.fitting import fitting
from handoff.providers.base import (
    API,
    NONE,
    ChatLaunch,
    Customer,
    Delivery,
    HandoffContext,
    Provider,
    Repeat,
    Send,
    Setting,
    Shown,
)
from handoff.providers.notes import note_text, title
from handoff.providers.patterns import EMAIL, HOST_LABEL, MEND_EMAIL, MEND_WORD, WORD
from handoff.providers.rest.gladly import GladlyApi

# Gladly's limits: 25,000 for the body, 100 for the title, 50 for the name of the source.
BODY_CHARACTERS = 25_000
_TITLE_CHARACTERS = 100
_SOURCE_CHARACTERS = 50


class Gladly(Provider):
    slug = "gladly"
    label = "Gladly"
    settings_fields = (
        Setting(
            "host",
            "Gladly address",
            "Your organization's address, such as acme.gladly.com. A sandbox ends in gladly.qa.",
            adds="With the two fields below: the summary and the conversation, on the customer's timeline. "
            "Gladly finds the customer by e-mail address or phone number: your AI agent is told to ask for one.",
            example="acme.gladly.com",
            pattern=rf"{HOST_LABEL}\.gladly\.(?:com|qa)",
            mend="Enter the address alone, in small letters: acme.gladly.com, without https:// and without a path.",
        ),
        Setting(
            "email",
            "API user's e-mail address",
            "The Gladly user whose API token it is. Use one with the permission API User, and for this alone.",
            example="handoff@example.com",
            pattern=EMAIL,
            mend=MEND_EMAIL,
        ),
        Setting(
            "api_token",
            "API token",
            "In Gladly: Settings > More settings > API tokens > Create token. Gladly shows it once.",
            secret=True,
            pattern=WORD,
            mend=MEND_WORD,
        ),
    )
    together = ("host", "email", "api_token")
    repeat = Repeat.NATIVE_KEY
    customer_sees = "The chat, with nothing written in it."
    rate_limit = "10 requests a second"
    set_up_there = (
        "Create a user with the permission API User alone, and its token: the token can do whatever that user may.",
        "To have people answer, and not Gladly's own AI: leave chats from your site to an inbox of people under "
        "Settings > Routing.",
        "Set business hours for Glad App: outside of them Gladly says that nobody is there, and no chat is opened.",
    )

    def needs(self, customer: Customer) -> tuple[str, ...]:
        return ("email",) if not _contact(customer) and self.connected else ()

    def deliver(self, context: HandoffContext, send: Send) -> Delivery:
        if not self.connected:
            return super().deliver(context, send)
        if not _contact(context.customer):
            return Delivery(NONE, reason="email_unknown")
        self._api(send).add_item(_item(context))
        return Delivery(API, ref=context.handoff_id)

    def arrived(self, context: HandoffContext, send: Send) -> bool | None:
        return self._api(send).has_item(context.handoff_id) if self.connected else None

    def launch(self, context: HandoffContext) -> ChatLaunch:
        customer = context.customer
        user = {name: value for name, value in (("name", customer.name), ("email", customer.email)) if value}
        return ChatLaunch(self.slug, {"user": user} if customer.email else {})

    def check(self, send: Send) -> str | None:
        return self._api(send).organization() if self.connected else None

    def team_sees(self, context: HandoffContext) -> tuple[Shown, ...]:
        if not self.connected or not _contact(context.customer):
            return ()
        content = _item(context)["content"]
        return (Shown("An item on the customer's timeline", (content["title"], *content["body"].split("\n\n"))),)

    def _api(self, send: Send) -> GladlyApi:
        return GladlyApi(send, *map(self.setting, self.together))


def _contact(customer: Customer) -> dict[str, str]:
    """Exactly one of the two: Gladly refuses both."""
    if customer.email:
        return {"emailAddress": customer.email}
    return {"mobilePhone": customer.phone} if customer.phone else {}


def _item(context: HandoffContext) -> dict[str, Any]:
    ending = f", {context.ref}"
    # What the note begins with is the item's title here.
    _, _, body = note_text(context, BODY_CHARACTERS).partition("\n\n")
    return {
        "id": context.handoff_id,
        "customer": _contact(context.customer),
        "content": {
            "type": "CUSTOMER_ACTIVITY",
            "activityType": "ISSUE",
            "title": fitting(title(context), _TITLE_CHARACTERS - len(ending)) + ending,
            # Gladly refuses an item without words.
            "body": body or title(context),
            "sourceName": fitting(context.brand, _SOURCE_CHARACTERS) or "Handoff",
        },
    }
