"""Zendesk's ticketing API, as far as a handoff needs it.

https://developer.zendesk.com/api-reference/ticketing/introduction/. The shape of its errors is as others have met it.
"""

from __future__ import annotations

from django.http import HttpRequest

from demo.standins import rest
from demo.standins.credentials import basic, bearer, is_good
from demo.standins.refusals import Refusal
from demo.standins.rest import Answer, Call
from demo.standins.store import Row
from demo.standins.throttle import Limit, Usage
from demo.standins.zendesk.rows import tickets
from demo.standins.zendesk.shapes import AGENT_ID, comments_json, page_of, ticket_json
from demo.standins.zendesk.tickets import create, over_limit, ticket_of, update

HOST = r"[a-z0-9][a-z0-9-]*\.zendesk\.com"
# That of the largest plan: 2,500 requests a minute for the whole account.
RATE_LIMIT = Limit(2_500, 60)


def _check(request: HttpRequest, path: str) -> str:
    user, password = basic(request)
    email, slash, kind = user.rpartition("/")
    token = bearer(request)
    if is_good(token):
        return token
    if not is_good(password) or (slash, kind) != ("/", "token") or "@" not in email:
        raise Refusal(401, "Couldn't authenticate you", "")
    return email


def _error(refusal: Refusal) -> Row:
    if not refusal.message:
        return {"error": refusal.code}
    said: Row = {"error": refusal.code, "description": refusal.message}
    if refusal.about:
        detail = {"description": f"{refusal.about.capitalize()}: {refusal.message}", "error": "BlankValue"}
        said |= {"description": "Record validation errors", "details": {refusal.about: [detail]}}
    return said


def _limit_headers(usage: Usage) -> dict[str, str]:
    return {
        "X-Rate-Limit": str(usage.limit.most),
        "X-Rate-Limit-Remaining": str(usage.left),
        "ratelimit-limit": str(usage.limit.most),
        "ratelimit-remaining": str(usage.left),
        "ratelimit-reset": str(usage.wait),
    }


def _me(call: Call) -> Answer:
    user = {"id": AGENT_ID, "name": "Hoban", "email": call.who, "role": "admin", "active": True, "verified": True}
    return Answer({"user": user})


def _search(call: Call) -> Answer:
    terms = call.query("query").split()
    if not terms:
        raise Refusal(422, "invalid", "Missing query parameter")
    found = [row for row in reversed(tickets.values()) if call.finds(row) and all(_fits(row, term) for term in terms)]
    shown = [ticket_json(row, call.host) | {"result_type": "ticket"} for row in found]
    return Answer(page_of(call, "results", shown) | {"facets": None})


def _fits(row: Row, term: str) -> bool:
    name, colon, value = term.partition(":")
    if not colon:
        words = " ".join([row["subject"], *(said["body"] for said in row["messages"])])
        return term.lower() in words.lower().split()
    known = {"type": ["ticket"], "tags": row["tags"], "external_id": [row["external_id"]], "status": ["new"]}
    return value.strip('"') in known.get(name, [])


def _show(call: Call) -> Answer:
    return Answer({"ticket": ticket_json(ticket_of(call), call.host)})


def _comments(call: Call) -> Answer:
    comments = comments_json(ticket_of(call))
    newest_first = call.query("sort_order") == "desc" or call.query("sort") == "-created_at"
    return Answer(page_of(call, "comments", comments[::-1] if newest_first else comments))


api = rest.door(
    rest.Platform(
        slug="zendesk",
        check=_check,
        operations=(
            ("GET", r"/api/v2/users/me(?:\.json)?", _me),
            ("GET", r"/api/v2/search(?:\.json)?", _search),
            ("POST", r"/api/v2/tickets(?:\.json)?", create),
            ("GET", r"/api/v2/tickets/(\d+)(?:\.json)?", _show),
            ("PUT", r"/api/v2/tickets/(\d+)(?:\.json)?", update),
            ("GET", r"/api/v2/tickets/(\d+)/comments(?:\.json)?", _comments),
        ),
        error=_error,
        limit=RATE_LIMIT,
        limit_headers=_limit_headers,
        over_limit=over_limit,
        not_found=("InvalidEndpoint", "Not found"),
        limited_together=True,
    )
)
