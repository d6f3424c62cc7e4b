"""Pages that need several rooms: Agents with their provider, Platform Services, Handoffs. Registered here."""

from __future__ import annotations

from django.contrib import admin

from agents.models import Agent
from handoff.admin.agents import AgentAdmin
from handoff.admin.handoffs import HandoffAdmin
from handoff.admin.platform_services import SupportProviderAdmin
from handoff.admin.trials import TrialAdmin
from handoff.models import Handoff, HandoffTrial, SupportProvider

admin.site.register(Agent, AgentAdmin)
admin.site.register(SupportProvider, SupportProviderAdmin)
admin.site.register(Handoff, HandoffAdmin)
admin.site.register(HandoffTrial, TrialAdmin)
