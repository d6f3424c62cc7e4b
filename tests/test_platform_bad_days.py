"""Whatever a platform answers: classed, recorded, inside the deadline, and the worker is free again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from handoff import delivery
from handoff.models import ContextStatus, Handoff
from handoff.providers import http
from tests.platforms import PLATFORMS, SECRET, Platform
from tests.stand_ins import StandIns
from tests.test_platform_delivery import begun

pytestmark = pytest.mark.django_db

each_platform = pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.slug)
DEADLINE = 1.0
# A dripping answer would take minutes; a busy machine may take some seconds.
AT_THE_MOST = 20.0
PENDING, FAILED = ContextStatus.PENDING, ContextStatus.FAILED
IN_A_MINUTE = "an HTTP date"
HTML = "<!doctype html><title>Sorry</title>"


@dataclass(frozen=True)
class BadDay:
    """What goes wrong, what the context's status is then, and how many seconds later it is tried again."""

    name: str
    fault: dict[str, Any] = field(default_factory=dict)
    status: ContextStatus = PENDING
    again: tuple[float, float] = (0, 10)


def limited(wait: str, least: float, most: float) -> BadDay:
    return BadDay(f"429 {wait}", {"status": 429, "headers": {"Retry-After": wait}}, PENDING, (least, most))


BAD_DAYS = (
    BadDay("401", {"status": 401}, FAILED),
    BadDay("403", {"status": 403}, FAILED),
    BadDay("403 over rate", {"status": 403, "body": "<h1>Developer Over Rate</h1>"}),
    BadDay("404", {"status": 404}, FAILED),
    BadDay("409", {"status": 409}, FAILED),
    BadDay("422", {"status": 422}, FAILED),
    limited("3", 2, 13),
    limited(IN_A_MINUTE, 10, 70),
    limited("banana", 0, 10),
    limited("-1", 0, 10),
    limited("1000000000", 800, 910),
    BadDay("500", {"status": 500}),
    BadDay("503", {"status": 503, "body": HTML, "content_type": "text/html"}),
    BadDay("HTML", {"body": HTML, "content_type": "text/html"}),
    BadDay("truncated", {"body": '{"data": [{"id": 1'}),
    BadDay("another shape", {"body": "[1, 2, 3]"}),
    BadDay("50 MB", {"big_mb": 50}),
    BadDay("gzip bomb", {"gzip_mb": 50}),
    BadDay("slow drip", {"status": 200, "body": '{"data": 1}' + " " * 500, "drip_s": 0.3}),
    BadDay("stall", {"body": '{"data": [1, 2, 3]}', "stall": True}),
    BadDay("broken off", {"drop": "before"}),
    BadDay("redirect", {"status": 302, "headers": {"Location": "http://127.0.0.1:6379/"}}, FAILED),
)


def dated(fault: dict[str, Any]) -> dict[str, Any]:
    """With a date that is a minute ahead now, and not when the tests were collected."""
    if fault.get("headers") != {"Retry-After": IN_A_MINUTE}:
        return fault
    return {**fault, "headers": {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(minutes=1), usegmt=True)}}


def attempted(handoff: Handoff) -> float:
    """How long it took."""
    began = time.monotonic()
    delivery.deliver(handoff.pk)
    handoff.refresh_from_db()
    return time.monotonic() - began


def said_of(handoff: Handoff) -> str:
    return " ".join([handoff.context_reason, *(str(event.detail) for event in handoff.events.all())])


@pytest.mark.parametrize("day", BAD_DAYS, ids=lambda day: day.name)
@each_platform
def test_a_bad_day(
    platform: Platform, day: BadDay, stand_ins: StandIns, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setattr(http, "door", partial(http.door, deadline=DEADLINE))
    handoff = begun(platform, stand_ins)
    stand_ins.fail(host=platform.host, times=99, **dated(day.fault))
    took = attempted(handoff)
    assert took < AT_THE_MOST
    assert (handoff.lease_until, handoff.attempts) == (None, 1)
    if platform.slug == "gladly" and day.name == "409":
        assert handoff.context_status == ContextStatus.DELIVERED, "its id is taken: the item is there"
        return
    assert handoff.context_status == day.status
    told = said_of(handoff)
    assert platform.host in told or day.name == "another shape", told
    for secret in (SECRET, "1001", "talk to a human"):
        assert secret not in told + caplog.text
    if day.status == PENDING:
        assert handoff.next_due
        wait = (handoff.next_due - timezone.now()).total_seconds()
        least, most = day.again
        assert least - took - 1 <= wait <= most


@each_platform
@pytest.mark.parametrize("how", ["refused", "no such host"])
def test_a_platform_that_is_not_there(
    platform: Platform, how: str, stand_ins: StandIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    handoff = begun(platform, stand_ins)
    nowhere = http.door("http://127.0.0.1:9") if how == "refused" else http.door(resolve=no_such_host)
    monkeypatch.setattr(http, "door", lambda *_: nowhere)
    assert attempted(handoff) < AT_THE_MOST
    assert (handoff.context_status, handoff.lease_until, handoff.failures) == (PENDING, None, 1)
    assert "could not be reached" in said_of(handoff)


def no_such_host(host: str, port: int) -> list[str]:
    raise OSError("Name or service not known")
