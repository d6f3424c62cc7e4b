"""How often each handoff's reference stands at each platform: at most one conversation, and one note, is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from demo.standins.gladly import rows as gladly
from demo.standins.gorgias import rows as gorgias
from demo.standins.intercom import rows as intercom
from demo.standins.shopify_inbox import rows as shopify_inbox
from demo.standins.sprinklr import rows as sprinklr
from demo.standins.store import Row
from demo.standins.zendesk import rows as zendesk

REF = re.compile(r"\bH[2-9A-HJKMNP-Z]{9}\b")
# What the product made by the API, and what the customer's browser began.
CONVERSATION, NOTE, CHAT = "conversations", "notes", "chats"
_Text = tuple[str, str]


def counts() -> dict[str, dict[str, dict[str, int]]]:
    """{platform: {ref: {"conversations", "notes", "chats"}}}; a kind that there is none of is left out."""
    return {slug: _counted(texts) for slug, texts in _all_texts().items()}


def _all_texts() -> dict[str, Iterator[_Text]]:
    return {
        "intercom": _of_intercom(intercom.conversations.values()),
        "zendesk": _of_zendesk(zendesk.tickets.values()),
        "gorgias": _of_gorgias(gorgias.tickets.values()),
        "gladly": ((NOTE, row["content"]["title"]) for row in gladly.items.values()),
        "sprinklr": _of_sprinklr(sprinklr.cases.values()),
        "shopify_inbox": ((CHAT, said["body"]) for row in shopify_inbox.chats.values() for said in row["messages"]),
    }


def _counted(texts: Iterable[_Text]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {}
    for kind, text in texts:
        for ref in set(REF.findall(text)):
            found.setdefault(ref, Counter())[kind] += 1
    return {ref: dict(counter) for ref, counter in found.items()}


def _of_intercom(rows: Iterable[Row]) -> Iterator[_Text]:
    for row in rows:
        yield CONVERSATION if row["begun_by"] == "api" else CHAT, row["body"]
        yield from ((NOTE, part["body"]) for part in row["parts"] if part["part_type"] == "note")


def _of_zendesk(rows: Iterable[Row]) -> Iterator[_Text]:
    """The customer's browser tags its ticket with the reference, in small letters."""
    for row in rows:
        yield CHAT, " ".join(tag.removeprefix("handoff_").upper() for tag in row["tags"])
        yield from ((NOTE, f"{said['body']} {said['html_body']}") for said in row["comments"] if not said["public"])


def _of_gorgias(rows: Iterable[Row]) -> Iterator[_Text]:
    for said in (said for row in rows for said in row["messages"]):
        yield NOTE if said["channel"] == gorgias.NOTE else CHAT, f"{said['body_text']} {said['body_html']}"


def _of_sprinklr(rows: Iterable[Row]) -> Iterator[_Text]:
    for row in rows:
        yield CHAT, " ".join(str(value) for values in row["context"].values() for value in values)
        yield from ((NOTE, said["text"]) for said in row["comments"])
