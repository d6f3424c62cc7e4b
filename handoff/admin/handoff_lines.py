"""What the list says of each handoff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agents.models import Message
from agents.transcripts import CUSTOMER
from handoff import configuration, words
from handoff.models import ChatStatus, ContextStatus, Handoff
from handoff.outcomes import chat_status, context_status

SHOWN_WORDS = 70
BADGES: dict[str, str] = {
    ChatStatus.OPENED: "good",
    ChatStatus.FAILED: "bad",
    ContextStatus.DELIVERED: "good",
    ContextStatus.UNKNOWN: "warning",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A handoff in the list."""

    url: str
    says: str
    agent: str
    platform: str
    why: str
    context: SafeString
    chat: SafeString
    started: str
    is_test: bool


def line_of(handoff: Any) -> Line:
    first = " ".join((handoff.first_words or "").split())
    return Line(
        url=url_of(handoff),
        says=first[:SHOWN_WORDS] + ("…" if len(first) > SHOWN_WORDS else "") or _without_words(handoff),
        agent=handoff.conversation.agent.name,
        platform=handoff.get_provider_display(),
        why=words.reason(handoff.reason),
        context=badge(*context_status(handoff)),
        chat=badge(*chat_status(handoff)),
        started=words.moment(handoff.started_at, zone_of(handoff)),
        is_test=handoff.conversation.is_test,
    )


def _without_words(handoff: Handoff) -> str:
    return "(no longer kept)" if handoff.conversation.texts_removed_at else "(said nothing)"


def badge(status: str, label: str) -> SafeString:
    kind = BADGES.get(status, "bad" if status == ContextStatus.FAILED else "quiet")
    return format_html('<span class="hf-badge hf-badge--{}">{}</span>', kind, label)


def with_first_words(rows: QuerySet[Any]) -> QuerySet[Any]:
    spoken = Message.objects.filter(conversation=OuterRef("conversation"), role=CUSTOMER).order_by("position")
    found: QuerySet[Any] = rows.annotate(first_words=Subquery(spoken.values("text")[:1]))
    return found.order_by("-started_at", "pk")


def url_of(handoff: Handoff) -> str:
    return reverse("admin:handoff_handoff_change", args=[handoff.pk])


def zone_of(handoff: Handoff) -> str:
    """The Brand's, where it still exists."""
    provider = getattr(handoff.brand, "support_provider", None)
    return provider.timezone if provider and configuration.is_zone(provider.timezone) else "UTC"
