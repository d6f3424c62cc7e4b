"""Included at api/v1/: for the runtimes of AI agents."""

from __future__ import annotations

from django.urls import path, re_path

from handoff.api.agents import AgentDoor, AgentsDoor, AvailabilityDoor, InstructionsDoor
from handoff.api.decisions import AcceptDoor, DecisionsDoor, DeclineDoor
from handoff.api.doors import NothingHere
from handoff.api.handoffs import HandoffDoor, HandoffsDoor, ReturnDoor
from handoff.api.playbook_checks import PlaybookCheckDoor
from handoff.api.replies import ReplyCheckDoor

urlpatterns = [
    # First what is asked for at every turn: whatever stands before it is tried first.
    path("agents/<uuid:agent>/decisions/", DecisionsDoor.as_view(), name="api-decisions"),
    path("agents/<uuid:agent>/handoffs/", HandoffsDoor.as_view(), name="api-handoffs"),
    path("agents/", AgentsDoor.as_view(), name="api-agents"),
    path("agents/<uuid:agent>/", AgentDoor.as_view(), name="api-agent"),
    path("agents/<uuid:agent>/instructions/", InstructionsDoor.as_view(), name="api-instructions"),
    path("agents/<uuid:agent>/availability/", AvailabilityDoor.as_view(), name="api-availability"),
    path("agents/<uuid:agent>/playbooks/check/", PlaybookCheckDoor.as_view(), name="api-check-playbook"),
    path("agents/<uuid:agent>/replies/check/", ReplyCheckDoor.as_view(), name="api-check-reply"),
    path("decisions/<uuid:decision>/accept/", AcceptDoor.as_view(), name="api-accept"),
    path("decisions/<uuid:decision>/decline/", DeclineDoor.as_view(), name="api-decline"),
    path("handoffs/<uuid:handoff>/", HandoffDoor.as_view(), name="api-handoff"),
    path("handoffs/<uuid:handoff>/return/", ReturnDoor.as_view(), name="api-return"),
    re_path("", NothingHere.as_view()),
]
