"""Gladly's REST API, as far as a handoff needs it: https://developer.gladly.com/rest.

A timeline item carries the client's own id, which can be used once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest

from demo.standins import rest
from demo.standins.credentials import basic, is_good
from demo.standins.gladly.rows import items
from demo.standins.refusals import Refusal
from demo.standins.rest import Answer, Call
from demo.standins.store import Row, now, store
from demo.standins.throttle import Limit, Usage

HOST = r"[a-z0-9][a-z0-9-]*\.gladly\.(?:com|qa)"
# Of the whole organisation.
RATE_LIMIT = Limit(10, 1)
OLDEST = timedelta(days=365)
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)"
_Fault = tuple[str, str, str]


class _Invalid(Refusal):
    """Several things at once."""

    def __init__(self, faults: list[_Fault]) -> None:
        super().__init__(400, faults[0][1], faults[0][2], faults[0][0])
        self.faults = faults


def _check(request: HttpRequest, path: str) -> str:
    email, token = basic(request)
    if not is_good(token) or "@" not in email:
        raise Refusal(401, "unauthorized", "Invalid credentials")
    return email


def _error(refusal: Refusal) -> Row:
    faults = refusal.faults if isinstance(refusal, _Invalid) else [(refusal.about, refusal.code, refusal.message)]
    return {"errors": [{"attr": attr, "code": code, "detail": detail} for attr, code, detail in faults]}


def _limit_headers(usage: Usage) -> dict[str, str]:
    return {"Ratelimit-Limit-Second": str(usage.limit.most), "Ratelimit-Remaining-Second": str(usage.left)}


def _over_limit(usage: Usage) -> Refusal:
    return Refusal(429, "rate_limited", "Too many requests", headers={"Retry-After": str(usage.wait)})


def _organization(call: Call) -> Answer:
    name = call.host.partition(".")[0]
    return Answer({"id": f"org-{name}", "name": name.title()})


def _create_item(call: Call) -> Answer:
    if faults := list(_faults_of(call.said)):
        raise _Invalid(faults)
    id = call.said.get("id") or f"item-{store.new_id()}"
    if f"{call.host} {id}" in items:
        raise Refusal(409, "taken", "id has already been taken", "id")
    items[f"{call.host} {id}"] = {**call.said, "id": id, "at": now()}
    return Answer(None)


def _item(call: Call) -> Answer:
    held = items.get(f"{call.host} {call.ids[0]}")
    if held is None:
        raise Refusal(404, "not_exist", "not found")
    return Answer({name: value for name, value in held.items() if name != "at"})


def _faults_of(said: Row) -> Iterator[_Fault]:
    yield from _of_text(said, "id", 50, required=False, pattern=r"[A-Za-z0-9._~-]*")
    customer = said.get("customer")
    if not isinstance(customer, dict) or not customer:
        yield "customer", "blank", "customer can't be blank"
    else:
        yield from _faults_of_customer(customer)
    content = said.get("content")
    if not isinstance(content, dict) or not content:
        yield "content", "blank", "content can't be blank"
    else:
        yield from _faults_of_content(content)


def _faults_of_customer(customer: Row) -> Iterator[_Fault]:
    given = [name for name in ("emailAddress", "mobilePhone") if rest.text_of(customer, name)]
    if len(given) != 1 or set(customer) - {"emailAddress", "mobilePhone"}:
        yield "customer", "invalid", "exactly one of emailAddress and mobilePhone must be given"
    elif given == ["emailAddress"] and not re.fullmatch(r"[^@\s]+@[^@\s]+", customer["emailAddress"]):
        yield "customer.emailAddress", "invalid", "emailAddress is not an e-mail address"
    elif given == ["mobilePhone"] and not re.fullmatch(r"\+?[0-9][0-9 ().-]{5,20}", customer["mobilePhone"]):
        yield "customer.mobilePhone", "invalid", "mobilePhone is not a phone number"


def _faults_of_content(content: Row) -> Iterator[_Fault]:
    if content.get("type") != "CUSTOMER_ACTIVITY":
        yield "content.type", "invalid", "type is not one of the allowed values"
    yield from _of_text(content, "activityType", 50, pattern=r"[A-Z_]+", within="content.")
    yield from _of_text(content, "title", 100, within="content.")
    yield from _of_text(content, "body", 25_000, within="content.")
    yield from _of_text(content, "sourceName", 50, within="content.")
    if "link" in content:
        link = content["link"] if isinstance(content["link"], dict) else {}
        yield from _of_text(link, "url", 2_048, pattern=r"https?://.+", within="content.link.")
        yield from _of_text(link, "text", 50, within="content.link.")
    if "occurredAt" in content and not _is_recent(content["occurredAt"]):
        yield (
            "content.occurredAt",
            "invalid",
            "occurredAt is not a moment of the last year in RFC 3339 with milliseconds",
        )


def _of_text(
    said: Row, name: str, most: int, *, required: bool = True, pattern: str = r"(?s).*", within: str = ""
) -> Iterator[_Fault]:
    text = said.get(name)
    if text is None or (isinstance(text, str) and not text.strip()):
        if required:
            yield f"{within}{name}", "blank", f"{name} can't be blank"
    elif not isinstance(text, str) or not re.fullmatch(pattern, text):
        yield f"{within}{name}", "invalid", f"{name} is invalid"
    elif len(text) > most:
        yield f"{within}{name}", "too_long", f"{name} is too long (maximum is {most} characters)"


def _is_recent(at: object) -> bool:
    if not isinstance(at, str) or not re.fullmatch(_MOMENT, at):
        return False
    return datetime.now(UTC) - OLDEST <= datetime.fromisoformat(at) <= datetime.now(UTC) + timedelta(minutes=5)


api = rest.door(
    rest.Platform(
        slug="gladly",
        check=_check,
        operations=(
            ("GET", "/api/v1/organization", _organization),
            ("POST", "/api/v1/conversation-items", _create_item),
            ("GET", "/api/v1/conversation-items/([^/]+)", _item),
        ),
        error=_error,
        limit=RATE_LIMIT,
        limit_headers=_limit_headers,
        over_limit=_over_limit,
        not_found=("not_exist", "not found"),
        limited_together=True,
    )
)
