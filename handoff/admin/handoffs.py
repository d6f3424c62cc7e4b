"""Handoffs: the list, and a page to read one. Nothing here can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from agents.access import Access
from agents.admin.base import NOBODY, BrandScopedAdmin, required_access
from agents.admin.pages import page
from agents.transcripts import CUSTOMER, HUMAN, Turn
from handoff import configuration, words
from handoff.admin.handoff_export import CHUNK, csv_response
from handoff.admin.handoff_filters import SEARCHED, HandoffFilters
from handoff.admin.handoff_lines import badge, line_of, url_of, with_first_words, zone_of
from handoff.days import day_of, zone_named
from handoff.mends import chat_mend, context_mend
from handoff.models import ChatStatus, Handoff, Summary
from handoff.outcomes import chat_status

LIST = "admin:handoff_handoff_changelist"
ON_A_PAGE = 50
SPEAKERS = {CUSTOMER: "Customer", HUMAN: "Your team"}


class HandoffAdmin(BrandScopedAdmin):
    may_change = NOBODY

    def get_urls(self) -> list[URLPattern]:
        export = path("export/", self.admin_site.admin_view(self.export), name="export_handoffs")
        return [export, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("conversation__agent", "brand__support_provider")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        access = required_access(request)
        zone = configuration.provider_of(access.brand).timezone
        filters = HandoffFilters(request.GET, brand=access.brand, zone=zone_named(zone))
        rows = Paginator(with_first_words(filters.apply(self.get_queryset(request))), ON_A_PAGE)
        shown = rows.get_page(request.GET.get("page"))
        return page(
            request,
            "handoff/admin/handoffs.html",
            "Handoffs",
            filters=filters,
            rows=shown,
            lines=[line_of(handoff) for handoff in shown],
            query=_query(request),
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
        rows = filters.apply(self.get_queryset(request)).order_by("-started_at", "pk").iterator(chunk_size=CHUNK)
        today = day_of(timezone.now(), zone)
        return csv_response(rows, access.brand.name, today, zone, lambda row: request.build_absolute_uri(url_of(row)))

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


def _query(request: HttpRequest) -> str:
    """The filters, for the next page's address and the export's."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


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
        "context": badge(handoff.context_status, handoff.get_context_status_display()),
        "chat": badge(*chat_status(handoff)),
        **_mends(handoff),
        "started": words.moment(handoff.started_at, zone),
        "zone": zone,
        "before": transcript[: handoff.turn_count],
        "after": transcript[handoff.turn_count :],
        "summary": Summary.objects.filter(handoff=handoff).first(),
        "events": [Happened(words.event(e.name, e.detail), words.moment(e.at, zone)) for e in handoff.events.all()],
    }


def _mends(handoff: Handoff) -> dict[str, str]:
    platform, failed = str(handoff.get_provider_display()), handoff.chat_status == ChatStatus.FAILED
    return {
        "context_mend": context_mend(handoff.context_status, handoff.context_reason, platform, handoff.ref),
        "chat_mend": chat_mend(handoff.chat_reason, platform) if failed else "",
    }


def said(turn: Turn, agent: str, zone: str) -> Said:
    return Said(turn.role, SPEAKERS.get(turn.role, agent), turn.text, words.moment(turn.at, zone) if turn.at else "")
