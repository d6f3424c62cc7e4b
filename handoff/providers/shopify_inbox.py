"""Shopify Inbox: has no API that could be used, so the chat opens with a message that the customer may send."""

from __future__ import annotations

from handoff.providers.base import NONE, PREFILLED, ChatLaunch, HandoffContext, Provider, Setting, Shown
from handoff.providers.notices.shopify_inbox import ShopifyNotices
from handoff.providers.patterns import MEND_CHOICE
from handoff.providers.texts import with_ref


class ShopifyInbox(Provider):
    slug = "shopify_inbox"
    label = "Shopify Inbox"
    notices = ShopifyNotices()
    settings_fields = (
        Setting(
            "prefill",
            "The customer's request in the chat",
            "Usually what the customer asked your AI agent stands ready in the message box, for the customer to send. "
            "It is made of the customer's own words only.",
            pattern="no",
            choices=(("no", "Leave the message box empty"),),
            unset="Put it into the message box",
            mend=MEND_CHOICE,
        ),
    )
    customer_sees = (
        "The chat, with the customer's own request in the message box, ready to send. Nothing is sent for them."
    )
    rate_limit = "No API"
    set_up_there = (
        "Chat must be on for your online store: Shopify admin > Apps > Inbox > Chat settings, and the block Chat must "
        "be switched on in the theme editor under App embeds.",
        "To have people answer, and not instant answers alone: in Inbox under Automation, leave a way to your team in "
        "each of them.",
        "Shopify Inbox comes with every plan. The address of your store must be one of its domains in Shopify.",
    )

    def browser_via(self) -> str:
        return NONE if self.settings.get("prefill") == "no" else PREFILLED

    def launch(self, context: HandoffContext) -> ChatLaunch:
        if self.browser_via() == NONE:
            return ChatLaunch(self.slug)
        return ChatLaunch(self.slug, {"prefill": _prefill(context)})

    def team_sees(self, context: HandoffContext) -> tuple[Shown, ...]:
        if self.browser_via() == NONE:
            return ()
        return (Shown("A message that the customer may send", (_prefill(context),)),)


def _prefill(context: HandoffContext) -> str:
    return with_ref(context.request, context.ref)
