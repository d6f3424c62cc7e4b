"""What a text must look like, as the API's description says it. Blanks around a value count for nothing.

Two forms are wider than any pattern; the description names them as formats of our own.
"""

from __future__ import annotations

from typing import Any

# A control character counts as a blank; a character class of JavaScript's regular expressions, as the schema wants.
_BLANK = r"[\s\x00-\x1f\x7f-\x9f]"
_INSIDE = r"\s\x00-\x1f\x7f-\x9f"

_EMAIL = rf"[^@{_INSIDE}]+@[^@.{_INSIDE}]+(\.[^@.{_INSIDE}]+)+"
_URL = rf"[hH][tT][tT][pP][sS]?://[^{_INSIDE}]+"


def _or_blank(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{_BLANK}*({pattern})?{_BLANK}*$"}


EMAIL = _or_blank(_EMAIL)
PAGE_URL = _or_blank(_URL)
# A name of the IANA database, such as Europe/Berlin.
TIME_ZONE = {"type": "string", "format": "iana-time-zone"}
# At least one visible character, and none that cannot be seen.
VISIBLE_TEXT = {"type": "string", "format": "visible-text", "minLength": 1, "maxLength": 200}
NOT_BLANK = {"type": "string", "pattern": rf"[^{_INSIDE}]"}

CURSOR = {"type": "string", "pattern": "^([0-9a-f]{32})?$"}
# `2026-11-22`, or a time of ISO 8601; between 1970 and 2199.
DATE_OR_TIME = {"type": "string", "format": "date-or-time"}
IDEMPOTENCY_KEY = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"}

# What goes with what.
DIRECTIVE_WITH_ITS_TRIGGER: dict[str, Any] = {
    "if": {"properties": {"trigger": {"const": "playbook"}}, "required": ["trigger"]},
    "then": {"properties": {"directive": {"type": "string", "minLength": 1}}, "required": ["directive"]},
    "else": {"properties": {"directive": {"maxLength": 0}}},
}
VISITOR_WITH_ITS_EVENT: dict[str, Any] = {
    "if": {"properties": {"event": {"const": "visitor"}}},
    "then": {"properties": {"visitor_id": NOT_BLANK}, "required": ["visitor_id"]},
}
