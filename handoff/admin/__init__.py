"""Pages that need several rooms: Agents and provider, Playbooks, Platform Services, Handoffs. All are registered."""

from __future__ import annotations

from django.contrib import admin

from agents.models import Agent, AuditEntry
from handoff.admin.agents import AgentAdmin
from handoff.admin.audit.page import AuditEntryAdmin
from handoff.admin.disclosures import DisclosureAdmin
from handoff.admin.handoffs import HandoffAdmin
from handoff.admin.platform_services import SupportProviderAdmin
from handoff.admin.playbooks.playbook_admin import PlaybookAdmin
from handoff.admin.trials import TrialAdmin
from handoff.models import Disclosure, Handoff, HandoffTrial, SupportProvider
from playbooks.models import Playbook

admin.site.register(Agent, AgentAdmin)
admin.site.register(AuditEntry, AuditEntryAdmin)
admin.site.register(SupportProvider, SupportProviderAdmin)
admin.site.register(Playbook, PlaybookAdmin)
admin.site.register(Handoff, HandoffAdmin)
admin.site.register(HandoffTrial, TrialAdmin)
admin.site.register(Disclosure, DisclosureAdmin)
