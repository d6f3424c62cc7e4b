"""Handoffs: the list, and a page to read one. Nothing can be changed here; what did not arrive can be sent again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from agents import audit
from agents.access import Access
from agents.admin.base import NOBODY, BrandScopedAdmin, required_access
from agents.admin.pages import page
from agents.models import Action
from agents.transcripts import CUSTOMER, HUMAN, Turn
from handoff import configuration, words
from handoff.admin import handoff_redrive
from handoff.admin.disclosure_lines import line_of as line_of_sent
from handoff.admin.disclosure_lines import sent_of
from handoff.admin.handoff_export import CHUNK, csv_response
from handoff.admin.handoff_filters import SEARCHED, HandoffFilters
from handoff.admin.handoff_lines import badge, line_of, url_of, with_first_words, zone_of
from handoff.admin.handoff_undelivered import plan_shown, undelivered
from handoff.admin.pager import page_of_rows, query_of
from handoff.days import day_of, zone_named
from handoff.mends import chat_mend, context_mend
from handoff.models import ChatStatus, ContextStatus, Handoff, HandoffEvent, Summary
from handoff.outcomes import chat_status, context_status, was_late

LIST = "admin:handoff_handoff_changelist"
SPEAKERS = {CUSTOMER: "Customer", HUMAN: "Your team"}


class HandoffAdmin(BrandScopedAdmin):
    may_change = NOBODY

    def get_urls(self) -> list[URLPattern]:
        own = (
            path("export/", self.admin_site.admin_view(self.export), name="export_handoffs"),
            path("redrive/", self.admin_site.admin_view(self.redrive_all), name="redrive_handoffs"),
            path("<uuid:object_id>/redrive/", self.admin_site.admin_view(self.redrive), name="redrive_handoff"),
        )
        return [*own, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("conversation__agent", "brand__support_provider")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        access = required_access(request)
        zone = configuration.provider_of(access.brand).timezone
        filters = HandoffFilters(request.GET, brand=access.brand, zone=zone_named(zone))
        found = filters.apply(self.get_queryset(request))
        shown = page_of_rows(request, with_first_words(found))
        return page(
            request,
            "handoff/admin/handoffs.html",
            "Handoffs",
            filters=filters,
            rows=shown,
            lines=[line_of(handoff) for handoff in shown],
            query=query_of(request),
            plan=plan_shown(filters, found, access.brand),
            zone=zone,
            searched=SEARCHED,
        )

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """Exactly the rows of the list. A file leaves the house, so that admins alone may take it."""
        access = _exporting(request)
        zone = zone_named(configuration.provider_of(access.brand).timezone)
        filters = HandoffFilters(request.GET, brand=access.brand, zone=zone)
        if not filters.is_valid():
            return redirect(f"{reverse(LIST)}?{request.GET.urlencode()}")
        audit.record(Action.DATA_EXPORTED, access.brand, what="handoffs")
        rows = filters.apply(self.get_queryset(request)).order_by("-started_at", "pk").iterator(chunk_size=CHUNK)
        today = day_of(timezone.now(), zone)
        return csv_response(rows, access.brand.name, today, zone, lambda row: request.build_absolute_uri(url_of(row)))

    def redrive_all(self, request: HttpRequest) -> HttpResponse:
        return handoff_redrive.many(request, self.get_queryset(request))

    def redrive(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        return handoff_redrive.one(request, self.get_object(request, str(object_id)))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        handoff = self.get_object(request, object_id)
        if handoff is None or request.method != "GET":
            raise Http404
        return page(request, "handoff/admin/handoff.html", "Handoff", **_shown(handoff))


def _exporting(request: HttpRequest) -> Access:
    access = required_access(request)
    if not access.may_configure:
        raise PermissionDenied("Only an admin of your Brand can export handoffs.")
    return access


@dataclass(frozen=True, slots=True)
class Said:
    role: str
    speaker: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Happened:
    words: str
    at: str


def _shown(handoff: Handoff) -> dict[str, Any]:
    zone, conversation = zone_of(handoff), handoff.conversation
    # A shorter transcript that came later hides nothing of what the team was given.
    turns = conversation.transcript(max(handoff.turn_count, conversation.turn_count))
    transcript = [said(turn, conversation.agent.name, zone) for turn in turns]
    return {
        "handoff": handoff,
        "why": words.reason(handoff.reason),
        "context": badge(*context_status(handoff)),
        "undelivered": undelivered(handoff),
        "chat": badge(*chat_status(handoff)),
        **_mends(handoff),
        "started": words.moment(handoff.started_at, zone),
        "zone": zone,
        "before": transcript[: handoff.turn_count],
        "after": transcript[handoff.turn_count :],
        "summary": Summary.objects.filter(handoff=handoff).first(),
        "sent": [line_of_sent(row, zone) for row in sent_of(handoff)],
        "events": [_happened(event, was_late(handoff), zone) for event in handoff.events.all()],
    }


def _happened(event: HandoffEvent, late: bool, zone: str) -> Happened:
    arrived = event.name == "context" and event.detail.get("status") == ContextStatus.DELIVERED
    detail = {**event.detail, "status": "delivered_late"} if arrived and late else event.detail
    return Happened(words.event(event.name, detail), words.moment(event.at, zone))


def _mends(handoff: Handoff) -> dict[str, str]:
    platform, failed = str(handoff.get_provider_display()), handoff.chat_status == ChatStatus.FAILED
    return {
        "context_mend": context_mend(handoff.context_status, handoff.context_reason, platform, handoff.ref),
        "chat_mend": chat_mend(handoff.chat_reason, platform) if failed else "",
    }


def said(turn: Turn, agent: str, zone: str) -> Said:
    return Said(turn.role, SPEAKERS.get(turn.role, agent), turn.text, words.moment(turn.at, zone) if turn.at else "")
