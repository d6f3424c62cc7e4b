"""The handoffs of the list as a file for spreadsheets. It holds no word that a customer said."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, tzinfo

from django.http import StreamingHttpResponse
from django.utils.text import slugify

from handoff import words
from handoff.models import Handoff
from handoff.outcomes import chat_status, context_status

# Without this mark, spreadsheets take the file for one in an older encoding.
BOM = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asian keyboards. Where numbers
# are written with a decimal comma, it takes a semicolon for the end of a cell.
_FORMULA = re.compile("(^|;)(?= *[=+@\t\r\n＝＋－＠-])")
COLUMNS = (
    "Reference",
    "Started",
    "Ended",
    "Agent",
    "Platform",
    "Why",
    "Trigger",
    "Chat",
    "Context",
    "How it ended",
    "Conversation",
    "Test",
    "Page",
)
CHUNK = 500


def csv_response(
    rows: Iterable[Handoff], brand_name: str, today: date, zone: tzinfo, page_of: Callable[[Handoff], str]
) -> StreamingHttpResponse:
    name = f"handoffs-{slugify(brand_name)[:60] or 'brand'}-{today.isoformat()}.csv"
    response = StreamingHttpResponse(lines(rows, zone, page_of), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def lines(rows: Iterable[Handoff], zone: tzinfo, page_of: Callable[[Handoff], str]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BOM + writer.writerow(COLUMNS)
    for handoff in rows:
        yield writer.writerow([defused(cell) for cell in (*_cells(handoff, zone), page_of(handoff))])


def defused(cell: str) -> str:
    """What could be run as a formula is shown as it was written."""
    return _FORMULA.sub(r"\1'", cell)


class _Line:
    """Hands each line back as it is written."""

    def write(self, line: str) -> str:
        return line


def _cells(handoff: Handoff, zone: tzinfo) -> tuple[str, ...]:
    conversation = handoff.conversation
    return (
        handoff.ref,
        _moment(handoff.started_at, zone),
        _moment(handoff.ended_at, zone),
        conversation.agent.name,
        str(handoff.get_provider_display()),
        words.reason(handoff.reason),
        words.reason(handoff.trigger),
        chat_status(handoff)[1],
        context_status(handoff)[1],
        words.event("ended", {"reason": handoff.end_reason}) if handoff.ended_at else "",
        conversation.external_id,
        "Test" if conversation.is_test else "",
    )


def _moment(at: datetime | None, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""
