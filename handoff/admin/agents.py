"""Agents > an Agent > Action > Handoff to support: the toggle, with the provider it leads to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agents.admin.base import ADMINS, BrandScopedAdmin
from agents.admin.look import Switch
from agents.models import Agent
from handoff.provider_state import brand_state

TOGGLE_HELP = "When this is on, the Agent may move a customer to your support team."


class AgentAdmin(BrandScopedAdmin):
    may_add = ADMINS
    fieldsets = (
        (None, {"fields": ("name",)}),
        ("Action", {"fields": ("handoff_enabled", "support_chat_provider")}),
    )
    readonly_fields = ("support_chat_provider",)
    list_display = ("name", "handoff_enabled")

    @admin.display(description="Support chat provider")
    def support_chat_provider(self, agent: Agent) -> SafeString:
        return render_to_string("handoff/admin/agent_provider.html", {"state": brand_state(agent.brand)})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name == "handoff_enabled":
            return forms.BooleanField(
                label="Handoff to support", required=False, widget=Switch(), help_text=TOGGLE_HELP
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """A new Agent has its Brand from the start: the page shows that Brand's provider."""
        form = context["adminform"].form
        if form.instance._state.adding:
            form.instance.brand = form.brand
        return super().render_change_form(request, context, *args, **kwargs)
