"""Which kinds of data a request holds, found in what is really sent. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote_plus

from handoff.providers.base import HandoffContext

SUMMARY, TRANSCRIPT, NAME, EMAIL, PHONE = "summary", "transcript", "name", "email", "phone"
CUSTOMER_ID, PAGE, VISITOR, REQUEST = "customer_id", "page", "visitor_id", "request"
# As a page lists them.
KINDS = {
    SUMMARY: "summary",
    TRANSCRIPT: "transcript",
    REQUEST: "what the customer asked for",
    NAME: "name",
    EMAIL: "e-mail address",
    PHONE: "phone number",
    CUSTOMER_ID: "customer id",
    PAGE: "the page the customer was on",
    VISITOR: "the chat's own visitor id",
}
# So much of a text is looked for: platforms cut long ones.
_RECOGNISED, _TELLING = 30, 10
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class Sent:
    kinds: frozenset[str] = frozenset()
    turns: int = 0


def sent_in(context: HandoffContext, url: str, body: Mapping[str, Any] | None) -> Sent:
    """What of this context stands in a request, or in a launch, that is about to leave."""
    text = _flat(_strings(body or {}), url)
    turns = _turns_in(text, [turn.text for turn in context.transcript])
    found = {kind for kind, value in _values(context) if value and _holds(text, value)}
    return Sent(frozenset(found | ({TRANSCRIPT} if turns else set())), turns)


def _values(context: HandoffContext) -> Iterator[tuple[str, str]]:
    customer = context.customer
    yield from ((SUMMARY, line) for line in context.summary.splitlines())
    yield REQUEST, context.request
    yield REQUEST, context.opening
    yield NAME, customer.name
    yield EMAIL, customer.email
    yield PHONE, customer.phone
    yield CUSTOMER_ID, customer.id
    yield PAGE, customer.page_url
    yield VISITOR, context.visitor_id


def _flat(parts: Iterable[str], url: str) -> str:
    """Tags, entities and percent signs undone, since a platform may be sent a page or an address."""
    return _plain(unescape(_TAG.sub(" ", "\n".join((*parts, unquote_plus(url))))))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _turns_in(text: str, turns: Sequence[str]) -> int:
    """A "yes" stands in many a text: short turns count only beside others."""
    there = [turn for turn in turns if _holds(text, turn)]
    return len(there) if len(there) == len(turns) or any(len(turn) >= _TELLING for turn in there) else 0


def _holds(text: str, value: str) -> bool:
    """As words of their own; of a long one its beginning."""
    whole = _plain(value)
    part = whole[:_RECOGNISED]
    if part not in text:  # much quicker than the pattern
        return False
    end = r"(?!\w)" if part == whole else ""
    return bool(part) and re.search(rf"(?<!\w){re.escape(part)}{end}", text) is not None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif value is not None:
        yield json.dumps(value, default=str)
