"""Gorgias' customers, tickets and messages. A chat is a ticket; what the customer sees of it is its chat messages."""

from __future__ import annotations

from demo.standins.chats import Message
from demo.standins.store import Row, now, store

AGENT = {"id": 93, "email": "hoban@example.com", "name": "Hoban"}
CHAT, NOTE = "chat", "internal-note"

customers = store.table()
tickets = store.table()


def customer_with(email: str, name: str = "") -> Row:
    """Made where there is none; without an e-mail address nobody can be found again."""
    known = next((row for row in customers.values() if email and row["email"] == email), None)
    return known or _add_customer(email, name)


def _add_customer(email: str, name: str) -> Row:
    number = store.new_number()
    customers[str(number)] = {"id": number, "email": email, "name": name, "external_id": None, "at": now()}
    return customers[str(number)]


def add_ticket(channel: str, customer: Row) -> Row:
    number = store.new_number()
    tickets[str(number)] = {
        "id": number,
        # Whose it is, where somebody said so; all accounts see the others.
        "account": "",
        "channel": channel,
        "customer_id": customer["id"],
        "email": customer["email"],
        "subject": "",
        "external_id": None,
        "tags": [],
        "messages": [],
        "at": now(),
    }
    return tickets[str(number)]


def add_message(ticket: Row, said: Row, sender: Row) -> Row:
    """Sent on to the customer unless it is a note, or was sent elsewhere before."""
    made: Row = {
        "id": store.new_number(),
        "ticket_id": ticket["id"],
        "channel": said["channel"],
        "via": said["via"],
        "from_agent": said["from_agent"],
        "public": said.get("public", True) is not False and said["channel"] != NOTE,
        "body_text": said.get("body_text") or "",
        "body_html": said.get("body_html") or "",
        "sender": {"id": sender["id"], "email": sender["email"]},
        "is_sent_on": said["channel"] == CHAT and not said.get("sent_datetime"),
        "at": now(),
    }
    ticket["messages"].append(made)
    return made


def begin_chat(said: Row) -> Row:
    ticket = add_ticket(CHAT, customer_with(str(said.get("email") or "")))
    ticket["account"] = str(said.get("account") or "")
    take(ticket, said)
    return ticket


def take(ticket: Row, said: Row) -> None:
    """The e-mail address may be known only by now."""
    email = str(said.get("email") or "")
    if email and not ticket["email"]:
        ticket |= {"email": email, "customer_id": customer_with(email)["id"]}
    words = {"channel": CHAT, "via": "gorgias_chat", "from_agent": False, "body_text": str(said["body"])}
    add_message(ticket, words, {"id": ticket["customer_id"], "email": ticket["email"] or None})


def reply(ticket: Row, body: str) -> None:
    words = {"channel": CHAT, "via": "helpdesk", "from_agent": True, "body_text": body}
    add_message(ticket, words, AGENT)


def seen(ticket: Row) -> list[Message]:
    own = [said for said in ticket["messages"] if said["channel"] == CHAT and said["public"] and said["is_sent_on"]]
    return [{"from": "agent" if one["from_agent"] else "customer", "body": one["body_text"]} for one in own]


def team_sees() -> Row:
    return {"tickets": list(tickets.values()), "customers": list(customers.values())}
