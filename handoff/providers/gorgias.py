"""Gorgias: the chat opens with a short request, and a note that agents alone see follows it into the ticket."""

from __future__ import annotations

from handoff.providers.base import (
    NONE,
    VISIBLE_MESSAGE,
    ChatLaunch,
    Delivery,
    HandoffContext,
    Provider,
    Repeat,
    Send,
    Setting,
    Shown,
)
from handoff.providers.following import follow, followed
from handoff.providers.notes import note_html, paragraphs_of
from handoff.providers.notices.gorgias import GorgiasNotices
from handoff.providers.patterns import EMAIL, HOST_LABEL, MEND_CHOICE, MEND_EMAIL, MEND_WORD, WORD, mend_subdomain
from handoff.providers.rest.gorgias import GorgiasApi
from handoff.providers.texts import first_message, with_ref

NOTE_BYTES = 20_000
_WISH = "I'd like to talk to a person."


class Gorgias(Provider):
    slug = "gorgias"
    label = "Gorgias"
    notices = GorgiasNotices()
    settings_fields = (
        Setting(
            "subdomain",
            "Subdomain",
            "The first part of your Gorgias address: for acme.gorgias.com it is acme.",
            adds="With the two fields below: the summary and the conversation, in an internal note on the ticket.",
            example="acme",
            pattern=HOST_LABEL,
            mend=mend_subdomain("gorgias.com"),
        ),
        Setting(
            "email",
            "User's e-mail address",
            "The Gorgias user whose API key it is. Internal notes are written in this user's name.",
            example="handoff@example.com",
            pattern=EMAIL,
            mend=MEND_EMAIL,
        ),
        Setting(
            "api_key",
            "API key",
            "In Gorgias: Settings > Account > REST API > Create API key, while logged in as that user.",
            secret=True,
            pattern=WORD,
            mend=MEND_WORD,
        ),
        Setting(
            "visible_request",
            "The customer's request in the chat",
            "Without an API key your team can still learn what it is about: what the customer asked your AI agent is "
            "then the first message of the chat, where the customer sees it. It holds the customer's own words only.",
            adds="The customer's questions, as the first message of the chat.",
            example="yes",
            pattern="yes",
            choices=(("yes", "Send it as the customer's first message"),),
            unset="Don't send it",
            mend=MEND_CHOICE,
        ),
        Setting(
            "tag",
            "Ticket tag",
            "A word that every ticket from a handoff is tagged with, so that your views and rules can find it. "
            "It takes the API key.",
            adds="A tag on the ticket.",
            example="ai-handoff",
            pattern=r"[\w.\-][\w.\- ]{0,79}",
            mend="Use one word or a few, of letters, digits, _, . and - only.",
        ),
    )
    together = ("subdomain", "email", "api_key")
    repeat = Repeat.LOOK_UP
    customer_sees = "The chat, with a short request of the customer's own as its first message."
    rate_limit = "40 requests in 20 seconds"
    set_up_there = (
        "Live chat must be on: Settings > Channels > Chat > your chat > Preferences. Outside the business hours that "
        "you set there, the chat only takes messages.",
        "To have people answer, and not Gorgias' AI Agent or a flow: exclude tickets whose first message contains "
        "“Ref H” from both. Every handoff's reference begins with H.",
        "REST API keys come with every plan.",
    )

    def browser_via(self) -> str:
        return VISIBLE_MESSAGE if self._shows_request else NONE

    def speaks_first(self) -> bool:
        return True

    def deliver(self, context: HandoffContext, send: Send) -> Delivery:
        if not self.connected:
            return super().deliver(context, send)
        api = self._api(send)
        delivery = follow(
            context,
            find=lambda: api.ticket_with(context.ref, context.started_at),
            has_note=api.has_note,
            add_note=lambda ticket: api.add_note(ticket, note_html(context, NOTE_BYTES)),
        )
        if delivery.ref and (tag := self.setting("tag")):
            api.add_tag(delivery.ref, tag)
        return delivery

    def arrived(self, context: HandoffContext, send: Send) -> bool | None:
        if not self.connected:
            return None
        api = self._api(send)
        ticket = context.provider_ref or api.ticket_with(context.ref, context.started_at)
        # Only the newest messages are looked through: one that isn't among them may be there all the same.
        return followed(context, lambda: ticket, api.has_note) if ticket else None

    def launch(self, context: HandoffContext) -> ChatLaunch:
        known = {"email": context.customer.email} if context.customer.email else {}
        return ChatLaunch(self.slug, {"message": self._message(context), **known})

    def check(self, send: Send) -> str | None:
        return self._api(send).account() if self.connected else None

    def team_sees(self, context: HandoffContext) -> tuple[Shown, ...]:
        message = Shown("The first message, in the customer's name", tuple(self._message(context).split("\n\n")))
        if not self.connected:
            return (message,)
        note = paragraphs_of(note_html(context, NOTE_BYTES))
        return (message, Shown("An internal note on the ticket", note))

    @property
    def _shows_request(self) -> bool:
        return bool(self.settings.get("visible_request")) and not self.connected

    def _message(self, context: HandoffContext) -> str:
        """The ticket is found by the ref in it. Without the merchant's leave it tells nothing of the matter."""
        if self.connected:
            return first_message(context)
        return with_ref(context.request if self._shows_request else _WISH, context.ref)

    def _api(self, send: Send) -> GorgiasApi:
        return GorgiasApi(send, *map(self.setting, self.together))
