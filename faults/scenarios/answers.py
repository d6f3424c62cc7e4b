"""What a platform answers on its bad days, each to a shop of its own: classed, tried again or not, and never twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from faults.scenarios.plays import Findings, Play, not_accepted
from faults.scenarios.rows import Row
from faults.scenarios.stage import Stage
from faults.scenarios.wishes import Wish

DELIVERED, FAILED, PENDING = "delivered", "failed", "pending"
HTML = "<!doctype html><title>Sorry</title>"
# As long as one attempt may take, and the wait before the next one or two.
WITHIN = 75.0


@dataclass(frozen=True, slots=True)
class BadAnswer:
    """`times` of it come; then the platform is well. `after`: no sooner than so many seconds it is delivered."""

    fault: str
    name: str
    answer: Mapping[str, Any]
    status: str = DELIVERED
    times: int = 1
    after: float = 0.0
    attempts: int = 2
    reason: str = ""

    @property
    def shop(self) -> str:
        return f"answers-{self.name}"


def wait(name: str, header: str, **more: Any) -> BadAnswer:
    return BadAnswer("F10", name, {"status": 429, "headers": {"Retry-After": header}}, **more)


def in_seconds(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


DATE = "in 4 seconds"
ANSWERS = (
    wait("wait-3", "3", after=3),
    wait("wait-date", DATE, after=2),
    wait("wait-banana", "banana"),
    wait("wait-negative", "-1"),
    # It stays pending, for no longer than the product allows.
    wait("wait-years", "1000000000", status=PENDING, attempts=1),
    *(BadAnswer("F11", f"error-{status}", {"status": status}) for status in (500, 502, 503, 504)),
    BadAnswer("F12", "lost-answer", {"drop": "after"}),
    BadAnswer("F12", "broken-off", {"drop": "before"}),
    BadAnswer("F13", "html", {"body": HTML, "content_type": "text/html"}),
    BadAnswer("F13", "truncated", {"body": '{"data": [{"id": 1'}),
    BadAnswer("F13", "wrong-schema", {"body": "[1, 2, 3]"}),
    BadAnswer("F13", "huge", {"big_mb": 50}),
    BadAnswer("F13", "gzip-bomb", {"gzip_mb": 50}),
    BadAnswer("F14", "one-byte-a-second", {"status": 200, "body": '{"data": 1}' + " " * 500, "drip_s": 1}),
    BadAnswer("F14", "half-and-silent", {"body": '{"data": [1, 2, 3]}', "stall": True}),
    BadAnswer("F14", "never", {"delay_s": 15}),
    BadAnswer(
        "F15", "redirect", {"status": 302, "headers": {"Location": "http://127.0.0.1:6379/"}}, FAILED, attempts=1
    ),
    BadAnswer("F16", "not-known", {"status": 401}, FAILED, attempts=1),
    BadAnswer("F16", "forbidden", {"status": 403}, FAILED, attempts=1),
)


def bad_answers(stage: Stage) -> Findings:
    """All at once: who has to wait for one platform does not hold up the others."""
    for bad in ANSWERS:
        stage.machine.stand_in.fail(host=stage.shops[bad.shop].host, times=bad.times, **dated(bad.answer))
    starts = [stage.start(stage.shops[bad.shop]) for bad in ANSWERS]
    yield from not_accepted(starts)
    both = list(zip(ANSWERS, starts, strict=True))
    stage.settled([start for bad, start in both if bad.status != PENDING], WITHIN)
    notes = stage.notes()
    for bad, start in both:
        yield from (
            f"{bad.name}: {finding}" for row in stage.rows([start]) for finding in judged(bad, row, notes[row.ref])
        )


def judged(bad: BadAnswer, row: Row, notes: int) -> Findings:
    if row.status != bad.status:
        yield f"{row.status} ({row.reason}), not {bad.status}"
    if notes != (row.status == DELIVERED):
        yield f"{row.status}, and {notes} notes are there"
    if row.attempts > bad.attempts:
        yield f"{row.attempts} attempts"
    if bad.after and (row.took or 0) < bad.after:
        yield f"delivered after {row.took} s, though asked to wait"


def dated(answer: Mapping[str, Any]) -> dict[str, Any]:
    """With a date that is ahead now, and not when the table was read."""
    headers = answer.get("headers", {})
    return {**answer, "headers": {"Retry-After": in_seconds(4)}} if headers.get("Retry-After") == DATE else {**answer}


def parked_within_bounds(stage: Stage) -> Findings:
    """Who was told to wait for years, or for something that is no time, waits for an hour at most."""
    longest = stage.execute(
        "SELECT max(extract(epoch FROM next_due - now()))::float FROM handoff_handoff WHERE context_status = 'pending'"
    )[0][0]
    if longest is not None and longest > 3700:
        yield f"a handoff is parked for {longest:.0f} s"


def answers_then_bounds(stage: Stage) -> Findings:
    yield from bad_answers(stage)
    yield from parked_within_bounds(stage)


def outage(stage: Stage) -> Findings:
    """Many fail in a row: the platform is left alone, and all arrive once it is well."""
    shop = stage.shops["outage"]
    stage.machine.stand_in.fail(host=shop.host, status=503, times=1000)
    starts = stage.start_many([shop] * 20)
    yield from not_accepted(starts)
    stage.settled(starts, 10)
    asked = sum(row.attempts for row in stage.rows(starts))
    if asked > 40:
        yield f"a platform that is down was asked {asked} times in 10 s"
    stage.machine.stand_in.clear_faults()
    yield from stage.wrong(starts, within=90)


PLAYS = (
    Play(
        "platform_answers",
        "F10-F16",
        "Each is classed; what may have arrived is looked up; nothing twice.",
        answers_then_bounds,
        tuple(Wish(bad.shop) for bad in ANSWERS),
    ),
    Play("platform_outage", "F11", "The breaker spares it; all arrive within 60 s.", outage, (Wish("outage"),)),
)
