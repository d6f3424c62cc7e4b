"""Gorgias' API, as far as a handoff needs it: https://developers.gorgias.com/reference/introduction.

No key makes a repeated request safe. The shape of its errors is as others have met it.
"""

from __future__ import annotations

from django.http import HttpRequest

from demo.standins import rest
from demo.standins.credentials import basic, is_good
from demo.standins.gorgias.requests import checked_messages, customer_of, sender_of, tag_names
from demo.standins.gorgias.rows import add_message, add_ticket, customers, tickets
from demo.standins.gorgias.shapes import customer_json, list_of, message_json, ticket_json
from demo.standins.refusals import Refusal
from demo.standins.rest import Answer, Call
from demo.standins.store import Row, Table
from demo.standins.throttle import Limit, Usage

HOST = r"[a-z0-9][a-z0-9-]*\.gorgias\.com"
RATE_LIMIT = Limit(40, 20)
MAX_TAG = 256


def _check(request: HttpRequest, path: str) -> str:
    email, key = basic(request)
    if not is_good(key) or "@" not in email:
        raise Refusal(401, "unauthorized", "Invalid credentials")
    return email


def _error(refusal: Refusal) -> Row:
    data = {refusal.about: [refusal.message]} if refusal.about else None
    return {"error": {"msg": refusal.message if not refusal.about else "Invalid request data", "data": data}}


def _limit_headers(usage: Usage) -> dict[str, str]:
    return {"X-Gorgias-Account-Api-Call-Limit": f"{min(usage.used, usage.limit.most)}/{usage.limit.most}"}


def _over_limit(usage: Usage) -> Refusal:
    return Refusal(429, "too_many_requests", "Too many requests", headers={"Retry-after": str(usage.wait)})


def _account(call: Call) -> Answer:
    return Answer(
        {"domain": _domain(call), "status": {"status": "active"}, "settings": [], "deactivated_datetime": None}
    )


def _customers(call: Call) -> Answer:
    email = call.query("email").lower()
    rows = [row for row in customers.values() if not email or str(row["email"]).lower() == email]
    return Answer(list_of(call, rows, customer_json))


def _tickets(call: Call) -> Answer:
    asked = {name: call.query(name) for name in ("customer_id", "external_id") if call.query(name)}
    own = _seen_by(call).values()
    rows = [row for row in own if call.finds(row) and all(str(row[k]) == v for k, v in asked.items())]
    return Answer(list_of(call, rows, ticket_json))


def _messages(call: Call) -> Answer:
    wanted = call.query("ticket_id")
    of_ticket = [ticket for id, ticket in _seen_by(call).items() if wanted in ("", id)]
    rows = [said for ticket in of_ticket for said in ticket["messages"] if call.finds(said)]
    return Answer(list_of(call, rows, message_json))


def _ticket(call: Call) -> Answer:
    row = _held(call)
    return Answer(ticket_json(row) | {"messages": [message_json(said) for said in row["messages"]]})


def _create_message(call: Call) -> Answer:
    ticket = _held(call)
    return Answer(message_json(add_message(ticket, call.said, sender_of(call.said, call.who))), 201)


def _create_ticket(call: Call) -> Answer:
    said = call.said
    messages = checked_messages(said)
    senders = [sender_of(one, call.who) for one in messages]
    ticket = add_ticket(str(said.get("channel") or messages[0]["channel"]), customer_of(said, messages, senders))
    ticket |= {"subject": str(said.get("subject") or ""), "external_id": said.get("external_id")}
    for one, sender in zip(messages, senders, strict=True):
        add_message(ticket, one, sender)
    _tag(ticket, tag_names(said.get("tags") or []))
    return Answer(ticket_json(ticket) | {"messages": [message_json(one) for one in ticket["messages"]]}, 201)


def _add_tags(call: Call) -> Answer:
    ticket, said = _held(call), call.said
    if not isinstance(said.get("names") or said.get("ids"), list):
        raise Refusal(400, "invalid", "names or ids is needed", "names")
    _tag(ticket, [str(one) for one in said.get("names") or said["ids"]])
    return Answer(None, 201)


def _update_ticket(call: Call) -> Answer:
    """Tags given here take the place of the old ones."""
    ticket = _held(call)
    if "tags" in call.said:
        ticket["tags"] = []
        _tag(ticket, tag_names(call.said["tags"]))
    return Answer(ticket_json(ticket), 202)


def _tag(ticket: Row, names: list[str]) -> None:
    if any(len(name) > MAX_TAG for name in names):
        raise Refusal(400, "invalid", f"Longer than maximum length {MAX_TAG}.", "tags")
    ticket["tags"] = sorted({*ticket["tags"], *names})


def _seen_by(call: Call) -> Table:
    account = _domain(call)
    return {id: row for id, row in tickets.items() if row["account"] in ("", account)}


def _domain(call: Call) -> str:
    return call.host.partition(".")[0]


def _held(call: Call) -> Row:
    [id] = call.ids
    if id not in tickets:
        raise Refusal(404, "not_found", f"Ticket {id} not found")
    return tickets[id]


api = rest.door(
    rest.Platform(
        slug="gorgias",
        check=_check,
        operations=(
            ("GET", "/api/account/?", _account),
            ("GET", "/api/customers/?", _customers),
            ("GET", "/api/messages/?", _messages),
            ("GET", "/api/tickets/?", _tickets),
            ("POST", "/api/tickets/?", _create_ticket),
            ("GET", r"/api/tickets/(\d+)/?", _ticket),
            ("PUT", r"/api/tickets/(\d+)/?", _update_ticket),
            ("POST", r"/api/tickets/(\d+)/messages/?", _create_message),
            ("POST", r"/api/tickets/(\d+)/tags/?", _add_tags),
        ),
        error=_error,
        limit=RATE_LIMIT,
        limit_headers=_limit_headers,
        over_limit=_over_limit,
    )
)
