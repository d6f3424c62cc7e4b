"""An Agent's playbooks on its own page: their order, and which are on. A small form, with a button per move."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from agents.admin.base import refuse_forms_of_others
from agents.models import Agent
from handoff.admin.playbooks.posted_json import writing
from handoff.admin.playbooks.states import state_of_published
from playbooks import following
from playbooks.models import PlaybookAssignment

UP, DOWN = "up", "down"
SAVED = "The order of the playbooks was saved."


@dataclass(frozen=True, slots=True)
class PlaybookRow:
    row: PlaybookAssignment
    kind: str
    words: str


def playbook_rows(agent: Agent) -> list[PlaybookRow]:
    rows = following.assignments_of(agent)
    return [PlaybookRow(row, *state_of_published(row.playbook)) for row in rows]


@require_POST
def arrange(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each button saves the switches as well: what a person set is not lost by moving a row."""
    access = writing(request)
    refuse_forms_of_others(request, access.brand)
    agent = get_object_or_404(Agent.objects.for_brand(access.brand), pk=pk)
    order = _numbers(request.POST.getlist("row"))
    verb, _, target = request.POST.get("move", "").partition(" ")
    following.arrange(agent, moved(order, verb, _number(target)), set(_numbers(request.POST.getlist("on"))))
    messages.success(request, SAVED)
    page = reverse("admin:agents_agent_change", args=[agent.pk])
    return HttpResponse(status=302, headers={"Location": f"{page}#agent_playbooks"})


def moved(order: list[int], verb: str, target: int) -> list[int]:
    """With one of them a place further up or down, as far as there is one."""
    if target not in order or verb not in (UP, DOWN):
        return order
    place = order.index(target)
    other = place - 1 if verb == UP else place + 1
    if not 0 <= other < len(order):
        return order
    changed = list(order)
    changed[place], changed[other] = changed[other], changed[place]
    return changed


def _numbers(texts: list[str]) -> list[int]:
    return [_number(text) for text in texts]


def _number(text: str) -> int:
    """0 is no row's."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0
