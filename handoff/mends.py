"""What a merchant can do where a chat did not open, or its context did not arrive. Pure."""

from __future__ import annotations

CHAT = {
    "widget_absent": "Put {platform}'s chat widget on that page.",
    "widget_blocked": "Let no ad blocker stop {platform}'s chat widget, nor the page's own rules.",
    "widget_timeout": "Look whether {platform}'s chat widget appears on that page by itself.",
    "widget_inert": "Check in {platform} that chats are switched on for that page and at this hour.",
    "widget_busy": "Close the chat that is open in {platform} for this visitor.",
    "team_unavailable": "Check in {platform} its own business hours, and that somebody is available.",
    "launch_unavailable": "Check that the page's own rules let it reach this server.",
    "unsupported": "Reload that page, so that it gets the newest script.",
    "unexpected": "Look into the browser's console on that page, and report what it says of Handoff.",
}
CONTEXT = {
    "not_supported": "See on Platform Services what {platform} needs to pass context.",
    "email_unknown": "Let your AI agent ask the customer for an e-mail address first: the decision's `needs` says so.",
    "anonymous_customer": "Give your AI agent the customer's ID or e-mail address, where your shop knows it.",
    "chat_not_found": "Look over the fields on Platform Services, and what is to be set in {platform} below them.",
    "not_confirmed_by_browser": "",
    "customer_wrote_nothing": "",
    "ready_to_send": "",
    "given_to_chat": "",
    "erased": "",
}
# With these reasons nobody did anything wrong, and nobody can do anything now.
NOTHING_TO_MEND = tuple(reason for reason, mend in CONTEXT.items() if not mend)
LOOK_OVER = "Look over Platform Services, and press “Test the handoff” there."
SEARCH = "Search in {platform} for {ref}."


def chat_mend(reason: str, platform: str) -> str:
    return CHAT.get(reason, LOOK_OVER).format(platform=platform)


def context_mend(status: str, reason: str, platform: str, ref: str) -> str:
    """ "" where there is nothing to mend. `status` is a ContextStatus."""
    if status not in ("failed", "unknown", "not_supported"):
        return ""
    otherwise = SEARCH if status == "unknown" else LOOK_OVER
    return CONTEXT.get(reason, otherwise).format(platform=platform, ref=ref)
