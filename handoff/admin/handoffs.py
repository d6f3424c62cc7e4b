"""Handoffs: the list, and a page to read one. Nothing here can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agents.admin.base import NOBODY, BrandScopedAdmin
from agents.admin.pages import page
from agents.models import Message
from agents.transcripts import CUSTOMER, HUMAN, Turn
from handoff import configuration, words
from handoff.models import ChatStatus, ContextStatus, Handoff, Summary

SHOWN_WORDS = 70
BADGES: dict[str, str] = {
    ChatStatus.OPENED: "good",
    ChatStatus.FAILED: "bad",
    ContextStatus.DELIVERED: "good",
    ContextStatus.UNKNOWN: "warning",
}
SPEAKERS = {CUSTOMER: "Customer", HUMAN: "Your team"}


class HandoffAdmin(BrandScopedAdmin):
    may_change = NOBODY
    list_display = ("customer_says", "agent", "provider", "why", "context", "chat", "started")
    list_filter = ("chat_status", "context_status", "started_at")
    ordering = ("-started_at",)
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        said = Message.objects.filter(conversation=OuterRef("conversation"), role=CUSTOMER).order_by("position")
        rows = super().get_queryset(request).select_related("conversation__agent", "brand__support_provider")
        found: QuerySet[Any] = rows.annotate(first_words=Subquery(said.values("text")[:1]))
        return found

    @admin.display(description="Customer")
    def customer_says(self, handoff: Any) -> SafeString:
        said = " ".join((handoff.first_words or "").split())
        shown = said[:SHOWN_WORDS] + ("…" if len(said) > SHOWN_WORDS else "")
        return format_html('<span class="hf-said">{}</span>', shown or "(said nothing)")

    @admin.display(description="Agent")
    def agent(self, handoff: Handoff) -> str:
        return handoff.conversation.agent.name

    @admin.display(description="Why")
    def why(self, handoff: Handoff) -> str:
        return words.reason(handoff.reason)

    @admin.display(description="Context", ordering="context_status")
    def context(self, handoff: Handoff) -> SafeString:
        return badge(handoff.context_status, handoff.get_context_status_display())

    @admin.display(description="Chat", ordering="chat_status")
    def chat(self, handoff: Handoff) -> SafeString:
        return badge(handoff.chat_status, handoff.get_chat_status_display())

    @admin.display(description="Started", ordering="started_at")
    def started(self, handoff: Handoff) -> str:
        return words.moment(handoff.started_at, _zone_of(handoff))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        handoff = self.get_object(request, object_id)
        if handoff is None or request.method != "GET":
            raise Http404
        return page(request, "handoff/admin/handoff.html", "Handoff", **_shown(handoff))


def badge(status: str, label: str) -> SafeString:
    kind = BADGES.get(status, "bad" if status == ContextStatus.FAILED else "quiet")
    return format_html('<span class="hf-badge hf-badge--{}">{}</span>', kind, label)


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
    zone, conversation = _zone_of(handoff), handoff.conversation
    # A shorter transcript that came later hides nothing of what the team was given.
    turns = conversation.transcript(max(handoff.turn_count, conversation.turn_count))
    transcript = [_said(turn, conversation.agent.name, zone) for turn in turns]
    return {
        "handoff": handoff,
        "why": words.reason(handoff.reason),
        "context": badge(handoff.context_status, handoff.get_context_status_display()),
        "chat": badge(handoff.chat_status, handoff.get_chat_status_display()),
        "started": words.moment(handoff.started_at, zone),
        "zone": zone,
        "before": transcript[: handoff.turn_count],
        "after": transcript[handoff.turn_count :],
        "summary": Summary.objects.filter(handoff=handoff).first(),
        "events": [Happened(words.event(e.name, e.detail), words.moment(e.at, zone)) for e in handoff.events.all()],
    }


def _said(turn: Turn, agent: str, zone: str) -> Said:
    return Said(turn.role, SPEAKERS.get(turn.role, agent), turn.text, words.moment(turn.at, zone) if turn.at else "")


def _zone_of(handoff: Handoff) -> str:
    """The Brand's, where it still exists."""
    provider = getattr(handoff.brand, "support_provider", None)
    return provider.timezone if provider and configuration.is_zone(provider.timezone) else "UTC"
