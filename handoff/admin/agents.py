"""Agents > an Agent > Action > Handoff to support: the toggle, the provider it leads to, and what stands in its way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agents import audit, switching
from agents.access import Access
from agents.admin.base import ADMINS, BrandScopedAdmin, required_access
from agents.look import Switch
from agents.models import Action, Agent
from handoff.admin import agent_switch
from handoff.admin.agent_settings.agent_form import AgentForm
from handoff.admin.agent_settings.sentences_page import sentences
from handoff.admin.playbooks.agent_order import arrange, playbook_rows
from handoff.overview.agent_states import agent_states
from handoff.overview.obstacles import Mend, Obstacle, faults
from handoff.provider_state import brand_state

TOGGLE = "handoff_enabled"
TOGGLE_HELP = "When this is on, the Agent may move a customer to your support team."
PLATFORM_SERVICES = ("admin:handoff_supportprovider_changelist", "Edit in Settings")
# The toggle stands on the Agent's own page, right above.
PAGES = {
    Mend.PROVIDER: PLATFORM_SERVICES,
    Mend.HOURS: PLATFORM_SERVICES,
    Mend.PLAYBOOKS: ("admin:playbooks_playbook_changelist", "Open Playbooks"),
}


class AgentAdmin(BrandScopedAdmin):
    form = AgentForm
    may_add = ADMINS
    when_added = Action.AGENT_MADE
    when_changed = Action.AGENT_CHANGED
    fieldsets = (
        (None, {"fields": ("name",)}),
        ("Action", {"fields": ("handoff_enabled", "support_chat_provider")}),
    )
    readonly_fields = ("support_chat_provider",)
    list_display = ("name", "handoff_enabled", "can_hand_off_now")
    change_form_template = "handoff/admin/agent_form.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("<uuid:pk>/playbooks/", wrap(arrange), name="agents_agent_playbooks"),
            path("<uuid:pk>/sentences/", wrap(sentences), name="agents_agent_sentences"),
            path("<uuid:pk>/switch/", wrap(agent_switch.switch), name="agents_agent_switch"),
            path("<uuid:pk>/remove/", wrap(agent_switch.remove), name="agents_agent_remove"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description="Support chat provider")
    def support_chat_provider(self, agent: Agent) -> SafeString:
        return render_to_string("handoff/admin/agent_provider.html", {"state": brand_state(agent.brand)})

    @admin.display(description="Can hand off now")
    def can_hand_off_now(self, agent: Any) -> SafeString:
        if agent.switched_off_at:
            return format_html('<span class="hf-badge hf-badge--{}">{}</span>', "quiet", "Switched off")
        kind, shown = ("quiet", agent.faults[0].short) if agent.faults else ("good", "Yes")
        return format_html('<span class="hf-badge hf-badge--{}">{}</span>', kind, shown)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """What stands in the way of each Agent on the page, read for all of them at once."""
        changes = super().get_changelist_instance(request)
        brand, agents = required_access(request).brand, list(changes.result_list)
        states = agent_states(brand, agents, timezone.now())
        for agent in agents:
            agent.faults = faults(states[agent.pk])
        changes.result_list = agents
        return changes

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name == TOGGLE:
            return forms.BooleanField(
                label="Handoff to support", required=False, widget=Switch(), help_text=TOGGLE_HELP
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Agent, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        form.save_offering()

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return [*super().construct_change_message(request, form, formsets, add), *form.changed_in_offering()]

    def log_change(self, request: HttpRequest, obj: Agent, message: Any) -> Any:
        """The toggle has an entry of its own: it decides whether customers reach people at all."""
        super().log_change(request, obj, [name for name in message if name != TOGGLE])
        if TOGGLE in message:
            audit.record(Action.HANDOFF_SWITCHED, obj.brand, obj, after="on" if obj.handoff_enabled else "off")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """A new Agent has its Brand from the start: the page shows that Brand's provider."""
        form = context["adminform"].form
        if form.instance._state.adding:
            form.instance.brand = form.brand
        else:
            agent = Agent.objects.select_related("brand").get(pk=form.instance.pk)
            access = required_access(request)
            context |= {**_obstacles(access, agent), "playbook_rows": playbook_rows(agent)}
            context["may_delete"] = not switching.is_referred_to(agent)
            context["offering"] = form.offering if access.may_configure else form.offering.read_only()
        return super().render_change_form(request, context, *args, **kwargs)


def _obstacles(access: Access, agent: Agent) -> dict[str, Any]:
    """As the Agent is stored: what was typed and refused counts for nothing yet."""
    found = agent_states(access.brand, [agent], timezone.now())[agent.pk]
    return {"faults": faults(found), "obstacles": [(obstacle, *_page(access, obstacle)) for obstacle in found]}


def _page(access: Access, obstacle: Obstacle) -> tuple[str, str]:
    """Where this person may mend it; "" where an admin has to."""
    may = access.may_write_playbooks if obstacle.mend is Mend.PLAYBOOKS else access.may_configure
    name, label = PAGES.get(obstacle.mend, ("", ""))
    return (reverse(name), label) if name and may else ("", "")
