"""Test the handoff: which Agent, and which conversation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from agents.access import Access
from agents.admin.base import required_access
from agents.admin.pages import page
from agents.models import Agent, Conversation, Message
from agents.transcripts import CUSTOMER, Turn
from handoff import configuration, words
from handoff.trials import starting

TITLE = "Test the handoff"
NEW, TRIAL = "admin:trial_new", "admin:trial"
SAMPLE = "sample"
RECENT = 20
SHOWN_CHARACTERS = 90
LONGEST_NUMBER = 18
ONLY_ADMINS = "Only an admin of your Brand can test the handoff."
CHOOSE_PROVIDER = "Choose a support chat provider first: then there is something to test."
ENOUGH = f"Your Brand has started {starting.MOST_IN_AN_HOUR} tests within an hour. Wait a while, then test again."


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    access = required_access(request)
    return _started(request, access) if request.method == "POST" else _shown(request, access)


def require_admin(access: Access) -> None:
    if not access.may_configure:
        raise PermissionDenied(ONLY_ADMINS)


def _shown(request: HttpRequest, access: Access) -> HttpResponse:
    agents = Agent.objects.for_brand(access.brand).filter(switched_off_at=None).order_by("-handoff_enabled", "name")
    wanted = request.GET.get("agent")
    agent = get_object_or_404(agents, pk=_uuid(wanted)) if wanted else agents.first()
    provider = configuration.provider_of(access.brand)
    return page(
        request,
        "handoff/admin/trial_new.html",
        TITLE,
        agents=agents,
        agent=agent,
        provider=str(provider) if provider.kind else "",
        sample=[_said(turn, agent) for turn in starting.SAMPLE] if agent else [],
        recent=_recent(agent, provider.timezone) if agent else [],
        most=starting.MOST_IN_AN_HOUR,
    )


def _started(request: HttpRequest, access: Access) -> HttpResponse:
    require_admin(access)
    agents = Agent.objects.for_brand(access.brand).filter(switched_off_at=None)
    agent = get_object_or_404(agents, pk=_uuid(request.POST.get("agent")))
    told, user = _told(agent, request.POST.get("conversation", SAMPLE)), request.user
    assert isinstance(user, User)
    try:
        started = starting.start_trial(access.brand, agent.pk, told, starting.tester(user.pk, user.email))
    except starting.NoProvider:
        messages.error(request, CHOOSE_PROVIDER)
    except starting.TooManyTrials:
        messages.error(request, ENOUGH)
    else:
        return redirect(TRIAL, started.pk)
    return redirect(NEW)


def _told(agent: Agent, chosen: str) -> tuple[Turn, ...]:
    """The sample, or one of this Agent's own conversations: what was said, and nothing of who said it."""
    if chosen == SAMPLE:
        return starting.SAMPLE
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) <= LONGEST_NUMBER):
        raise Http404
    return get_object_or_404(_real_conversations(agent), pk=int(chosen)).transcript()


def _real_conversations(agent: Agent) -> QuerySet[Conversation]:
    return agent.conversations.filter(is_test=False, turn_count__gt=0)


def _recent(agent: Agent, zone: str) -> list[dict[str, str]]:
    said = Message.objects.filter(conversation=OuterRef("pk"), role=CUSTOMER).order_by("position")
    rows = _real_conversations(agent).annotate(first_words=Subquery(said.values("text")[:1])).order_by("-updated_at")
    return [
        {"pk": str(row.pk), "words": _clipped(row.first_words or ""), "at": words.moment(row.updated_at, zone)}
        for row in rows[:RECENT]
    ]


def _said(turn: Turn, agent: Agent) -> dict[str, str]:
    """As handoff/admin/turn.html shows it."""
    return {"role": turn.role, "speaker": "Customer" if turn.role == CUSTOMER else agent.name, "text": turn.text}


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    shown = line[:SHOWN_CHARACTERS] + ("…" if len(line) > SHOWN_CHARACTERS else "")
    return shown or "(said nothing)"


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise Http404 from None
