"""Playbooks > a playbook: switched off and on again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agents.admin.base import refuse_forms_of_others
from handoff.admin.playbooks.posted_json import writing
from playbooks import switching
from playbooks.models import Playbook

OFF = "The playbook is off: no Agent reads it from now on."
ON = "The playbook is on again."


@require_POST
def switch(request: HttpRequest, playbook: Playbook) -> HttpResponse:
    refuse_forms_of_others(request, writing(request).brand)
    if request.POST.get("to") == "on":
        switching.switch_on(playbook)
        messages.success(request, ON)
    else:
        switching.switch_off(playbook)
        messages.success(request, OFF)
    return redirect("admin:playbooks_playbook_change", playbook.pk)
