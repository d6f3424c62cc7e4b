"""Lists in pages: the cursor is the last id seen, so that a row added or removed shifts nothing."""

from __future__ import annotations

import re
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, QuerySet
from rest_framework.request import Request

from handoff.api.numbers import whole_number
from handoff.api.problems import at_field

PAGE = 50
MOST = 100
_CURSOR = re.compile("[0-9a-f]{32}")

M = TypeVar("M", bound=Model)


def page_of(request: Request, rows: QuerySet[M]) -> tuple[list[M], str | None]:
    """The rows of the page asked for, in the order of their ids, and the address of the next page."""
    limit = whole_number(request.query_params, "limit", default=PAGE, most=MOST)
    cursor = request.query_params.get("cursor", "")
    rows = rows.order_by("pk")
    if cursor:
        rows = rows.filter(pk__gt=_cursor(cursor))
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    query = urlencode({"cursor": found[limit - 1].pk.hex, "limit": limit})
    return found[:limit], request.build_absolute_uri(f"{request.path}?{query}")


def _cursor(text: str) -> UUID:
    if not _CURSOR.fullmatch(text):
        raise at_field("cursor", "Take the cursor from the address in `next`.")
    return UUID(hex=text)
