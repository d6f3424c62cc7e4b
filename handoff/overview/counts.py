"""How often it was offered, accepted, opened, failed, and wanted in vain: by day and by period. Four queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from agents.models import Brand
from handoff.days import last_days, span, start_of
from handoff.decision import CUSTOMER_WANTS, Reason, Verdict
from handoff.decision_codes import ACCEPT
from handoff.models import DecisionRecord, Handoff
from handoff.outcomes import DID_NOT_OPEN, NEEDS_ATTENTION, OPENED, STILL_OPEN

# The periods, in days that end today.
PERIODS = (1, 7, 30)
DAYS = max(PERIODS)

OFFERED = Q(verdict=Verdict.OFFER)
WANTED_WHILE_CLOSED = Q(reason=Reason.OUTSIDE_HOURS, trigger__in=CUSTOMER_WANTS)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the Brand's: handoffs that started on it, and customers who wanted one while closed."""

    day: date
    started: int = 0
    opened: int = 0
    failed: int = 0
    wanted: int = 0
    undelivered: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """The last so many days together."""

    days: int
    offered: int
    accepted: int
    started: int
    opened: int
    failed: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Counts:
    periods: tuple[Period, ...]
    days: tuple[Day, ...]
    with_your_team: int

    @property
    def undelivered(self) -> int:
        """Contexts of these days that a person has to look after."""
        return sum(day.undelivered for day in self.days)


def counts_of(brand: Brand, now: datetime, zone: tzinfo) -> Counts:
    dates = last_days(DAYS, now, zone)
    handoffs = Handoff.objects.for_brand(brand).filter(conversation__is_test=False)
    days = _by_day(brand, handoffs, dates, zone)
    offers = _offers(brand, dates, zone)
    return Counts(
        periods=tuple(_period(count, days, offers) for count in PERIODS),
        days=days,
        with_your_team=handoffs.filter(STILL_OPEN).count(),
    )


def _by_day(brand: Brand, handoffs: QuerySet[Handoff], dates: Sequence[date], zone: tzinfo) -> tuple[Day, ...]:
    started = _grouped(
        handoffs,
        "started_at",
        dates,
        zone,
        started=Count("pk"),
        opened=Count("pk", filter=OPENED),
        failed=Count("pk", filter=DID_NOT_OPEN),
        undelivered=Count("pk", filter=NEEDS_ATTENTION),
    )
    # A conversation has one row for each reason, so that rows are customers here.
    wanted = _grouped(_decisions(brand).filter(WANTED_WHILE_CLOSED), "last_at", dates, zone, wanted=Count("pk"))
    return tuple(Day(day, **started.get(index, {}), **wanted.get(index, {})) for index, day in enumerate(dates))


def _grouped(
    rows: QuerySet[Any], field: str, dates: Sequence[date], zone: tzinfo, **counted: Count
) -> Mapping[int, Mapping[str, int]]:
    """By the number of the day. The instants at which days begin are ours, not those of the database's time zones."""
    first, end = span(dates[0], dates[-1], zone)
    begins = [start_of(day, zone) for day in dates]
    whens = [When(**{f"{field}__lt": begin}, then=Value(index)) for index, begin in enumerate(begins[1:])]
    number = Case(*whens, default=Value(len(dates) - 1), output_field=IntegerField())
    recent = rows.filter(**{f"{field}__gte": first, f"{field}__lt": end}).order_by()
    found = recent.annotate(number=number).values("number").annotate(**counted)
    return {row.pop("number"): row for row in found}


def _offers(brand: Brand, dates: Sequence[date], zone: tzinfo) -> Mapping[str, int]:
    """Conversations, not rows: a customer may have been offered it for several reasons."""
    begins = {count: start_of(dates[-count], zone) for count in PERIODS}
    taken = Handoff.objects.filter(conversation=OuterRef("conversation"), reason=Reason.OFFER_ACCEPTED)
    first, end = span(dates[0], dates[-1], zone)
    offers = _decisions(brand).filter(OFFERED, last_at__gte=first, last_at__lt=end)
    figures = {
        f"{name}_{count}": Count("conversation", distinct=True, filter=which & Q(last_at__gte=begin))
        for count, begin in begins.items()
        for name, which in (("offered", Q()), ("accepted", Q(answer=ACCEPT) | Q(taken=True)))
    }
    return offers.annotate(taken=Exists(taken)).aggregate(**figures)


def _decisions(brand: Brand) -> QuerySet[DecisionRecord]:
    return DecisionRecord.objects.for_brand(brand).filter(conversation__is_test=False)


def _period(count: int, days: Sequence[Day], offers: Mapping[str, int]) -> Period:
    recent = days[-count:]
    return Period(
        days=count,
        offered=offers[f"offered_{count}"],
        accepted=offers[f"accepted_{count}"],
        started=sum(day.started for day in recent),
        opened=sum(day.opened for day in recent),
        failed=sum(day.failed for day in recent),
        wanted=sum(day.wanted for day in recent),
    )
