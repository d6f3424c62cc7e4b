"""The handoffs of the list as a file for spreadsheets. It holds no word that a customer said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, tzinfo

from django.http import StreamingHttpResponse

from handoff import words
from handoff.admin.csv_files import streamed
from handoff.models import Handoff
from handoff.outcomes import chat_status, context_status

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
    return streamed("handoffs", brand_name, today, COLUMNS, _lines(rows, zone, page_of))


def _lines(rows: Iterable[Handoff], zone: tzinfo, page_of: Callable[[Handoff], str]) -> Iterator[tuple[str, ...]]:
    for handoff in rows:
        yield (*_cells(handoff, zone), page_of(handoff))


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
