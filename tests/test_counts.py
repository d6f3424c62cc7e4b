"""What the overview counts, by the days of the Brand's time zone; the days themselves, and the bars of the chart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.models import Conversation
from handoff.days import last_days, span, start_of, zone_named
from handoff.models import DecisionRecord, Handoff
from handoff.overview.charts import HEIGHT, chart, round_top
from handoff.overview.counts import DAYS, Day, counts_of
from tests.builders import ASKS_FOR_HUMAN, HELPED, a_brand, an_agent
from tests.runtime import Shop

_numbers = count(1)
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


# Days


@pytest.mark.parametrize(
    ("day", "zone", "begins"),
    [
        (date(2026, 11, 22), "UTC", datetime(2026, 11, 22, tzinfo=UTC)),
        (date(2026, 11, 22), "America/New_York", datetime(2026, 11, 22, 5, tzinfo=UTC)),
        (date(2026, 3, 8), "America/New_York", datetime(2026, 3, 8, 5, tzinfo=UTC)),
        (date(2026, 3, 9), "America/New_York", datetime(2026, 3, 9, 4, tzinfo=UTC)),
        # Midnight is skipped there: the day begins at 01:00.
        (date(2018, 11, 4), "America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),
        # And repeated here: the first one counts.
        (date(2026, 11, 1), "America/Havana", datetime(2026, 11, 1, 4, tzinfo=UTC)),
    ],
)
def test_a_day_begins_with_its_first_instant(day, zone, begins):
    assert start_of(day, ZoneInfo(zone)) == begins


def test_days_follow_without_a_gap():
    dates = last_days(400, NOW, NEW_YORK)
    spans = [span(day, day, NEW_YORK) for day in dates]
    assert all(earlier[1] == later[0] for earlier, later in pairwise(spans))
    assert {end - start for start, end in spans} == {timedelta(hours=hours) for hours in (23, 24, 25)}


def test_today_is_the_brands_today():
    late = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    assert last_days(2, late, NEW_YORK) == (date(2026, 11, 20), date(2026, 11, 21))
    assert last_days(1, late, UTC) == (date(2026, 11, 22),)


def test_a_zone_that_is_gone_counts_as_utc():
    assert zone_named("Mars/Olympus") is UTC
    assert zone_named("../etc/passwd") is UTC


# Bars


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (1, 1), (2, 2), (3, 5), (6, 10), (11, 20), (99, 100), (101, 200), (4321, 5000)]
)
def test_the_scale_ends_at_a_round_number(most, top):
    assert round_top(most) == top


def test_the_parts_of_a_bar_stand_on_each_other():
    [bar] = chart(["a day"], [[("opened", 3), ("failed", 0), ("other", 2)]]).bars
    assert [(part.kind, part.y, part.height) for part in bar.parts] == [("opened", 400, 600), ("other", 0, 400)]
    assert sum(part.height for part in bar.parts) == HEIGHT


def test_a_chart_of_nothing_has_no_parts():
    empty = chart(["one", "two"], [[("opened", 0)], []])
    assert (empty.top, empty.width, [bar.parts for bar in empty.bars]) == (1, 200, [(), ()])


# Counts


def a_conversation(brand, **fields):
    agent = brand.agents.first() or an_agent(brand)
    return Conversation.objects.create(brand=brand, agent=agent, external_id=f"c-{next(_numbers)}", **fields)


def a_decision(conversation, at=NOW, **fields):
    own = {"verdict": "offer", "reason": "stuck", "trigger": "stuck", "first_at": at, "last_at": at}
    return DecisionRecord.objects.create(brand=conversation.brand, conversation=conversation, **{**own, **fields})


def a_handoff(conversation, at=NOW, **fields):
    own = {"provider": "zendesk", "reason": "customer_request", "trigger": "customer_request", "turn_count": 1}
    expires = at + timedelta(minutes=15)
    return Handoff.objects.create(
        brand=conversation.brand, conversation=conversation, started_at=at, expires_at=expires, **{**own, **fields}
    )


def wanted(conversation, at=NOW, trigger="customer_request"):
    return a_decision(conversation, at, verdict="continue", reason="outside_hours", trigger=trigger)


def figures(brand, zone=UTC, now=NOW):
    """Offered, accepted, started, opened, failed, wanted; for each period."""
    found = counts_of(brand, now, zone).periods
    return [(p.offered, p.accepted, p.started, p.opened, p.failed, p.wanted) for p in found]


@pytest.mark.django_db
def test_an_empty_brand_has_zeros_for_each_day():
    found = counts_of(a_brand(), NOW, UTC)
    assert figures(a_brand()) == [(0,) * 6] * 3
    assert found.days == tuple(Day(date(2026, 11, 22) - timedelta(days=ago)) for ago in reversed(range(DAYS)))
    assert found.with_your_team == 0


@pytest.mark.django_db
def test_each_figure_counts_what_it_says():
    brand = a_brand()
    a_decision(a_conversation(brand))
    a_decision(a_conversation(brand), answer="accept")
    a_decision(a_conversation(brand), answer="decline")
    taken = a_conversation(brand)
    a_decision(taken)
    a_handoff(taken, reason="offer_accepted", opened_at=NOW, chat_status="opened")
    a_handoff(a_conversation(brand), chat_status="failed", ended_at=NOW, end_reason="chat_failed")
    a_handoff(a_conversation(brand), ended_at=NOW, end_reason="not_opened")
    a_handoff(a_conversation(brand), ended_at=NOW, end_reason="returned")
    wanted(a_conversation(brand))
    wanted(a_conversation(brand), trigger="offer_accepted")
    assert figures(brand) == [(4, 2, 4, 1, 2, 2)] * 3
    assert counts_of(brand, NOW, UTC).with_your_team == 1
    assert counts_of(brand, NOW, UTC).days[-1] == Day(date(2026, 11, 22), started=4, opened=1, failed=2, wanted=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "continue", "reason": "outside_hours", "trigger": "stuck"},
        {"verdict": "continue", "reason": "handoff_disabled", "trigger": "customer_request"},
        {"verdict": "hand_off", "reason": "customer_request", "trigger": "customer_request"},
        {"verdict": "hand_off", "reason": "already_handed_off", "trigger": ""},
    ],
)
def test_other_decisions_count_nowhere(fields):
    brand = a_brand()
    a_decision(a_conversation(brand), **fields)
    assert figures(brand) == [(0,) * 6] * 3


@pytest.mark.django_db
def test_a_customer_who_was_offered_it_for_two_reasons_counts_once():
    brand = a_brand()
    conversation = a_conversation(brand)
    a_decision(conversation, NOW - timedelta(days=2))
    a_decision(conversation, reason="agent", trigger="agent", answer="accept")
    assert [period[:2] for period in figures(brand)] == [(1, 1)] * 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "zone", "in_periods"),
    [
        (datetime(2026, 11, 22, 0, 0, tzinfo=UTC), UTC, [1, 1, 1]),
        (datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC), UTC, [0, 1, 1]),
        (datetime(2026, 11, 16, 0, 0, tzinfo=UTC), UTC, [0, 1, 1]),
        (datetime(2026, 11, 15, 23, 59, 59, tzinfo=UTC), UTC, [0, 0, 1]),
        (datetime(2026, 10, 24, 0, 0, tzinfo=UTC), UTC, [0, 0, 1]),
        (datetime(2026, 10, 23, 23, 59, 59, tzinfo=UTC), UTC, [0, 0, 0]),
        (datetime(2026, 11, 22, 4, 59, 59, tzinfo=UTC), NEW_YORK, [0, 1, 1]),
        (datetime(2026, 11, 22, 5, 0, tzinfo=UTC), NEW_YORK, [1, 1, 1]),
        (datetime(2026, 10, 24, 3, 59, 59, tzinfo=UTC), NEW_YORK, [0, 0, 0]),
        (datetime(2026, 10, 24, 4, 0, tzinfo=UTC), NEW_YORK, [0, 0, 1]),
    ],
)
def test_periods_are_days_of_the_brands_zone(at, zone, in_periods):
    brand = a_brand()
    a_handoff(a_conversation(brand), at, opened_at=at)
    a_decision(a_conversation(brand), at, answer="accept")
    wanted(a_conversation(brand), at)
    assert figures(brand, zone) == [(n, n, n, n, 0, n) for n in in_periods]


@pytest.mark.django_db
def test_each_day_has_its_own_bar():
    brand = a_brand()
    a_handoff(a_conversation(brand), NOW - timedelta(days=3))
    wanted(a_conversation(brand), NOW - timedelta(days=29))
    days = counts_of(brand, NOW, UTC).days
    assert [at for at, day in enumerate(days) if day.started] == [26]
    assert [at for at, day in enumerate(days) if day.wanted] == [0]


@pytest.mark.django_db
def test_who_wanted_a_human_while_closed_is_counted_whatever_comes_later():
    shop = Shop(windows=[])
    asked = shop.decide(conversation="c").json()
    later = shop.decide(*ASKS_FOR_HUMAN, ("agent", asked["sentence"]), ("customer", "Then help me."), conversation="c")
    stuck = shop.decide(*HELPED, conversation="c", trigger="agent").json()
    assert (asked["reason"], later.json()["reason"], stuck["reason"]) == (
        "outside_hours",
        "no_trigger",
        "outside_hours",
    )
    assert counts_of(shop.brand, timezone.now(), UTC).periods[0].wanted == 1
    assert DecisionRecord.objects.get().count == 2


@pytest.mark.django_db
def test_test_conversations_are_counted_nowhere():
    brand = a_brand()
    test = a_conversation(brand, is_test=True)
    a_decision(test, answer="accept")
    wanted(test)
    a_handoff(test, opened_at=NOW)
    assert figures(brand) == [(0,) * 6] * 3
    assert counts_of(brand, NOW, UTC).with_your_team == 0


@pytest.mark.django_db
def test_another_brands_rows_are_not_counted():
    strange = a_brand("Canary of another Brand")
    conversation = a_conversation(strange)
    a_decision(conversation, answer="accept")
    wanted(conversation)
    a_handoff(conversation, opened_at=NOW)
    assert figures(a_brand()) == [(0,) * 6] * 3
    assert figures(strange) == [(1, 1, 1, 1, 0, 1)] * 3


@pytest.mark.django_db
def test_it_takes_four_queries_however_much_there_is():
    brand = a_brand()
    for ago in range(40):
        conversation = a_conversation(brand)
        a_handoff(conversation, NOW - timedelta(days=ago))
        a_decision(conversation, NOW - timedelta(days=ago))
    with CaptureQueriesContext(connection) as queries:
        counts_of(brand, NOW, NEW_YORK)
    assert len(queries) == 4
