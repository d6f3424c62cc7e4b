"""Agents > an Agent: switched off and on again; deleted where nobody ever talked to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from agents import switching
from agents.admin.base import configuring
from agents.admin.pages import page
from agents.models import Agent

CHANGE, LIST = "admin:agents_agent_change", "admin:agents_agent_changelist"
OFF = "The Agent is off: it hands off nothing from now on."
ON = "The Agent is on again."
IN_USE = "This Agent can't be deleted, since conversations of it are kept. You can switch it off."


@require_POST
def switch(request: HttpRequest, pk: UUID) -> HttpResponse:
    agent = get_object_or_404(Agent.objects.for_brand(configuring(request).brand), pk=pk)
    if request.POST.get("to") == "on":
        switching.switch_on(agent)
        messages.success(request, ON)
    else:
        switching.switch_off(agent)
        messages.success(request, OFF)
    return redirect(CHANGE, agent.pk)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    agent = get_object_or_404(Agent.objects.for_brand(configuring(request).brand), pk=pk)
    if request.method == "GET" and not switching.is_referred_to(agent):
        return page(request, "handoff/admin/agent_remove.html", "Delete an Agent", agent=agent)
    if request.method == "GET":
        messages.warning(request, IN_USE)
        return redirect(CHANGE, agent.pk)
    return _removed(request, agent)


def _removed(request: HttpRequest, agent: Agent) -> HttpResponse:
    try:
        switching.remove(agent)
    except switching.InUse:
        messages.error(request, IN_USE)
        return redirect(CHANGE, agent.pk)
    messages.success(request, f"{agent.name} was deleted.")
    return redirect(LIST)
