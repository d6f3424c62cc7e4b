"""What a message and a ticket must have before Gorgias takes them."""

from __future__ import annotations

from typing import Any

from demo.standins.gorgias.rows import AGENT, NOTE, customer_with
from demo.standins.refusals import Refusal
from demo.standins.rest import text_of
from demo.standins.store import Row

CHANNELS = ("api", "chat", "email", "internal-note", "phone", "sms", "contact_form", "help-center", "whatsapp")
MAX_MESSAGES, MAX_SUBJECT, MAX_EXTERNAL_ID = 500, 998, 255


def checked_messages(said: Row) -> list[Row]:
    """Of a new ticket, which is looked at as a whole."""
    messages = said.get("messages")
    if not isinstance(messages, list) or not 1 <= len(messages) <= MAX_MESSAGES:
        raise Refusal(400, "invalid", f"Between 1 and {MAX_MESSAGES} messages are needed", "messages")
    for name, most in (("subject", MAX_SUBJECT), ("external_id", MAX_EXTERNAL_ID)):
        if len(str(said.get(name) or "")) > most:
            raise Refusal(400, "invalid", f"Longer than maximum length {most}.", name)
    if not text_of(said, "via"):
        raise Refusal(400, "invalid", "Missing data for required field.", "via")
    return [one if isinstance(one, dict) else {} for one in messages]


def customer_of(said: Row, messages: list[Row], senders: list[Row]) -> Row:
    given = said.get("customer")
    if isinstance(given, dict) and text_of(given, "email"):
        return customer_with(str(given["email"]), str(given.get("name") or ""))
    own = [sender for one, sender in zip(messages, senders, strict=True) if not one["from_agent"]]
    return own[0] if own else customer_with("")


def sender_of(said: Row, who: str) -> Row:
    """Whose message it is. An agent must be one of the account's users; a customer is made where there is none."""
    for name in ("channel", "via"):
        if not text_of(said, name):
            raise Refusal(400, "invalid", "Missing data for required field.", name)
    if said["channel"] not in CHANNELS:
        raise Refusal(400, "invalid", "Not a valid choice.", "channel")
    if not isinstance(said.get("from_agent"), bool):
        raise Refusal(400, "invalid", "Missing data for required field.", "from_agent")
    if not text_of(said, "body_text", "body_html"):
        raise Refusal(400, "invalid", "body_text or body_html is needed", "body_text")
    return _agent(said.get("sender"), who) if said["from_agent"] or said["channel"] == NOTE else _shopper(said)


def _agent(sender: Any, who: str) -> Row:
    if not isinstance(sender, dict) or not (sender.get("id") or sender.get("email")):
        raise Refusal(400, "invalid", "Missing data for required field.", "sender")
    for agent in (AGENT, {"id": 94, "email": who}):
        if sender.get("id") == agent["id"] or sender.get("email") == agent["email"]:
            return agent
    raise Refusal(400, "invalid", "Sender does not exist.", "sender")


def _shopper(said: Row) -> Row:
    sender = said.get("sender")
    if not isinstance(sender, dict) or not text_of(sender, "email"):
        raise Refusal(400, "invalid", "Missing data for required field.", "sender")
    return customer_with(str(sender["email"]), str(sender.get("name") or ""))


def tag_names(tags: Any) -> list[str]:
    if not isinstance(tags, list) or not all(isinstance(tag, dict) and tag.get("name") for tag in tags):
        raise Refusal(400, "invalid", "Invalid input type.", "tags")
    return [str(tag["name"]) for tag in tags]
