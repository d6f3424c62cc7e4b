"""Which handoffs a person wants to see: the form above the list, and the rows that it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agents.models import Agent, Brand, Message
from agents.transcripts import CUSTOMER
from handoff import words
from handoff.admin.when_filters import BACKWARDS as BACKWARDS
from handoff.admin.when_filters import WHEN, WhenFilters
from handoff.forms.closures_form import DayField
from handoff.models import Handoff
from handoff.outcomes import OUTCOMES
from handoff.providers import registry

ALL = ("", "All")
TESTS_TOO, TESTS_ONLY = "all", "only"
TESTS = [("", "Leave out"), (TESTS_TOO, "All"), (TESTS_ONLY, "Only")]
# Words are looked for in so many of the newest handoffs that the other filters leave: the page says so.
SEARCHED = 5000

NOT_IN_LIST = "Choose one from the list."


class SearchInput(forms.TextInput):
    input_type = "search"


def _choice(label: str, choices: list[tuple[str, str]] | Callable[[], Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages={"invalid_choice": NOT_IN_LIST}
    )


class HandoffFilters(WhenFilters):
    q = forms.CharField(label="Search", required=False, max_length=100, widget=SearchInput())
    agent = _choice("Agent", [ALL])
    platform = _choice("Platform", lambda: [ALL, *registry.choices()])
    reason = _choice("Why", [ALL, *words.REASONS.items()])
    outcome = _choice("Outcome", [ALL, *((name, label) for name, (label, _) in OUTCOMES.items())])
    when = _choice("Started", WHEN)
    first = DayField("From")
    last = DayField("To")
    tests = _choice("Test handoffs", TESTS)

    def __init__(self, data: Any, *, brand: Brand, zone: tzinfo) -> None:
        super().__init__(data, zone=zone)
        agents: Any = self.fields["agent"]
        agents.choices = [ALL, *((str(agent.pk), agent.name) for agent in Agent.objects.for_brand(brand))]

    @property
    def searches(self) -> bool:
        return bool(self.is_valid() and self.cleaned_data["q"])

    def apply(self, rows: QuerySet[Handoff]) -> QuerySet[Handoff]:
        """Of a Brand's handoffs those that are wanted; none while the form has a mistake."""
        if not self.is_valid():
            return rows.none()
        wanted = self.cleaned_data
        rows = _tests(rows, wanted["tests"]).filter(_plain(wanted))
        first, end = self.span(timezone.now())
        if first:
            rows = rows.filter(started_at__gte=first)
        if end:
            rows = rows.filter(started_at__lt=end)
        return search(rows, wanted["q"]) if wanted["q"] else rows


def _plain(wanted: dict[str, Any]) -> Q:
    found = Q()
    if wanted["agent"]:
        found &= Q(conversation__agent=wanted["agent"])
    if wanted["platform"]:
        found &= Q(provider=wanted["platform"])
    if wanted["reason"]:
        found &= Q(reason=wanted["reason"])
    if wanted["outcome"]:
        found &= OUTCOMES[wanted["outcome"]][1]
    return found


def _tests(rows: QuerySet[Handoff], tests: str) -> QuerySet[Handoff]:
    return rows if tests == TESTS_TOO else rows.filter(conversation__is_test=tests == TESTS_ONLY)


def search(rows: QuerySet[Handoff], text: str) -> QuerySet[Handoff]:
    """By reference, the conversation's id, who the customer is, and what the customer said."""
    said = Message.objects.filter(conversation=OuterRef("conversation"), role=CUSTOMER, text__icontains=text)
    newest = rows.order_by("-started_at").values("pk")[:SEARCHED]
    known = Q(ref__icontains=text) | Q(conversation__external_id__icontains=text)
    customer = Q(conversation__customer__email__icontains=text) | Q(conversation__customer__name__icontains=text)
    return rows.filter(Q(pk__in=newest) & (known | customer | Exists(said)))
