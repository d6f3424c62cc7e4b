"""Intercom: a conversation in the customer's name, and a note in it that human agents alone can read."""

from __future__ import annotations

from handoff.providers.base import (
    API,
    NONE,
    PREFILLED,
    ChatLaunch,
    Customer,
    Delivery,
    HandoffContext,
    Provider,
    ProviderError,
    Repeat,
    Send,
    Setting,
    Shown,
)
from handoff.providers.following import followed
from handoff.providers.notes import note_html, paragraphs_of
from handoff.providers.notices.intercom import IntercomNotices
from handoff.providers.patterns import MEND_WORD, WORD
from handoff.providers.rest.intercom import HOSTS, IntercomApi, Sender
from handoff.providers.texts import first_message

NOTE_BYTES = 20_000
# Looked for by the ref alone.
_ANYBODY = Sender("contact", "")


class Intercom(Provider):
    slug = "intercom"
    label = "Intercom"
    notices = IntercomNotices()
    settings_fields = (
        Setting(
            "access_token",
            "Access token",
            "In Intercom: Settings > Integrations > Developer Hub > your app (or New app, for this workspace alone) > "
            "Configure > Authentication.",
            adds="The summary and the conversation, as a note that only your team can read. "
            "Without a token the customer is shown a request to send, and your team gets no summary.",
            secret=True,
            pattern=WORD,
            mend=MEND_WORD,
        ),
        Setting(
            "region",
            "Region",
            "Where Intercom keeps your data: in Intercom under Settings > Workspace > General. "
            "United States, unless your workspace was made elsewhere.",
            example="eu",
            pattern="us|eu|au",
            choices=(("us", "United States"), ("eu", "Europe"), ("au", "Australia")),
            unset="Not set (United States)",
            mend="Choose one of the regions.",
        ),
        Setting(
            "admin_id",
            "Note author",
            "The ID of the teammate in whose name notes are written: the number at the end of the address when you "
            "open that teammate under Settings > Workspace > Teammates. "
            "Left empty, it is the teammate who made the token.",
            example="5017691",
            pattern=r"[0-9]{1,20}",
            mend="Enter the number alone, such as 5017691.",
        ),
    )
    together = ("access_token",)
    repeat = Repeat.LOOK_UP
    customer_sees = (
        "The chat, with a short request of the customer's own as its first message; "
        "without a token, ready to send in the message box."
    )
    rate_limit = "10,000 requests a minute"
    set_up_there = (
        "To have people answer, and not Fin or a Workflow: in Intercom under Workflows, let conversations whose first "
        "message contains “Ref H” go to a team at once, and do not let Fin answer them. Every handoff's reference "
        "begins with H.",
        "If you secure the Messenger with user identity verification, give your AI agent the same user IDs that your "
        "site gives Intercom: the conversation opens only for the same person.",
        "Access tokens come with every plan.",
    )

    def browser_via(self) -> str:
        return PREFILLED

    def begins_chat(self) -> bool:
        return self.connected

    def waits_for_visitor(self, customer: Customer) -> bool:
        return not _is_named(customer) and self.connected

    def deliver(self, context: HandoffContext, send: Send) -> Delivery:
        if not self.connected:
            return super().deliver(context, send)
        if not _is_named(context.customer) and not context.visitor_id:
            return Delivery(NONE, reason="anonymous_customer")
        api = self._api(send)
        conversation, is_new = _conversation(api, context)
        try:
            self._add_note(api, context, conversation, is_new)
        except ProviderError as error:
            error.ref = conversation
            raise
        return Delivery(API, ref=conversation)

    def arrived(self, context: HandoffContext, send: Send) -> bool | None:
        if not self.connected:
            return None
        api = self._api(send)
        return followed(context, lambda: api.conversation_about(context.ref, _ANYBODY), api.has_note)

    def launch(self, context: HandoffContext) -> ChatLaunch:
        if context.provider_ref:
            return ChatLaunch(self.slug, {"conversation_id": context.provider_ref})
        if context.delivery_pending and self.connected:
            return ChatLaunch(self.slug)
        return ChatLaunch(self.slug, {"prefill": context.opening})

    def check(self, send: Send) -> str | None:
        return self._api(send).workspace() if self.connected else None

    def team_sees(self, context: HandoffContext) -> tuple[Shown, ...]:
        if not self.connected:
            return (Shown("A message that the customer may send", (context.opening,)),)
        note = paragraphs_of(note_html(context, NOTE_BYTES))
        opening = tuple(first_message(context).split("\n\n"))
        return (Shown("The first message, in the customer's name", opening), Shown("A note for your team alone", note))

    def _api(self, send: Send) -> IntercomApi:
        return IntercomApi(send, HOSTS[self.setting("region") or "us"], self.setting("access_token"))

    def _add_note(self, api: IntercomApi, context: HandoffContext, conversation: str, is_new: bool) -> None:
        if is_new or not api.has_note(conversation, context.ref):
            author = self.setting("admin_id") or api.own_admin_id()
            api.add_note(conversation, author, note_html(context, NOTE_BYTES))


def _is_named(customer: Customer) -> bool:
    return bool(customer.id or customer.email)


def _conversation(api: IntercomApi, context: HandoffContext) -> tuple[str, bool]:
    """The conversation's id, and whether this attempt began it."""
    if context.provider_ref:
        return context.provider_ref, False
    sender = _sender(api, context)
    if context.attempt > 1 and (found := api.conversation_about(context.ref, sender)):
        return found, False
    return api.start_conversation(sender, first_message(context)), True


def _sender(api: IntercomApi, context: HandoffContext) -> Sender:
    customer = context.customer
    if not _is_named(customer):
        return Sender("contact", context.visitor_id)
    # Somebody else may create the contact between our two questions.
    found = api.contact(customer) or api.new_contact(customer) or api.contact(customer)
    if found is None:
        raise ProviderError("Intercom has this customer, and doesn't show the contact yet.")
    return found
