"""Which entries a person wants to see: who did it, what it was, and when."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from agents.models import Action, ActorKind, AuditEntry
from handoff.admin.audit.lines import NOT_SIGNED_IN, THE_SITE
from handoff.admin.audit.names import former, people_called
from handoff.admin.when_filters import WHEN, WhenFilters
from handoff.forms.closures_form import DayField

NOT_IN_LIST = "Choose one from the list."
ALL = ("", "All")
# So many people can be chosen from.
MOST_PEOPLE = 200


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages={"invalid_choice": NOT_IN_LIST}
    )


class AuditFilters(WhenFilters):
    who = _choice("Who", [ALL])
    what = _choice("What", [ALL, *Action.choices])
    when = _choice("When", WHEN)
    first = DayField("From")
    last = DayField("To")

    def __init__(self, data: Any, *, rows: QuerySet[AuditEntry], zone: tzinfo) -> None:
        """`rows`: all that the person may see, from which those who did something are taken."""
        super().__init__(data, zone=zone)
        who: Any = self.fields["who"]
        who.choices = [ALL, *_actors(rows)]

    def apply(self, rows: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        if not self.is_valid():
            return rows.none()
        wanted = self.cleaned_data
        start, end = self.span(timezone.now())
        found = _by(wanted["who"])
        found &= Q(action=wanted["what"]) if wanted["what"] else Q()
        found &= Q(at__gte=start) if start else Q()
        found &= Q(at__lt=end) if end else Q()
        return rows.filter(found)


def _actors(rows: QuerySet[AuditEntry]) -> list[tuple[str, str]]:
    acted = rows.exclude(actor_id=None).order_by().values_list("actor_id", flat=True).distinct()[:MOST_PEOPLE]
    ids = [pk for pk in acted if pk is not None]
    called = people_called(ids)
    people = sorted((called.get(pk) or former(pk), str(pk)) for pk in ids)
    others = [(ActorKind.VISITOR.value, NOT_SIGNED_IN), (ActorKind.SYSTEM.value, THE_SITE)]
    return [*((pk, name) for name, pk in people), *others]


def _by(who: str) -> Q:
    if not who:
        return Q()
    return Q(actor_id=int(who)) if who.isdigit() else Q(actor_id=None, actor_kind=who)
